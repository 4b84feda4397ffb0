package store_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"shimei/store"
)

// inParts reads a list part by part.
func inParts[T any](t *testing.T, s store.Sort, limit int, read func(store.Part) ([]T, error), key func(T) int64) (all []T) {
	t.Helper()
	for p := (store.Part{Sort: s, Limit: limit}); ; {
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
func sortedBy[T any](t *testing.T, o store.Order, read func(store.Part) ([]T, error), each func(store.Sort, func(T) error) error,
	key func(T) int64, columns map[string]func(T) string) {
	t.Helper()
	for name, value := range columns {
		for _, sort := range []store.Sort{o.Parse(name), o.Parse("-" + name)} {
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
		owner := p.person(store.Owner, "T")
		number := func(n int64) string { return fmt.Sprintf("%020d", n) }
		sortedBy(t, store.AssignmentOrder, func(part store.Part) ([]store.Assignment, error) {
			found, _, err := p.Assignments(ctx, store.AssignmentFilter{}, part)
			return found, err
		}, func(s store.Sort, row func(store.Assignment) error) error {
			return p.EachAssignment(ctx, store.AssignmentFilter{}, s, row)
		}, func(a store.Assignment) int64 { return a.Key }, map[string]func(store.Assignment) string{
			"since": func(a store.Assignment) string { return number(int64(a.From)) }, "customer": func(a store.Assignment) string { return a.Customer },
			"partner": func(a store.Assignment) string { return a.Partner.Name },
			"route":   func(a store.Assignment) string { return p.mustProgramme().Routes[a.Route].ID },
			"product": func(a store.Assignment) string {
				if a.Product < 0 {
					return ""
				}
				return p.mustProgramme().Products[a.Product].ID
			},
		})
		sortedBy(t, store.SubscriptionOrder, func(part store.Part) ([]store.Subscription, error) {
			found, _, err := p.Subscriptions(ctx, owner.Customer, store.SubscriptionFilter{}, part)
			return found, err
		}, func(s store.Sort, row func(store.Subscription) error) error {
			return p.EachSubscription(ctx, owner.Customer, store.SubscriptionFilter{}, s, row)
		}, func(s store.Subscription) int64 { return s.Key }, map[string]func(store.Subscription) string{
			"id": func(s store.Subscription) string { return s.ID }, "product": func(s store.Subscription) string { return p.mustProgramme().Products[s.Product].ID },
			"seats": func(s store.Subscription) string {
				if s.Seats == nil {
					return ""
				}
				return number(*s.Seats)
			},
			"record": func(s store.Subscription) string {
				if s.Present == nil {
					return ""
				}
				return s.Present.Partner.Name
			},
		})
		p.take(rows("associations", tieColumns, "dpor,A,T-azure,2015-08-01,2016-01-01"))
		sortedBy(t, store.AccessOrder, func(part store.Part) ([]store.Assignment, error) {
			found, _, err := p.Access(ctx, owner.Customer, store.AssignmentFilter{}, part)
			return found, err
		}, func(s store.Sort, row func(store.Assignment) error) error {
			return p.EachAccess(ctx, owner.Customer, store.AssignmentFilter{}, s, row)
		}, func(a store.Assignment) int64 { return a.Key }, map[string]func(store.Assignment) string{
			"since": func(a store.Assignment) string { return number(int64(a.From)) }, "scope": func(a store.Assignment) string { return a.Subscription },
			"partner": func(a store.Assignment) string { return a.Partner.Name },
			"route":   func(a store.Assignment) string { return p.mustProgramme().Routes[a.Route].ID },
		})
		sortedBy(t, store.ImportOrder, func(part store.Part) ([]store.ImportRecord, error) { return p.Imports(ctx, part) },
			func(s store.Sort, row func(store.ImportRecord) error) error { return p.EachImport(ctx, s, row) },
			func(x store.ImportRecord) int64 { return x.Key }, map[string]func(store.ImportRecord) string{
				"file": func(x store.ImportRecord) string { return x.File }, "rows": func(x store.ImportRecord) string { return number(x.Rows) }})
	})
}

func TestWhatIsNoColumnIsTheUsualOrderAndWhatIsNoRowTheFirstPart(t *testing.T) {
	if o := store.AssignmentOrder; o.Parse("nothing") != o.Parse("") || o.Parse("") != (store.Sort{By: "since", Down: true}) || o.Parse("-since").String() != "-since" {
		t.Errorf("%v %v", o.Parse("nothing"), o.Parse("-since"))
	}
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		first := store.Part{Sort: store.SubscriptionOrder.Parse(""), Limit: 100}
		customer := p.person(store.Owner, "T").Customer
		all, _, err := p.Subscriptions(ctx, customer, store.SubscriptionFilter{}, first)
		if err != nil {
			t.Fatal(err)
		}
		other, _, err := p.Subscriptions(ctx, p.person(store.Owner, "U").Customer, store.SubscriptionFilter{}, first)
		if err != nil || len(other) == 0 {
			t.Fatal(other, err)
		}
		// Another customer's row is no row, wherever it would stand.
		for _, after := range []int64{other[0].Key, 1 << 40, -1} {
			first.After = after
			got, _, err := p.Subscriptions(ctx, customer, store.SubscriptionFilter{}, first)
			if err != nil || len(got) != len(all) {
				t.Errorf("after %d: %d of %d (%v)", after, len(got), len(all), err)
			}
		}
	})
}
