package store

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"shimei/store/intake"
	"shimei/store/storetest"
)

// several opens a store of seven tenants, of which it holds two in memory at a time.
func several(t *testing.T, dsn string) *Store {
	t.Helper()
	s, _, err := Open(t.Context(), dsn, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.inRanges = 2
	customers, subscriptions, ties := "tenant_id,name\n", "subscription_id,tenant_id,product,start_date\n", "route,partner_id,tenant_id,from\n"
	for k := range 7 {
		customers += fmt.Sprintf("t-%d,Tenant %d\n", k, k)
		subscriptions += fmt.Sprintf("s-%d,t-%d,office365,2016-01-01\n", k, k)
		ties += fmt.Sprintf("dap,A,t-%d,2016-01-15\n", k)
	}
	takeIn(t, s, "partner_id,name\nA,Adatum\n", customers, subscriptions, ties)
	return s
}

func takeIn(t *testing.T, s *Store, files ...string) {
	t.Helper()
	var sources []intake.Source
	for _, text := range files {
		sources = append(sources, intake.Source{Name: "file", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }})
	}
	done, err := s.Import(t.Context(), sources, intake.Options{})
	for _, one := range done {
		if err != nil || one.State != intake.Stored {
			t.Fatalf("%+v (%v)", one, err)
		}
	}
}

// latestUsers returns the active users of Office 365 that are credited in the latest month.
func latestUsers(t *testing.T, s *Store) (sum int64) {
	t.Helper()
	if err := s.view(t.Context(), func(w *work) error {
		measure, _ := w.p.MeasureByID("active_entitlements:office365")
		_, err := w.tx.One([]any{&sum}, "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM credits WHERE month = (SELECT max(month) FROM usage) AND measure = $1", measure)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return sum
}

func TestTenantsInSeveralPartsAreCreditedAsInOne(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := several(t, dsn)
		defer s.Close()
		for k, month := range []string{"2016-03", "2016-04"} {
			usage := "subscription_id,month,active_users\n"
			for n := range 7 {
				usage += fmt.Sprintf("s-%d,%s,%d\n", n, month, (k+1)*(n+1))
			}
			takeIn(t, s, usage)
			if got, want := latestUsers(t, s), int64(28*(k+1)); got != want {
				t.Errorf("of %s %d users are credited, want %d", month, got, want)
			}
			if differed, err := s.Recompute(t.Context()); differed != 0 || err != nil {
				t.Errorf("after %s %d credits differ (%v)", month, differed, err)
			}
		}
	})
}
