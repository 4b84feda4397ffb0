package store_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
)

func TestACustomersPeopleAreItsOwnInPartsThatSkipNobody(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		reader, owner, administrator := p.person(store.Reader, "T"), p.person(store.Owner, "T"), p.person(store.Administrator, "T")
		p.person(store.PartnerRole, "A")
		p.person(store.Admin, "")
		other := p.person(store.Owner, "U")
		if err := p.AddPerson(ctx, store.NewPerson{Email: "second@t.example", Name: "second reader", Role: store.Reader, TenantID: "T"}); err != nil {
			t.Fatal(err)
		}
		if err := p.Disable(ctx, "second@t.example"); err != nil {
			t.Fatal(err)
		}
		read := func(customer int64) func(store.Part) ([]store.Person, error) {
			return func(part store.Part) ([]store.Person, error) {
				found, _, err := p.CustomerPeople(ctx, customer, part)
				return found, err
			}
		}
		key := func(x store.Person) int64 { return x.Key }
		sortedBy(t, store.PersonOrder, read(owner.Customer), func(s store.Sort, row func(store.Person) error) error {
			return p.EachCustomerPerson(ctx, owner.Customer, s, row)
		}, key, map[string]func(store.Person) string{
			"name": func(x store.Person) string { return x.Name }, "email": func(x store.Person) string { return x.Email },
			"role": func(x store.Person) string {
				return map[store.Role]string{store.Owner: "0", store.Administrator: "1", store.Reader: "2"}[x.Role]
			},
			"state": func(x store.Person) string { return fmt.Sprint(x.Disabled) },
		})
		for customer, want := range map[int64][]string{owner.Customer: {owner.Email, administrator.Email, reader.Email, "second@t.example"}, other.Customer: {other.Email}, 0: nil} {
			all := inParts(t, store.PersonOrder.Parse(""), 3, read(customer), key)
			var got []string
			for _, x := range all {
				got = append(got, x.Email)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if _, count, err := p.CustomerPeople(ctx, customer, store.Part{Sort: store.PersonOrder.Parse(""), Limit: 1}); err != nil || count != int64(len(want)) {
				t.Errorf("%d are counted, want %d (%v)", count, len(want), err)
			}
		}
		// Another's key is no place in the list.
		found, _, err := p.CustomerPeople(ctx, owner.Customer, store.Part{Sort: store.PersonOrder.Parse(""), After: other.Key, Limit: 10})
		if err != nil || len(found) != 4 {
			t.Errorf("%d after another's (%v)", len(found), err)
		}
	})
}
