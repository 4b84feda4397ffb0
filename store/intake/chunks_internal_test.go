package intake

import (
	"testing"

	"shimei/store/db"
	"shimei/store/programme"
	"shimei/store/storetest"
)

// Parents are taken in after all rows.
func TestALaterFileOfPartnersCorrectsTheParents(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		d, err := db.Open(t.Context(), dsn, db.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		accounts := map[string]string{}
		err = d.Bulk(t.Context(), func(x *db.Tx) error {
			p := programme.BuiltIn()
			if err := takeIn(x, d, p, "partner_id,name,parent_id\nG,G,\nA,A,G\nB,B,\n", "partner_id,name,parent_id\nB,B,G\nA,A,\n"); err != nil {
				return err
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
