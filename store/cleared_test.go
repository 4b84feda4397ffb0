package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/intake"
)

// A template that is filled for some columns has the others empty, and nobody means to clear what stands there.
func TestADryRunCountsByColumnTheStoredValuesThatEmptyCellsClear(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("partners", "partner_id,email,reading", "A,a@example.com,あおもり", "B,b@example.com,"),
			rows("subscriptions", "subscription_id,renewal_date,auto_renew", "T-office,2016-06-01,true"),
			rows("associations", "route,partner_id,subscription_id,tenant_id,from,to", "dpor,B,T-office,,2015-06-10,2016-12-01"))
		for _, c := range []struct {
			file file
			want []intake.Cleared
		}{
			{rows("partners", "partner_id,name,parent_id,country,status,email,reading", "A,Aomori Systems,,,,,", "B,Birch,,US,,,", "G1,Bonn,,,,,", "S,Sorrel,,GB,,,", "N,New,,,,,"),
				[]intake.Cleared{{Column: "parent_id", Values: 1}, {Column: "country", Values: 2}, {Column: "status", Values: 1}, {Column: "email", Values: 2}, {Column: "reading", Values: 1}}},
			{rows("partners", "partner_id,name", "A,Another", "G1,Bonn"), nil},
			{rows("customers", "tenant_id,name,domain,country,reading", "T,Tailspin Toys,,,", "U,Umeda Foods,,JP,"),
				[]intake.Cleared{{Column: "domain", Values: 2}, {Column: "country", Values: 1}}},
			{rows("subscriptions", "subscription_id,kind,licensing,seats,end_date,renewal_date,auto_renew", "T-office,,,,,,", "T-azure,,,,,,", "T-ems,,direct,20,,,", "T-ended,,ea,30,,,"),
				[]intake.Cleared{{Column: "kind", Values: 1}, {Column: "licensing", Values: 2}, {Column: "seats", Values: 1}, {Column: "end_date", Values: 1},
					{Column: "renewal_date", Values: 1}, {Column: "auto_renew", Values: 1}}},
			{rows("usage", "subscription_id,month,workload,available_seats,assigned_seats,active_users", "T-office,2016-03,exchange,,,70", "T-office,2016-03,skype,100,,20", "T-office,2016-02,skype,,,20"),
				[]intake.Cleared{{Column: "available_seats", Values: 1}, {Column: "assigned_seats", Values: 2}}},
			{rows("associations", "route,partner_id,subscription_id,tenant_id,from,to", "dpor,B,T-office,,2015-06-10,"), []intake.Cleared{{Column: "to", Values: 1}}},
			{rows("associations", "route,partner_id,subscription_id,tenant_id,from", "dpor,B,T-office,,2015-06-10"), nil},
		} {
			if diff := cmp.Diff(c.want, p.rehearsed(c.file).Files[0].Cleared); diff != "" {
				t.Errorf("%s\n%s", c.file.text, diff)
			}
		}
	})
}
