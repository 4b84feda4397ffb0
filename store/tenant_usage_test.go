package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/directory"
	"shimei/store/intake"
	"shimei/store/report"
	"shimei/store/statement"
)

// twoOfOne is a tenant with two subscriptions of a product, each with its own partner of record, and another
// tenant with one.
func twoOfOne(t *testing.T, dsn string) *portal {
	t.Helper()
	p := open(t, dsn)
	p.set("2016-06-11T09:00:00Z")
	p.take(rows("partners", "partner_id,name", "A,A", "B,B", "C,C"), rows("customers", "tenant_id,name", "T1,T1", "T2,T2"),
		rows("subscriptions", "subscription_id,tenant_id,product,start_date", "S1,T1,office365,2015-01-10", "S2,T1,office365,2015-01-10",
			"S3,T2,office365,2015-01-10", "S4,T1,azure,2015-01-10"),
		rows("associations", "route,partner_id,subscription_id,from", "dpor,A,S1,2015-02-01", "dpor,B,S2,2015-02-01", "dpor,C,S3,2015-02-01"))
	return p
}

// ofTenants are rows of usage of tenants and products.
func ofTenants(lines ...string) file {
	return rows("usage", "tenant_id,product,month,workload,active_users", lines...)
}

// active are the kept active entitlements of a month.
func (p *portal) active(month string) (figures []string) {
	p.t.Helper()
	for what, amount := range p.credits() {
		if account, rest, _ := strings.Cut(what, " "); rest == month+" active_entitlements office365" {
			figures = append(figures, account+" "+amount)
		}
	}
	slices.Sort(figures)
	return figures
}

func TestUsageOfATenantIsCreditedToThePartnersOfRecordOfBothItsSubscriptions(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := twoOfOne(t, dsn)
		done := p.take(ofTenants("T1,office365,2016-04,exchange,418", "T1,office365,2016-04,sharepoint,12"))
		if done[0].Added != 2 {
			t.Errorf("%+v", done[0])
		}
		p.rebuilt()
		if diff := cmp.Diff([]string{"A 430", "B 430"}, p.active("2016-04")); diff != "" {
			t.Error(diff)
		}
		if again := p.take(ofTenants("T1,office365,2016-04,exchange,418", "T1,office365,2016-04,sharepoint,12")); again[0].Unchanged != 2 {
			t.Errorf("again %+v", again[0])
		}
		p.take(ofTenants("t1,Office365,2016-04,EXCHANGE,500"))
		p.rebuilt()
		if diff := cmp.Diff([]string{"A 512", "B 512"}, p.active("2016-04")); diff != "" {
			t.Error(diff)
		}
		var said []string
		err := p.Explain(ctx, report.FigureQuery{Scope: directory.Whole(p.account("B")), Month: *month("2016-04")}, func(x report.Explained) error {
			said = append(said, fmt.Sprint(x.TenantID, " ", x.Product, x.Subscription, " ", x.Amount, " ", x.Reason, " ", len(x.Sources)))
			return nil
		})
		if diff := cmp.Diff([]string{"T1 office365 512  2"}, said); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
		if err := p.CloseMonth(ctx, "test", *month("2016-04")); err != nil {
			t.Fatal(err)
		}
		var lines []string
		if err := p.EachStatementLine(ctx, "A", *month("2016-04"), func(statement.Statement) error { return nil }, func(l statement.Line) error {
			lines = append(lines, fmt.Sprint(l.TenantID, l.Subscription, " ", l.Product, " ", l.Amount))
			return nil
		}); err != nil || !slices.Contains(lines, "T1 office365 512") {
			t.Errorf("%v %q", err, lines)
		}
		if wrong, err := p.Verify(ctx); err != nil || len(wrong) > 0 {
			t.Errorf("%v %v", err, wrong)
		}
	})
}

func TestAMonthHasUsageOfTheTenantOrOfItsSubscriptions(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := twoOfOne(t, dsn)
		p.take(ofTenants("T1,office365,2016-04,,100"), rows("usage", "subscription_id,month,active_users", "S3,2016-04,7", "S1,2016-03,9"))
		before := p.dump()
		refused := func(f file, line int) {
			t.Helper()
			done := p.try(f)[0]
			if done.State != intake.Refused || len(done.Faults) != 1 || done.Faults[0].Line != line || !strings.Contains(done.Faults[0].Message, "as a whole") {
				t.Errorf("%s: %s %+v", f.text, done.State, done.Faults)
			}
			p.same("refused", before)
		}
		refused(rows("usage", "subscription_id,month,active_users", "S3,2016-04,8", "S2,2016-04,8"), 3)
		refused(ofTenants("T2,office365,2016-03,,1", "T1,office365,2016-03,,1"), 3)
		refused(rows("usage", "subscription_id,tenant_id,product,month,active_users", "S1,,,2016-05,8", ",T1,office365,2016-05,8"), 2)
		refused(rows("subscriptions", "subscription_id,tenant_id,as_of", "S3,T1,2016-04-10"), 2)
		p.take(rows("subscriptions", "subscription_id,tenant_id,as_of", "S3,T1,2016-05-10")) // it is T2's when April is decided
		p.rebuilt()
		before = p.dump()
		whole, err := p.Import(ctx, sources([]file{rows("usage", "subscription_id,month,active_users", "S1,2016-04,8")}), intake.Options{Actor: "test", Whole: true})
		if err != nil || whole[0].State != intake.Stored || whole[0].Removed != 2 {
			t.Fatalf("%v %+v", err, whole)
		}
		p.rebuilt()
		more := p.take(rows("usage", "subscription_id,month,active_users", "S2,2016-04,9"))
		if _, err := p.Undo(ctx, whole[0].Key, "test"); !errors.Is(err, intake.ErrWouldMix) {
			t.Errorf("an undo that would mix: %v", err)
		}
		p.undo(more[0].Key)
		p.undo(whole[0].Key)
		p.same("undone", before)
	})
}

func TestUsageOfATenantThatHoldsNothingOfTheProductCreditsNobody(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := twoOfOne(t, dsn)
		p.take(ofTenants("T2,crm-online,2016-04,,5", "T2,office365,2016-04,,3"))
		p.rebuilt()
		if diff := cmp.Diff([]string{"C 3"}, p.active("2016-04")); diff != "" {
			t.Error(diff)
		}
		fault := p.try(ofTenants("T9,office365,2016-04,,5"))[0]
		if fault.State != intake.Refused || fault.Faults[0].Column != "tenant_id" {
			t.Errorf("%+v", fault)
		}
	})
}

func TestUsageOfATenantInAnotherCurrencyFollowsItsRate(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := twoOfOne(t, dsn)
		p.take(rows("associations", "route,partner_id,subscription_id,from", "dpor,A,S4,2015-02-01"), rows("rates", "month,currency,rate", "2016-04,EUR,1.10"),
			rows("usage", "tenant_id,product,month,consumed,currency", "T1,azure,2016-04,100.00,EUR"))
		for _, want := range []string{"11000", "12000"} {
			if want == "12000" {
				p.take(rows("rates", "month,currency,rate", "2016-04,EUR,1.20"))
			}
			p.rebuilt()
			if got := p.credits()["A 2016-04 consumed_revenue azure"]; got != want {
				t.Errorf("%s cents, not %s", got, want)
			}
		}
	})
}
