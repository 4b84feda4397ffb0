package store

import (
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"shimei/store/intake"
	"shimei/store/storetest"
)

func TestSeatsOfASubscriptionBeyondWhatASumCanHoldAreRefused(t *testing.T) {
	files := []string{"partner_id,name\nA,Aomori\n", "tenant_id,name\nT,Tailspin\n",
		"subscription_id,tenant_id,product,start_date\nS,T,office365,2016-01-01\n", "subscription_id,month,active_users\nS,2016-04,5\n",
		"order_id,subscription_id,partner_id,date,seats\no-1,S,A,2016-04-01,5\n"}
	storetest.Each(t, func(t *testing.T, dsn string) {
		s, _, err := Open(t.Context(), dsn, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		take := func(files ...string) error {
			var sources []intake.Source
			for _, text := range files {
				sources = append(sources, intake.Source{Name: "file", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }})
			}
			done, err := s.Import(t.Context(), sources, intake.Options{})
			for _, one := range done {
				for _, f := range one.Faults {
					err = errors.Join(err, &f)
				}
			}
			return err
		}
		if err := take(files...); err != nil {
			t.Fatal(err)
		}
		// As much as ten thousand records of the largest count.
		if err := s.update(t.Context(), func(w *work) error {
			return w.tx.Exec("INSERT INTO sales (order_id, subscription_id, partner_id, sold_at, seats) SELECT 'o-2', id, 1, start_at, $1 FROM subscriptions", int64(math.MaxInt64-7))
		}); err != nil {
			t.Fatal(err)
		}
		err = take("order_id,subscription_id,partner_id,date,seats\no-3,S,A,2016-04-02,-3\n")
		if err == nil || !strings.Contains(err.Error(), "seats sold on a subscription: ") {
			t.Error(err)
		}
		if _, err := s.Recompute(t.Context()); err != nil {
			t.Error("what was there already still adds up:", err)
		}
		if err := s.view(t.Context(), func(w *work) error {
			var n int
			_, err := w.tx.One([]any{&n}, "SELECT count(*) FROM sales")
			if n != 2 {
				t.Errorf("%d sales are stored", n)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
	})
}
