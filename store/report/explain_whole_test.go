package report_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/demo"
	"shimei/store/directory"
	"shimei/store/intake"
	"shimei/store/ledger"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/store/storetest"
)

// world is a database that holds the demonstration.
func world(t *testing.T, dsn string) *db.DB {
	t.Helper()
	s, _, err := store.Open(t.Context(), dsn, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var sources []intake.Source
	for _, f := range demo.Files() {
		sources = append(sources, intake.Source{Name: f.Name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(f.CSV)), nil }})
	}
	if done, err := s.Import(t.Context(), sources, intake.Options{}); err != nil || done[len(done)-1].State != intake.Stored {
		t.Fatalf("%v %+v", err, done)
	}
	d, err := db.Open(t.Context(), dsn, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// rooms are those that a figure is explained by.
type rooms struct {
	p      *programme.Programme
	dir    directory.Directory
	report report.Reader
	facts  ledger.Deriver
}

func in(tx *db.Tx) (x rooms, err error) {
	months, err := ledger.MonthsIn(tx)
	x.p = programme.BuiltIn()
	l := ledger.Open(tx, x.p, &months)
	x.dir, x.facts = directory.In(tx, x.p), l.Facts()
	x.report = report.In(tx, report.Basis{Programme: x.p}, l)
	return x, err
}

// What is not loaded for a figure is what the rules would say nothing of.
func TestAFigureIsExplainedAsFromAllThatIsKnownOfItsCustomers(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, dsn string) {
		march, rows := programme.MonthOf(2016, 3), 0
		err := world(t, dsn).View(t.Context(), func(tx *db.Tx) error {
			x, err := in(tx)
			if err != nil {
				return err
			}
			for _, partner := range []string{"4620115", "4330418", "4623348"} {
				account, err := x.dir.AccountOf(partner, x.facts.AccountAt(march))
				if err != nil {
					return err
				}
				for c := range x.p.Competencies {
					for r := range x.p.Competencies[c].VersionAt(march).Requirements {
						rows += x.sameFromAll(t, report.FigureQuery{Scope: directory.Whole(account.Key), Month: march, Competency: c, Requirement: r})
					}
				}
			}
			return nil
		})
		if err != nil || rows < 500 {
			t.Errorf("%d rows (%v)", rows, err)
		}
	})
}

// sameFromAll compares a figure's explanation with that from whole tenants, and returns how
// many rows it has.
func (x rooms) sameFromAll(t *testing.T, q report.FigureQuery) int {
	t.Helper()
	lines, err := x.report.Explain(q)
	if err != nil {
		t.Fatal(err)
	}
	var got, want []string
	if err := lines.Each(func(r report.Explained) error { r.Sources = nil; got = append(got, fmt.Sprint(r)); return nil }); err != nil {
		t.Fatal(err)
	}
	everyone, err := x.dir.Set(nil, "subscriptions x WHERE TRUE")
	if err != nil {
		t.Fatal(err)
	}
	if err := x.dir.Walk(everyone, 0, directory.AtOnce, func(some []directory.NamedCustomer) (int, error) {
		rows, err := x.fromAll(q, some)
		want = append(want, rows...)
		return directory.AtOnce, err
	}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%+v:\n%s", q, diff)
	}
	return len(want)
}

// fromAll explains some customers from all that is known of them, in their order.
func (x rooms) fromAll(q report.FigureQuery, some []directory.NamedCustomer) (all []string, err error) {
	tenants, err := x.facts.Tenants(directory.KeysOf(some), q.Month-24, q.Month)
	if err != nil {
		return nil, err
	}
	of := map[int64]*programme.Tenant{}
	var subscriptions []int64
	for k := range tenants {
		of[tenants[k].Key] = &tenants[k]
		for _, s := range tenants[k].Subscriptions {
			subscriptions = append(subscriptions, s.Key)
		}
	}
	ids, err := x.dir.SubscriptionIDs(subscriptions)
	for _, c := range some {
		if t := of[c.Key]; t != nil && err == nil {
			var rows []report.Explained
			rows, err = x.report.RowsOf(q, t, c, ids)
			for _, row := range rows {
				all = append(all, fmt.Sprint(row))
			}
		}
	}
	return all, err
}
