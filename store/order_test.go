package store_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/intake"
)

// inParts reads a list part by part.
func inParts[T any](t *testing.T, s db.Sort, limit int, read func(db.Part) ([]T, error), key func(T) int64) (all []T) {
	t.Helper()
	for p := (db.Part{Sort: s, Limit: limit}); ; {
		found, err := read(p)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, found...)
		if len(found) < limit {
			return all
		}
		p.After = key(found[limit-1])
	}
}

// sortedBy checks that each column sorts a list both ways, that parts skip nothing, and that
// the whole list is the same as its parts.
func sortedBy[T any](t *testing.T, o db.Order, read func(db.Part) ([]T, error), each func(db.Sort, func(T) error) error,
	key func(T) int64, columns map[string]func(T) string) {
	t.Helper()
	for name, value := range columns {
		for _, sort := range []db.Sort{o.Parse(name), o.Parse("-" + name)} {
			if sort.By != name {
				t.Fatalf("%s sorts by %s", name, sort.By)
			}
			got := inParts(t, sort, 3, read, key)
			var all []T
			if err := each(sort, func(x T) error { all = append(all, x); return nil }); err != nil {
				t.Fatal(err)
			}
			keys := func(list []T) (keys []int64) {
				for _, x := range list {
					keys = append(keys, key(x))
				}
				return keys
			}
			if diff := gocmp.Diff(keys(all), keys(got)); diff != "" || len(got) < 4 {
				t.Errorf("%v: in parts %s", sort, diff)
			}
			ordered := func(a, b T) int {
				c := cmp.Or(cmp.Compare(value(a), value(b)), cmp.Compare(key(a), key(b)))
				if sort.Down {
					return -c
				}
				return c
			}
			if !slices.IsSortedFunc(got, ordered) {
				t.Errorf("%v: %v is not in order", sort, keys(got))
			}
			if other := slices.IndexFunc(got, func(x T) bool { return value(x) != value(got[0]) }); other < 0 {
				t.Errorf("%v: all are %q, which shows no order", sort, value(got[0]))
			}
		}
	}
}

func TestAListIsSortedByEachOfItsColumnsBothWays(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("usage", "subscription_id,month,workload,active_users", "T-office,2016-03,exchange,1"))
		owner := p.person(directory.Owner, "T")
		number := func(n int64) string { return fmt.Sprintf("%020d", n) }
		sortedBy(t, directory.AssociationOrder, func(part db.Part) ([]directory.Association, error) {
			found, _, err := p.Associations(ctx, directory.AssociationFilter{}, part)
			return found, err
		}, func(s db.Sort, row func(directory.Association) error) error {
			return p.EachAssociation(ctx, directory.AssociationFilter{}, s, row)
		}, func(a directory.Association) int64 { return a.Key }, map[string]func(directory.Association) string{
			"since": func(a directory.Association) string { return number(int64(a.From)) }, "customer": func(a directory.Association) string { return a.Customer },
			"partner": func(a directory.Association) string { return a.Partner.Name },
			"route":   func(a directory.Association) string { return p.mustProgramme().Routes[a.Route].ID },
			"product": func(a directory.Association) string {
				if a.Product < 0 {
					return ""
				}
				return p.mustProgramme().Products[a.Product].ID
			},
		})
		sortedBy(t, directory.SubscriptionOrder, func(part db.Part) ([]directory.Subscription, error) {
			found, _, err := p.Subscriptions(ctx, owner.Customer, directory.SubscriptionFilter{}, part)
			return found, err
		}, func(s db.Sort, row func(directory.Subscription) error) error {
			return p.EachSubscription(ctx, owner.Customer, directory.SubscriptionFilter{}, s, row)
		}, func(s directory.Subscription) int64 { return s.Key }, map[string]func(directory.Subscription) string{
			"id": func(s directory.Subscription) string { return s.ID }, "product": func(s directory.Subscription) string { return p.mustProgramme().Products[s.Product].ID },
			"seats": func(s directory.Subscription) string {
				if s.Seats == nil {
					return ""
				}
				return number(*s.Seats)
			},
			"record": func(s directory.Subscription) string {
				if s.Present == nil {
					return ""
				}
				return s.Present.Partner.Name
			},
		})
		p.take(rows("associations", tieColumns, "dpor,A,T-azure,2015-08-01,2016-01-01"))
		sortedBy(t, directory.AccessOrder, func(part db.Part) ([]directory.Association, error) {
			found, _, err := p.Access(ctx, owner.Customer, directory.AssociationFilter{}, part)
			return found, err
		}, func(s db.Sort, row func(directory.Association) error) error {
			return p.EachAccess(ctx, owner.Customer, directory.AssociationFilter{}, s, row)
		}, func(a directory.Association) int64 { return a.Key }, map[string]func(directory.Association) string{
			"since": func(a directory.Association) string { return number(int64(a.From)) }, "scope": func(a directory.Association) string { return a.Subscription },
			"partner": func(a directory.Association) string { return a.Partner.Name },
			"route":   func(a directory.Association) string { return p.mustProgramme().Routes[a.Route].ID },
		})
		sortedBy(t, intake.Order, func(part db.Part) ([]intake.Record, error) { return p.Imports(ctx, part) },
			func(s db.Sort, row func(intake.Record) error) error { return p.EachImport(ctx, s, row) },
			func(x intake.Record) int64 { return x.Key }, map[string]func(intake.Record) string{
				"file": func(x intake.Record) string { return x.File }, "rows": func(x intake.Record) string { return number(x.Rows) }})
	})
}

func TestWhatIsNoColumnIsTheUsualOrderAndWhatIsNoRowTheFirstPart(t *testing.T) {
	if o := directory.AssociationOrder; o.Parse("nothing") != o.Parse("") || o.Parse("") != (db.Sort{By: "since", Down: true}) || o.Parse("-since").String() != "-since" {
		t.Errorf("%v %v", o.Parse("nothing"), o.Parse("-since"))
	}
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		first := db.Part{Sort: directory.SubscriptionOrder.Parse(""), Limit: 100}
		customer := p.person(directory.Owner, "T").Customer
		all, _, err := p.Subscriptions(ctx, customer, directory.SubscriptionFilter{}, first)
		if err != nil {
			t.Fatal(err)
		}
		other, _, err := p.Subscriptions(ctx, p.person(directory.Owner, "U").Customer, directory.SubscriptionFilter{}, first)
		if err != nil || len(other) == 0 {
			t.Fatal(other, err)
		}
		// Another customer's row is no row, wherever it would stand.
		for _, after := range []int64{other[0].Key, 1 << 40, -1} {
			first.After = after
			got, _, err := p.Subscriptions(ctx, customer, directory.SubscriptionFilter{}, first)
			if err != nil || len(got) != len(all) {
				t.Errorf("after %d: %d of %d (%v)", after, len(got), len(all), err)
			}
		}
	})
}
