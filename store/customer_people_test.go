package store_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
)

func TestACustomersPeopleAreItsOwnInPartsThatSkipNobody(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		reader, owner, administrator := p.person(directory.Reader, "T"), p.person(directory.Owner, "T"), p.person(directory.Administrator, "T")
		p.person(directory.Manager, "A")
		p.person(directory.Admin, "")
		other := p.person(directory.Owner, "U")
		if err := p.AddPerson(ctx, store.NewPerson{Email: "second@t.example", Name: "second reader", Role: directory.Reader, TenantID: "T"}); err != nil {
			t.Fatal(err)
		}
		if err := p.Disable(ctx, "second@t.example"); err != nil {
			t.Fatal(err)
		}
		read := func(customer int64) func(db.Part) ([]directory.Person, error) {
			return func(part db.Part) ([]directory.Person, error) {
				found, _, err := p.CustomerPeople(ctx, customer, part)
				return found, err
			}
		}
		key := func(x directory.Person) int64 { return x.Key }
		sortedBy(t, directory.CustomerPersonOrder, read(owner.Customer), func(s db.Sort, row func(directory.Person) error) error {
			return p.EachCustomerPerson(ctx, owner.Customer, s, row)
		}, key, map[string]func(directory.Person) string{
			"name": func(x directory.Person) string { return x.Name }, "email": func(x directory.Person) string { return x.Email },
			"role": func(x directory.Person) string {
				return map[directory.Role]string{directory.Owner: "0", directory.Administrator: "1", directory.Reader: "2"}[x.Role]
			},
			"state": func(x directory.Person) string { return fmt.Sprint(x.Disabled) },
		})
		for customer, want := range map[int64][]string{owner.Customer: {owner.Email, administrator.Email, reader.Email, "second@t.example"}, other.Customer: {other.Email}, 0: nil} {
			all := inParts(t, directory.CustomerPersonOrder.Parse(""), 3, read(customer), key)
			var got []string
			for _, x := range all {
				got = append(got, x.Email)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if _, count, err := p.CustomerPeople(ctx, customer, db.Part{Sort: directory.CustomerPersonOrder.Parse(""), Limit: 1}); err != nil || count != int64(len(want)) {
				t.Errorf("%d are counted, want %d (%v)", count, len(want), err)
			}
		}
		// Another's key is no place in the list.
		found, _, err := p.CustomerPeople(ctx, owner.Customer, db.Part{Sort: directory.CustomerPersonOrder.Parse(""), After: other.Key, Limit: 10})
		if err != nil || len(found) != 4 {
			t.Errorf("%d after another's (%v)", len(found), err)
		}
	})
}
