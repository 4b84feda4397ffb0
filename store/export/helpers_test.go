package export_test

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/export"
	"shimei/store/intake"
	"shimei/store/programme"
	"shimei/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Run(m)) }

var march, april, may = programme.MonthOf(2016, 3), programme.MonthOf(2016, 4), programme.MonthOf(2016, 5)

// open opens a store in which March 2016 is closed and was corrected since. Its names and ids
// are such as a spreadsheet would run, and some are Japanese.
func open(t *testing.T, dsn string) *store.Store {
	t.Helper()
	s, _, err := store.Open(t.Context(), dsn, store.Options{Clock: func() time.Time { return time.Date(2016, 5, 2, 9, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	take(t, s, "partners.csv", "partner_id,name\n=P,=1+1\nQ,Quiet\n")
	take(t, s, "customers.csv", "tenant_id,name\nT1,\"=HYPERLINK(\"\"http://x.example\"\",\"\"click\"\")\"\n@T2,株式会社みどり\nT3,-Minus Ltd\n")
	take(t, s, "subscriptions.csv", "subscription_id,tenant_id,product,start_date\noffice,T1,office365,2016-01-01\n+azure,@T2,azure,2016-01-01\n-7,T3,office365,2016-01-01\n")
	take(t, s, "usage.csv", "subscription_id,month,active_users,consumed\noffice,2016-03,20,\noffice,2016-04,25,\n+azure,2016-03,,1000.10\n+azure,2016-04,,0.07\n")
	take(t, s, "sales.csv", "order_id,subscription_id,partner_id,date,seats\no1,-7,=P,2016-04-05,3\no2,-7,=P,2016-04-06,-8\n")
	take(t, s, "associations.csv", "route,partner_id,subscription_id,from\ndpor,=P,office,2016-01-02\ndpor,=P,+azure,2016-01-02\n")
	if err := s.CloseMonth(t.Context(), "test", march); err != nil {
		t.Fatal(err)
	}
	take(t, s, "usage.csv", "subscription_id,month,active_users,consumed\noffice,2016-03,18,\n+azure,2016-03,,1000.15\n")
	return s
}

func take(t *testing.T, s *store.Store, name, text string) {
	t.Helper()
	done, err := s.Import(t.Context(), []intake.Source{{Name: name, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}}}, intake.Options{Actor: "test"})
	if err != nil || done[0].State != intake.Stored {
		t.Fatalf("%+v %v", done, err)
	}
}

// written returns a statement as a file of a form.
func written(t *testing.T, s *store.Store, partner string, m programme.Month, form string) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := export.Statement(t.Context(), s, partner, m, form, &file); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}
