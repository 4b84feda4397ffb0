package store

import (
	"strings"
	"testing"

	"shimei/store/facts"
	"shimei/store/programme"
	"shimei/store/storetest"
)

// Rows are taken in by some thousands at a time, and parents after all of them.
func TestALaterRowCorrectsAnEarlierOneOfAnotherChunk(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s, _, err := Open(t.Context(), dsn, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		accounts := map[string]string{}
		err = s.bulk(t.Context(), func(x *tx) error {
			f, err := facts.Open("partners.csv", strings.NewReader("partner_id,name\n"), programme.BuiltIn(), "")
			if err != nil {
				return err
			}
			parents := partnerParents{importer: &importer{tx: x, file: f, at: indexesOf(x)}, rows: map[string]facts.PartnerRow{}}
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
			return x.each(func(scan func(...any) error) error {
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
