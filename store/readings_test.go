package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
)

// readings are customers and partners of whom some have a reading. By their names they would
// stand in another order.
func readings() [][]string {
	return [][]string{
		{"customers", "tenant_id,name,reading", "V1,若草堤学園,わかくさづつみがくえん", "V2,茜雲台印刷,アカネグモダイインサツ", "V3,KÖLNER Druck,", "V4,aachener Optik,"},
		{"partners", "partner_id,name,reading", "V1,若草堤データ,わかくさづつみ", "V2,茜雲台システム,アカネグモダイ", "V3,ÄTHER Netz,", "V4,zeta Works,"},
		{"associations", "route,partner_id,subscription_id,tenant_id,from,to", "dap,V1,,V1,2016-01-01,", "dap,V2,,V2,2016-01-01,", "dap,V3,,V3,2016-01-01,", "dap,V4,,V4,2016-01-01,"},
	}
}

func TestNamesAreSortedByTheirReadingOnBothEnginesAlike(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		for _, x := range readings() {
			p.take(rows(x[0], x[1], x[2:]...))
		}
		for by, want := range map[string][]string{"customer": {"V4", "V3", "V2", "V1"}, "partner": {"V4", "V3", "V2", "V1"}} {
			var got []string
			err := p.EachAssociation(ctx, directory.AssociationFilter{}, directory.AssociationOrder.Parse(by), func(a directory.Association) error {
				if a.TenantID[0] == 'V' {
					got = append(got, a.TenantID)
				}
				return nil
			})
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("by %s: %s (%v)", by, diff, err)
			}
		}
	})
}

func TestANameIsFoundInAnyCaseAndByItsReading(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		for _, x := range readings() {
			p.take(rows(x[0], x[1], x[2:]...))
		}
		for text, want := range map[string]string{"kölner": "V3", "Kölner DRUCK": "V3", "AACHENER": "V4", "わかくさ": "V1", "ﾜｶｸｻ": "V1", "アカネグモ": "V2", "茜雲": "V2", "%": ""} {
			found, _, err := p.Associations(ctx, directory.AssociationFilter{Customer: text}, db.Part{Sort: directory.AssociationOrder.Parse(""), Limit: 10})
			if err != nil || want == "" != (len(found) == 0) || want != "" && (len(found) != 1 || found[0].TenantID != want) {
				t.Errorf("%q finds %d, want %s (%v)", text, len(found), want, err)
			}
		}
		for text, want := range map[string][]string{"ÄTHER": {"V3"}, "äther": {"V3"}, "ｱｶﾈ": {"V2"}, "台": {"V2"}} {
			found, err := p.FindPartners(ctx, store.PartnerSearch{Text: text}, 10)
			var ids []string
			for _, x := range found {
				ids = append(ids, x.ID)
			}
			if diff := cmp.Diff(want, ids); diff != "" || err != nil {
				t.Errorf("%q: %s (%v)", text, diff, err)
			}
		}
	})
}
