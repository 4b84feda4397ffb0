package store_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/directory"
)

func TestACustomersInsightsAreOfWhatGoesOn(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		tail, umeda := p.person(directory.Owner, "T"), p.person(directory.Owner, "U")
		p.take(rows("subscriptions", "subscription_id,tenant_id,product,licensing,seats,start_date,end_date",
			"V-1,U,crm-online,ea,50,2015-01-01,", "V-2,U,crm-online,ea,70,2015-01-01,", "T-off2,T,office365,ea,10,2015-01-01,"),
			rows("usage", "tenant_id,product,month,workload,available_seats,assigned_seats,active_users", "U,crm-online,2016-04,crm,120,40,13"))
		is := func(who directory.Person, want ...string) {
			t.Helper()
			all, products, err := p.Insights(ctx, who.Customer)
			without, werr := p.WithoutPartnerOfRecord(ctx, who.Customer)
			if err != nil || werr != nil || all.Without != without {
				t.Fatal(err, werr, all.Without, without)
			}
			var got []string
			for _, x := range append(products, all) {
				name := "all"
				if x.Product >= 0 {
					name = p.mustProgramme().Products[x.Product].ID
				}
				got = append(got, fmt.Sprintf("%s: %d, %d without, %d/%d/%d, %d unassigned, %d idle", name, x.Subscriptions, x.Without, x.Bought, x.Assigned, x.Active, x.Unassigned, x.Idle))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		}
		is(tail, "office365: 2, 1 without, 110/95/80, 5 unassigned, 15 idle", "ems: 1, 1 without, 20/0/0, 0 unassigned, 0 idle",
			"azure: 1, 1 without, 0/0/0, 0 unassigned, 0 idle", "all: 4, 3 without, 130/95/80, 5 unassigned, 15 idle")
		is(umeda, "office365: 1, 0 without, 60/60/55, 0 unassigned, 5 idle", "crm-online: 2, 2 without, 120/40/13, 80 unassigned, 27 idle",
			"all: 3, 2 without, 180/100/68, 80 unassigned, 32 idle")
		p.nominate(tail, "A", "T-azure", "T-ems")
		p.remove(tail, "T-office")
		is(tail, "office365: 2, 2 without, 110/95/80, 5 unassigned, 15 idle", "ems: 1, 0 without, 20/0/0, 0 unassigned, 0 idle",
			"azure: 1, 0 without, 0/0/0, 0 unassigned, 0 idle", "all: 4, 2 without, 130/95/80, 5 unassigned, 15 idle")
	})
}
