package store_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
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
			err := p.EachAssignment(ctx, store.AssignmentFilter{}, store.AssignmentOrder.Parse(by), func(a store.Assignment) error {
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
			found, _, err := p.Assignments(ctx, store.AssignmentFilter{Customer: text}, store.Part{Sort: store.AssignmentOrder.Parse(""), Limit: 10})
			if err != nil || want == "" != (len(found) == 0) || want != "" && (len(found) != 1 || found[0].TenantID != want) {
				t.Errorf("%q finds %d, want %s (%v)", text, len(found), want, err)
			}
		}
		for text, want := range map[string][]string{"ÄTHER": {"V3"}, "äther": {"V3"}, "ｱｶﾈ": {"V2"}, "台": {"V2"}} {
			found, err := p.SearchPartners(ctx, text, 10)
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

func TestNamesThatWereThereBeforeAreFoldedToo(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		customers := func(p *portal) (names []string) {
			err := p.EachAssignment(ctx, store.AssignmentFilter{Customer: "T"}, store.AssignmentOrder.Parse("customer"), func(a store.Assignment) error {
				names = append(names, a.Customer)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			return slices.Compact(names)
		}
		want := customers(p)
		raw(t, dsn, "UPDATE customers SET sorted = '', found = ''")
		raw(t, dsn, "UPDATE partners SET sorted = '', found = ''")
		raw(t, dsn, "ALTER TABLE programmes DROP COLUMN adopted_by") // which came after it
		raw(t, dsn, "DELETE FROM goose_db_version WHERE version_id >= 6")
		again := open(t, dsn)
		if diff := cmp.Diff(want, customers(again)); diff != "" {
			t.Error(diff)
		}
		if found, err := again.SearchPartners(ctx, "BIRCH", 10); err != nil || len(found) != 1 {
			t.Errorf("%v %v", found, err)
		}
	})
}
