package intake

import (
	"io"
	"strings"
	"testing"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/ledger"
	"shimei/store/programme"
	"shimei/store/storetest"
)

// takeIn takes in files that have no faults, in one transaction.
func takeIn(tx *db.Tx, d *db.DB, p *programme.Programme, texts ...string) error {
	for _, text := range texts {
		files, refused, err := OpenAll([]Source{{Name: "file", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}}, p, facts.Options{})
		if err != nil || len(refused) > 0 {
			return err
		}
		if _, err := Take(Into{DB: d, Tx: tx, Programme: p, Ledger: ledger.Open(tx, p, nil)}, files[0]); err != nil {
			return err
		}
	}
	return nil
}

// Rows of a file that are far apart are written at different times: the later one corrects.
func TestALaterRowOfANewMonthCorrectsOneThatWasWritten(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		d, err := db.Open(t.Context(), dsn, db.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		p := programme.BuiltIn()
		measure, _ := p.MeasureByID("active_entitlements:office365")
		var credited int64
		err = d.Bulk(t.Context(), func(tx *db.Tx) error {
			if err := takeIn(tx, d, p, "partner_id,name\nA,Adatum\n", "tenant_id,name\nt,Tenant\n",
				"subscription_id,tenant_id,product,start_date\ns-1,t,office365,2016-01-01\ns-2,t,office365,2016-01-01\ns-3,t,office365,2016-01-01\n",
				"route,partner_id,tenant_id,from\ndap,A,t,2016-01-15\n"); err != nil {
				return err
			}
			im := newUsageImport(&importer{tx: tx, db: d, p: p, ledger: ledger.Open(tx, p, nil), index: indexesOf(tx, p)})
			if _, err := im.ledger.Months(); err != nil { // as it was before the file
				return err
			}
			row := func(subscription, users int64) usageRow {
				return usageRow{Usage: ledger.Usage{UsageKey: ledger.UsageKey{Subscription: subscription, Month: programme.MonthOf(2016, 4)},
					UsageAmounts: ledger.UsageAmounts{Active: &users}}}
			}
			for _, rows := range [][]usageRow{{row(1, 5), row(2, 6)}, {row(1, 5), row(2, 7), row(3, 8)}} {
				if err := im.add(rows); err != nil {
					return err
				}
			}
			if im.done.Added != 3 || im.done.Changed != 1 || im.done.Unchanged != 1 {
				t.Errorf("%+v", im.done)
			}
			if err := im.extension.Credit(); err != nil {
				return err
			}
			_, err := tx.One([]any{&credited}, "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM credits WHERE month = (SELECT max(month) FROM usage) AND measure = $1", measure)
			return err
		})
		if credited != 20 || err != nil {
			t.Errorf("%d users are credited, want 20 (%v)", credited, err)
		}
	})
}
