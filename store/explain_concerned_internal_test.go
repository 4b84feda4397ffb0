package store

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/demo"
	"shimei/store/programme"
	"shimei/store/storetest"
)

// What is not loaded for a figure is what the rules would say nothing of.
func TestAFigureIsExplainedAsFromAllThatIsKnownOfItsCustomers(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, dsn string) {
		s, _, err := Open(t.Context(), dsn, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		var sources []Source
		for _, f := range demo.Files() {
			sources = append(sources, Source{f.Name, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(f.CSV)), nil }})
		}
		if done, err := s.Import(t.Context(), sources, ImportOptions{}); err != nil || done[len(done)-1].State != Stored {
			t.Fatalf("%v %+v", err, done)
		}
		err = s.view(t.Context(), func(x *tx) error {
			rows := 0
			for _, partner := range []string{"4620115", "4330418", "4623348"} {
				account, _, err := x.partner(partner)
				if err != nil {
					return err
				}
				for c := range x.p.Competencies {
					for r := range x.p.Competencies[c].VersionAt(programme.MonthOf(2016, 3)).Requirements {
						rows += x.sameFromAll(t, FigureQuery{Account: account.Account, Month: programme.MonthOf(2016, 3), Competency: c, Requirement: r})
					}
				}
			}
			if rows < 500 {
				t.Errorf("only %d rows", rows)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// sameFromAll compares a figure's explanation with that from whole tenants, and returns how
// many rows it has.
func (t *tx) sameFromAll(test *testing.T, q FigureQuery) int {
	test.Helper()
	f, err := t.figure(q)
	if err != nil {
		test.Fatal(err)
	}
	var got, want []string
	if err := f.lines().each(func(r Explained) error { got = append(got, fmt.Sprint(r)); return nil }); err != nil {
		test.Fatal(err)
	}
	err = t.everybody(func(some []namedCustomer) error {
		tenants, err := t.tenants(keysOf(some), q.Month-24, q.Month)
		if err != nil {
			return err
		}
		var subscriptions []int64
		for k := range tenants {
			for _, s := range tenants[k].Subscriptions {
				subscriptions = append(subscriptions, s.Key)
			}
		}
		ids, err := t.subscriptionIDs(subscriptions)
		if err != nil {
			return err
		}
		for _, c := range some {
			for k := range tenants {
				if tenants[k].Key == c.Key {
					for _, row := range f.rows(&tenants[k], c, ids) {
						want = append(want, fmt.Sprint(row))
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		test.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		test.Errorf("%+v:\n%s", q, diff)
	}
	return len(want)
}

// everybody calls some with all customers.
func (t *tx) everybody(some func([]namedCustomer) error) error {
	everyone, err := t.set(nil, "subscriptions x WHERE TRUE")
	if err != nil {
		return err
	}
	return t.walk(everyone, 0, tenantsAtOnce, func(batch []namedCustomer) (int, error) { return tenantsAtOnce, some(batch) })
}
