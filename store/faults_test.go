package store_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/intake"
)

// badFiles are files with one fault each, and what is said of it.
var badFiles = map[string]struct {
	file file
	want string
}{
	"an open quote": {rows("customers", "tenant_id,name", "V,Vintners", `"W,Wingtip`),
		`customers.csv:3: tenant_id: a quote (") is not closed before the end of the file; close it, and double the quotes inside a quoted cell ("")`},
	"a quote inside a cell": {rows("customers", "tenant_id,name", `V,Vint"ners`),
		`customers.csv:2: name: a quote (") stands inside a cell that does not begin with one; remove the space before it, or put the whole cell in quotes and double the quotes inside it ("")`},
	"too few cells": {rows("customers", "tenant_id,name,domain,country", "V,Vintners,v.example"),
		`customers.csv:2: country: the row ends before this column: it has 3 of 4 cells; write a comma before every empty cell too`},
	"usage of an unknown subscription": {rows("usage", "subscription_id,month,active_users", "T-office,2016-04,5", "X,2016-04,5"),
		`usage.csv:3: subscription_id: no subscription has the id "X"; import it with the subscriptions first`},
	"a month that is none": {rows("usage", "subscription_id,month,active_users", "T-office,2016-13,5"),
		`usage.csv:2: month: "2016-13" is not a month; write it as 2016-04`},
	"a negative count": {rows("usage", "subscription_id,month,active_users", "T-office,2016-04,-5"),
		`usage.csv:2: active_users: "-5" is below zero; a count is a whole number from 0 on`},
	"a cell of 10 MB": {rows("customers", "tenant_id,name", "V,"+strings.Repeat("x", 10<<20)),
		`customers.csv:2: the row is longer than 64 KiB; check that it ends with a line break, and shorten its cells`},
	"an unknown column": {rows("usage", "subscription_id,month,active_user", "T-office,2016-04,5"),
		`usage.csv:1: the header fits no kind of file; for usage: unknown column "active_user" (did you mean active_users?); the columns of usage are ` +
			`subscription_id, tenant_id, product, month, workload, available_seats, assigned_seats, active_users, consumed, currency`},
	"a product that does not take what was reported": {rows("subscriptions", "subscription_id,product", "T-azure,office365"),
		`subscriptions.csv:2: product: usage with consumed is reported for "T-azure", and office365 does not take it; give the subscription its former product or a new id`},
	"nothing at all": {file{"empty.csv", ""}, `empty.csv:1: the file is empty; its first row must name the columns`},
	"an unknown workload": {rows("usage", "subscription_id,month,workload,active_users", "T-office,2016-04,mail,5"),
		`usage.csv:2: workload: office365 has no workload "mail"; it has exchange, sharepoint, skype, proplus, or empty for a total`},
	"a workload of a metered product": {rows("usage", "subscription_id,month,workload,consumed", "T-azure,2016-04,vm,5"),
		`usage.csv:2: workload: azure has no workloads, and this is "vm"; leave it empty`},
	"an association of an unknown partner": {rows("associations", "route,partner_id,tenant_id,from", "dap,A,T,2016-04-01", "dap,X,T,2016-04-01"),
		`associations.csv:3: partner_id: no partner has the id "X"; import it with the partners first`},
	"an association with an unknown subscription": {rows("associations", "route,partner_id,subscription_id,from", "dpor,A,X,2016-04-01"),
		`associations.csv:2: subscription_id: no subscription has the id "X"; import it with the subscriptions first`},
	"an association with an unknown tenant": {rows("associations", "route,partner_id,tenant_id,from", "dap,A,X,2016-04-01"),
		`associations.csv:2: tenant_id: no customer has the tenant id "X"; import it with the customers first`},
	"a sale by an unknown partner": {rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-9,T-office,X,2016-04-01,5"),
		`sales.csv:2: partner_id: no partner has the id "X"; import it with the partners first`},
	"a sale of an unknown subscription": {rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-9,X,A,2016-04-01,5"),
		`sales.csv:2: subscription_id: no subscription has the id "X"; import it with the subscriptions first`},
	"a subscription of an unknown tenant": {rows("subscriptions", "subscription_id,tenant_id,product,start_date", "X-office,X,office365,2016-04-01"),
		`subscriptions.csv:2: tenant_id: no customer has the tenant id "X"; import it with the customers first`},
	"another product than usage is of": {rows("subscriptions", "subscription_id,tenant_id,product,start_date", "U-office,U,ems,2015-09-01"),
		`subscriptions.csv:2: product: usage of workload "exchange" is reported for "U-office", and ems does not take it; give the subscription its former product or a new id`},
	"a new partner in a file of a few columns": {rows("partners", "partner_id,country", "A,JP", "N,JP"),
		`partners.csv:3: name: the partner "N" is new, and a new one needs name; add what is missing, or correct the id`},
	"a new customer in a file of a few columns": {rows("customers", "tenant_id,domain", "T,t.example", "V,v.example"),
		`customers.csv:3: name: the customer "V" is new, and a new one needs name; add what is missing, or correct the id`},
	"a new subscription in a file of a few columns": {rows("subscriptions", "subscription_id,product,seats", "T-office,office365,5", "N-office,office365,5"),
		`subscriptions.csv:3: tenant_id: the subscription "N-office" is new, and a new one needs tenant_id, start_date; add what is missing, or correct the id`},
	"a tenant that is cleared": {rows("subscriptions", "subscription_id,tenant_id", "T-office,"),
		`subscriptions.csv:2: tenant_id: the cell is empty; a new row needs a value here, and a known one keeps its own if the column is left out`},
	"an end before the stored start": {rows("subscriptions", "subscription_id,end_date", "T-office,2015-01-01"),
		`subscriptions.csv:2: "T-office" would start on 2015-06-01 and end before, on 2015-01-01; give start_date and end_date`},
	"a start after the stored end": {rows("subscriptions", "subscription_id,start_date", "T-ended,2016-03-01"),
		`subscriptions.csv:2: "T-ended" would start on 2016-03-01 and end before, on 2016-02-01; give start_date and end_date`},
	"the only amount, cleared": {rows("usage", "subscription_id,month,active_users,consumed", "T-azure,2016-03,,5", "T-azure,2016-04,,"),
		`usage.csv:3: the row leaves nothing reported; give at least one of active_users, consumed`},
	"an amount with a comma": {rows("usage", "subscription_id,month,workload,active_users,consumed", "T-office,2016-04,exchange,1,234"),
		`usage.csv:2: consumed: office365 takes seats and active_users, and no consumed; leave the cell empty, or mend an amount that a comma split in two cells`},
	"users of a metered product": {rows("usage", "subscription_id,month,active_users,consumed", "T-azure,2016-04,1,234"),
		`usage.csv:2: active_users: azure takes consumed, and no active_users; leave the cell empty, or mend an amount that a comma split in two cells`},
	"seats of a metered product": {rows("usage", "subscription_id,month,assigned_seats", "T-azure,2016-04,0"),
		`usage.csv:2: assigned_seats: azure takes consumed, and no seats; leave the cell empty, or mend an amount that a comma split in two cells`},
	"a new row of usage that says nothing": {rows("usage", "subscription_id,month,active_users", "T-azure,2016-05,"),
		`usage.csv:2: the row leaves nothing reported; give at least one of active_users`},
	"usage that stands twice": {rows("usage", "subscription_id,month,consumed", "T-azure,2016-04,10.00", "T-azure,2016-03,5.00", "T-azure,2016-04,20.00"),
		`usage.csv:4: the row says otherwise than line 2, which is known by the same subscription_id, month and workload; keep one of the two, or have rows like these added up (--sum)`},
	"a customer that stands twice": {rows("customers", "tenant_id,name", "V,Vintners", "V,Vintners Ltd"),
		`customers.csv:3: the row says otherwise than line 2, which is known by the same tenant_id; keep one of the two`},
	"a sale that stands twice": {rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-9,T-office,A,2016-04-01,5", "o-9,T-office,A,2016-04-01,6"),
		`sales.csv:3: the row says otherwise than line 2, which is known by the same order_id; keep one of the two, or have rows like these added up (--sum)`},
	"an association that stands twice": {rows("associations", "route,partner_id,tenant_id,from,to", "dap,A,U,2016-04-01,2016-04-02", "dap,A,U,2016-04-01,"),
		`associations.csv:3: the row says otherwise than line 2, which is known by the same route, partner_id, scope and from; keep one of the two`},
	"a partner that stands twice": {rows("partners", "partner_id,name,status,as_of", "N,New,active,", "N,New,active,2016-02-01", "N,New,suspended,2016-02-01"),
		`partners.csv:4: the row says otherwise than line 3, which is known by the same partner_id and as_of; keep one of the two`},
	"a subscription that stands twice": {rows("subscriptions", "subscription_id,seats,auto_renew", "T-office,5,true", "T-office,5,true", "T-office,5,"),
		`subscriptions.csv:4: the row says otherwise than line 2, which is known by the same subscription_id and as_of; keep one of the two`},
	"an unknown parent": {rows("partners", "partner_id,name,parent_id", "N,New,", "N1,New One,X"),
		`partners.csv:3: parent_id: no partner has the id "X"; add its row or correct the id`},
	"a location of a location": {rows("partners", "partner_id,name,parent_id", "N2,New Two,N1", "N,New,", "N1,New One,N"),
		`partners.csv:2: parent_id: "N1" is a location itself, so "N2" cannot be its location; name the global account`},
	"a global account that becomes a location": {rows("partners", "partner_id,name,parent_id", "Z,Zinnia Group,A"),
		`partners.csv:2: parent_id: "Z" is a location itself, so "Z1" cannot be its location; name the global account`},
	"a sale of which no id is known": {rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-9,X,Y,2016-04-01,5", "o-8,X,A,2016-04-01,many"),
		"sales.csv:2: subscription_id: no subscription has the id \"X\"; import it with the subscriptions first\n" +
			"sales.csv:2: partner_id: no partner has the id \"Y\"; import it with the partners first\n" +
			`sales.csv:3: seats: "many" is not a whole number; write it in the digits 0 to 9 alone, such as 1000, without separators and decimals`},
	"an association of which no id is known": {rows("associations", "route,partner_id,tenant_id,from", "dap,X,Y,2016-04-01"),
		"associations.csv:2: partner_id: no partner has the id \"X\"; import it with the partners first\n" +
			`associations.csv:2: tenant_id: no customer has the tenant id "Y"; import it with the customers first`},
	"usage to come of an unknown subscription": {rows("usage", "subscription_id,month,active_users", "X,2999-12,5"),
		"usage.csv:2: month: 2999-12 is yet to come; usage is taken through 2016-05, the month after the present one: correct the month\n" +
			`usage.csv:2: subscription_id: no subscription has the id "X"; import it with the subscriptions first`},
	"a subscription to come of an unknown tenant": {rows("subscriptions", "subscription_id,tenant_id,as_of", "T-office,X,2999-12-01"),
		"subscriptions.csv:2: tenant_id: no customer has the tenant id \"X\"; import it with the customers first\n" +
			`subscriptions.csv:2: as_of: 2999-12-01 is yet to come, today is 2016-04-11; import the row on that day, or correct it`},
	"its own parent": {rows("partners", "partner_id,name,parent_id", "N,New,N"),
		`partners.csv:2: parent_id: "N" is the partner itself; give its global account, or leave it empty`},
}

