package store

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"shimei/store/directory"
	"shimei/store/intake"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/store/statement"
	"shimei/store/storetest"
)

// large is a world where account G has more customers than are put in order at a time, and
// account Q few of them. Some have the same name, and every seventh nothing that counts.
func large() map[string]string {
	files := map[string]string{
		"partners.csv":      "partner_id,name,parent_id\nG,Global,\nG1,One,G\nG2,Two,G\nQ,Quince,\n",
		"customers.csv":     "tenant_id,name\n",
		"subscriptions.csv": "subscription_id,tenant_id,product,kind,start_date\n",
		"usage.csv":         "subscription_id,month,active_users,consumed\n",
		"associations.csv":  "route,partner_id,subscription_id,tenant_id,from\n",
	}
	row := func(file, format string, a ...any) { files[file] += fmt.Sprintf(format+"\n", a...) }
	for k := range 1100 {
		row("customers.csv", "T%d,Name %d", k, k*7919%1300)
		row("associations.csv", "dap,G2,,T%d,2016-01-01", k)
		if k%7 == 0 {
			continue
		}
		row("subscriptions.csv", "o%d,T%d,office365,paid,2016-01-01", k, k)
		row("usage.csv", "o%d,2016-04,%d,", k, k%90+1)
		if k%11 == 0 {
			row("associations.csv", "dpor,Q,o%d,,2016-01-01", k)
		}
		if k%15 == 0 {
			row("subscriptions.csv", "a%d,T%d,azure,paid,2016-01-01", k, k)
			row("usage.csv", "a%d,2016-03,,%d.25\na%d,2016-04,,%d.50", k, k, k, k)
			row("associations.csv", "dpor,G1,a%d,,2016-01-01", k)
		}
	}
	return files
}

// openLarge opens a store with that world in it, its March closed and then corrected.
func openLarge(t *testing.T, dsn string) *Store {
	t.Helper()
	s, _, err := Open(t.Context(), dsn, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	take := func(files map[string]string) {
		t.Helper()
		var sources []intake.Source
		for name, text := range files {
			sources = append(sources, intake.Source{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }})
		}
		done, err := s.Import(t.Context(), sources, intake.Options{})
		if err != nil || done[len(done)-1].State != intake.Stored {
			t.Fatalf("%v %+v", err, done)
		}
	}
	take(large())
	if err := s.CloseMonth(t.Context(), "test", programme.MonthOf(2016, 3)); err != nil {
		t.Fatal(err)
	}
	take(map[string]string{"usage.csv": "subscription_id,month,consumed\na15,2016-03,9.75\na990,2016-03,0.25\n"})
	return s
}

// first checks that a first page reads few customers.
func first[T any](t *testing.T, name string, l directory.Listing[T]) (page []T, next int64) {
	t.Helper()
	const limit = 50
	read, customers := l.Read, 0
	l.Read = func(some []directory.NamedCustomer) ([]T, error) {
		customers += len(some)
		return read(some)
	}
	page, next, err := l.Page(0, limit)
	if err != nil || len(page) == 0 || len(page) > limit || next == 0 || customers > 3*limit {
		t.Fatalf("%s: a first page of %d rows, next %v, read %d customers (%v)", name, len(page), next, customers, err)
	}
	return page, next
}

// paged returns all rows, and checks that the first page and larger ones after it are the same
// and that they are not read all at once.
func paged[T any](t *testing.T, name string, l directory.Listing[T]) (all []T) {
	t.Helper()
	pages, next := first(t, name, l)
	for next != 0 {
		var page []T
		var err error
		if page, next, err = l.Page(next, 400); err != nil || len(page) == 0 || len(page) > 400 {
			t.Fatalf("%s: a page of %d rows (%v)", name, len(page), err)
		}
		pages = append(pages, page...)
	}
	read, most := l.Read, 0
	l.Read = func(some []directory.NamedCustomer) ([]T, error) {
		most = max(most, len(some))
		return read(some)
	}
	if err := l.Each(func(row T) error { all = append(all, row); return nil }); err != nil || most > directory.AtOnce {
		t.Fatalf("%s: %d customers at once (%v)", name, most, err)
	}
	if fmt.Sprint(all) != fmt.Sprint(pages) {
		t.Errorf("%s: the pages have %d rows, all are %d", name, len(pages), len(all))
	}
	return all
}

func TestALargeAccountIsReadBitByBit(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, dsn string) {
		s, april := openLarge(t, dsn), programme.MonthOf(2016, 4)
		for partner, many := range map[string]bool{"G": true, "Q": false} {
			all, _, err := s.Progress(t.Context(), report.ProgressFilter{Month: &april, Partner: partner})
			if err != nil {
				t.Fatal(err)
			}
			err = s.view(t.Context(), func(w *work) error {
				q := report.FigureQuery{Scope: directory.Whole(all[0].Account.Key), Month: april, Competency: all[0].Competency}
				lines, err := w.report().Explain(q)
				if err != nil || lines.Customers.Many() != many {
					t.Fatalf("%s: many is %v (%v)", partner, lines.Customers.Many(), err)
				}
				sum := all[0].Figures[0]
				for _, row := range paged(t, partner, lines) {
					if row.Reason == "" {
						sum -= row.Amount
					}
				}
				if sum != 0 || all[0].Figures[0] == 0 {
					t.Errorf("%s: of %d the lines lack %d", partner, all[0].Figures[0], sum)
				}
				byRoute, err := w.report().CreditRows(q)
				if err != nil {
					return err
				}
				first(t, partner+" by route", byRoute)
				its, err := w.report().AccountCustomers(directory.Whole(all[0].Account.Key), report.AccountCustomerFilter{})
				if err != nil {
					return err
				}
				first(t, partner+" by customer", its)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		s.statementsOf(t, "G")
	})
}

// statementsOf checks that the lines of a closed and of an open statement add up to their totals.
func (s *Store) statementsOf(t *testing.T, partner string) {
	t.Helper()
	for m, closed := range map[programme.Month]bool{programme.MonthOf(2016, 3): true, programme.MonthOf(2016, 4): false} {
		err := s.view(t.Context(), func(w *work) error {
			r, all, err := w.statements().Of(partner, m)
			if err != nil || (r.ClosedAt != nil) != closed {
				t.Fatalf("closed at %v (%v)", r.ClosedAt, err)
			}
			sums := map[statement.Subject]int64{}
			for _, l := range paged(t, m.String(), all) {
				sums[l.Subject] += l.Amount
			}
			for _, total := range r.Totals {
				if sums[total.Subject] != total.Amount {
					t.Errorf("%s: the lines add up to %d, the total is %d", m, sums[total.Subject], total.Amount)
				}
			}
			if len(sums) == 0 || len(sums) != len(r.Totals) {
				t.Errorf("%s: lines of %d sums, %d totals", m, len(sums), len(r.Totals))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
