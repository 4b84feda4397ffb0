package intake

import (
	"strings"
	"testing"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/ledger"
	"shimei/store/programme"
	"shimei/store/storetest"
)

// Rows are taken in by some thousands at a time, and parents after all of them.
func TestALaterRowCorrectsAnEarlierOneOfAnotherChunk(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		d, err := db.Open(t.Context(), dsn, db.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		accounts := map[string]string{}
		err = d.Bulk(t.Context(), func(x *db.Tx) error {
			p := programme.BuiltIn()
			f, err := facts.Open("partners.csv", strings.NewReader("partner_id,name\n"), p, "")
			if err != nil {
				return err
			}
			parents := partnerImport{importer: &importer{tx: x, p: p, ledger: ledger.Open(x, p, nil), file: f, index: indexesOf(x, p)}, rows: map[string]facts.PartnerRow{}}
			for _, chunk := range [][]facts.PartnerRow{
				{{PartnerID: "G", Name: "G"}, {PartnerID: "A", Name: "A", ParentID: "G"}, {PartnerID: "B", Name: "B"}},
				{{PartnerID: "A", Name: "A"}, {PartnerID: "B", Name: "B", ParentID: "G"}},
			} {
				if err := parents.chunk(chunk); err != nil {
					return err
				}
			}
			if err := parents.finish(); err != nil || len(f.Faults()) > 0 {
				t.Errorf("%v: %v", f.Faults(), err)
			}
			return x.Each(func(scan db.Scan) error {
				var partner, account string
				err := scan(&partner, &account)
				accounts[partner] = account
				return err
			}, "SELECT p.partner_id, coalesce(g.partner_id, p.partner_id) FROM partners p LEFT JOIN partners g ON g.id = p.parent_id")
		})
		if err != nil || accounts["A"] != "A" || accounts["B"] != "G" {
			t.Errorf("%v: %v", accounts, err)
		}
	})
}