func TestAFileWithAFaultIsRefusedWholeWithItsLineItsColumnAndTheRemedy(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		before := p.dump()
		for name, x := range badFiles {
			done := p.try(x.file)
			if got := messages(done[0].Faults); len(done) != 1 || done[0].State != intake.Refused || got != x.want {
				t.Errorf("%s: %s\nsays %s\nwant %s", name, done[0].State, got, x.want)
			}
			if done[0].Added+done[0].Changed+done[0].Unchanged != 0 {
				t.Errorf("%s: %+v", name, done[0])
			}
			if diff := cmp.Diff(before, p.dump()); diff != "" {
				t.Errorf("%s left a trace:\n%s", name, diff)
			}
			r, err := p.ImportByKey(ctx, done[0].Key)
			if err != nil || r.State != intake.Refused || r.Actor != "test" || !r.At.Equal(p.Now()) || messages(r.Faults) != x.want {
				t.Errorf("%s is recorded as %+v: %v", name, r, err)
			}
		}
		p.rebuilt()
		if found, err := p.Imports(ctx, db.Part{Sort: intake.Order.Parse(""), Limit: 100}); err != nil || len(found) != len(badFiles)+6 || found[0].State != intake.Refused || found[0].Faults != nil {
			t.Errorf("%d imports are recorded, the latest %+v (%v)", len(found), found[0], err)
		}
	})
}

func TestParentsInACircleAreRefusedInAnyOrderOfRows(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		before := p.dump()
		for _, lines := range [][]string{
			{"N1,New One,N2", "N2,New Two,N1"}, {"N2,New Two,N1", "N1,New One,N2"},
			{"N1,New One,N2", "N2,New Two,N3", "N3,New Three,N1"}, {"N3,New Three,N1", "N1,New One,N2", "N2,New Two,N3"},
			{"G,Global Works,G1"}, {"N1,New One,G1"},
		} {
			done := p.try(rows("partners", "partner_id,name,parent_id", lines...))
			if done[0].State != intake.Refused || !strings.Contains(messages(done[0].Faults), "is a location itself, so") {
				t.Errorf("%v: %s %s", lines, done[0].State, messages(done[0].Faults))
			}
		}
		if diff := cmp.Diff(before, p.dump()); diff != "" {
			t.Error(diff)
		}
		p.take(rows("partners", "partner_id,name,parent_id", "N1,New One,N", "N,New,", "Z1,Zinnia London,", "Z,Zinnia Group,N"))
	})
}

func TestOfManyFaultsAHundredAreReportedInTheOrderOfLines(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		var lines []string
		for k := range 150 {
			lines = append(lines, fmt.Sprintf([]string{"T-office,2016-%d,5", "X%d,2016-04,5"}[k%2], 13+k))
		}
		done := p.try(rows("usage", "subscription_id,month,active_users", lines...))[0]
		r, err := p.ImportByKey(ctx, done.Key)
		if err != nil || len(done.Faults) != facts.MostFaults || messages(done.Faults) != messages(r.Faults) {
			t.Fatalf("%d faults, of which %d are recorded (%v)", len(done.Faults), len(r.Faults), err)
		}
		for k := 1; k < len(done.Faults); k++ {
			if done.Faults[k].Line <= done.Faults[k-1].Line {
				t.Errorf("line %d is reported after %d", done.Faults[k].Line, done.Faults[k-1].Line)
			}
		}
	})
}

func TestOfAFileThatCannotBeReadNothingIsStored(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		before := p.dump()
		broken := errors.New("the disk is gone")
		for _, source := range []intake.Source{
			{Name: "gone.csv", Open: func() (io.ReadCloser, error) { return nil, broken }},
			{Name: "cut.csv", Open: func() (io.ReadCloser, error) {
				return io.NopCloser(io.MultiReader(strings.NewReader("tenant_id,name\nV,Vintners\n"), iotest.ErrReader(broken))), nil
			}},
		} {
			if done, err := p.Import(ctx, []intake.Source{source}, intake.Options{}); !errors.Is(err, broken) || !strings.Contains(err.Error(), source.Name) || len(done) != 0 {
				t.Errorf("%+v: %v", done, err)
			}
		}
		if diff := cmp.Diff(before, p.dump()); diff != "" {
			t.Error(diff)
		}
	})
}
