package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/programme"
	"shimei/store/statement"
)

// closing closes months that are not refused.
func (p *portal) closing(months ...string) {
	p.t.Helper()
	for _, m := range months {
		if err := p.CloseMonth(ctx, "hana", *month(m)); err != nil {
			p.t.Fatal(err)
		}
	}
}

// statement returns an account's statement as text, and checks that its lines add up to its
// totals, all at once and page by page.
func (p *portal) statement(partner, m string) (lines []string) {
	p.t.Helper()
	sums := map[statement.Subject]int64{}
	var head statement.Statement
	err := p.EachStatementLine(ctx, partner, *month(m), func(s statement.Statement) error { head = s; return nil }, func(l statement.Line) error {
		if sums[l.Subject] += l.Amount; sums[l.Subject] == 0 {
			delete(sums, l.Subject)
		}
		lines = append(lines, written(l, *month(m)))
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
	totals := map[statement.Subject]int64{}
	for _, one := range head.Totals {
		totals[one.Subject] = one.Amount
	}
	if fmt.Sprint(sums) != fmt.Sprint(totals) {
		p.t.Fatalf("the lines of %s in %s add up to %v, the totals are %v", partner, m, sums, totals)
	}
	if diff := cmp.Diff(lines, p.statementPages(partner, m)); diff != "" {
		p.t.Fatalf("page by page there is something else:\n%s", diff)
	}
	return lines
}

func (p *portal) statementPages(partner, m string) (lines []string) {
	p.t.Helper()
	q := store.StatementQuery{Partner: partner, Month: *month(m), Limit: 2}
	for {
		_, page, next, err := p.StatementPage(ctx, q)
		if err != nil {
			p.t.Fatal(err)
		}
		for _, l := range page {
			lines = append(lines, written(l, *month(m)))
		}
		if next == 0 {
			return lines
		}
		if len(page) == 0 || next == q.After {
			p.t.Fatalf("a page after %v with nothing", q.After)
		}
		q.After = next
	}
}

func written(l statement.Line, m programme.Month) string {
	cells := []string{l.TenantID, l.Subscription, l.Programme.MeasureID(l.Measure), l.Month.String(), l.Programme.Routes[l.Route].ID, fmt.Sprint(l.Amount)}
	if l.Credit != m {
		cells = append(cells, "corrects "+l.Credit.String())
	}
	return strings.Join(cells, " ")
}

// verified checks that nothing differs.
func (p *portal) verified() {
	p.t.Helper()
	if found, err := p.Verify(ctx); err != nil || len(found) != 0 {
		p.t.Fatalf("%v %v", found, err)
	}
}

func TestWhatIsClosedStaysAsItWasAndTheNextStatementCorrectsIt(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		before := p.statement("B", "2016-03")
		p.closing("2016-03")
		closed := p.statement("B", "2016-03")
		if diff := cmp.Diff(before, closed); diff != "" || len(closed) != 3 {
			t.Fatalf("closing changed it:\n%s\n%v", diff, closed)
		}
		frozen := p.dump("statement line")
		own := p.statement("B", "2016-04")

		p.take(rows("usage", "subscription_id,month,workload,active_users", "T-office,2016-03,exchange,75"))
		if diff := cmp.Diff(closed, p.statement("B", "2016-03")); diff != "" {
			t.Errorf("a correction changed what was closed:\n%s", diff)
		}
		want := append(own[:1:1], append(own[1:], "T T-office active_entitlements:office365 2016-03 dpor 5 corrects 2016-03")...)
		pending := p.statement("B", "2016-04")
		if diff := cmp.Diff(sorted(want), sorted(pending)); diff != "" {
			t.Errorf("the open statement is\n%s", diff)
		}
		p.verified()
		ofAll := func(m string) [][]string {
			return [][]string{p.statement("A", m), p.statement("B", m), p.statement("C", m)}
		}
		shown := ofAll("2016-04")
		p.closing("2016-04")
		if diff := cmp.Diff(shown, ofAll("2016-04")); diff != "" {
			t.Errorf("the statements that were closed are not those that were shown:\n%s", diff)
		}
		if diff := cmp.Diff(frozen, p.dump("statement line")[:len(frozen)]); diff != "" {
			t.Errorf("the lines of the first statement changed:\n%s", diff)
		}
		if left := ofAll("2016-05"); slices.ContainsFunc(left, func(lines []string) bool { return lines != nil }) {
			t.Errorf("what is corrected is to be corrected again: %v", left)
		}
		p.take(rows("usage", "subscription_id,month,workload,active_users", "T-office,2016-03,exchange,70"))
		if diff := cmp.Diff([]string{"T T-office active_entitlements:office365 2016-03 dpor -5 corrects 2016-03"}, p.statement("B", "2016-05")); diff != "" {
			t.Errorf("a month without facts has the corrections alone:\n%s", diff)
		}
		p.verified()
	})
}

func TestAMonthIsClosedOnceAndInItsTurn(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		refused := func(m, code string) {
			t.Helper()
			if r := store.Refusal(p.CloseMonth(ctx, "hana", *month(m))); r == nil || r.Code != code || r.Name != m {
				t.Errorf("%s: %+v, want %s", m, r, code)
			}
		}
		refused("2016-03", programme.RefusedNoFacts)
		p.take(small()...)
		refused("2016-02", programme.RefusedNoFacts)
		refused("2016-04", programme.RefusedOutOfOrder)
		p.closing("2016-03")
		refused("2016-03", programme.RefusedClosed)
		p.closing("2016-04")
		refused("2016-05", programme.RefusedNoFacts)
		p.take(rows("usage", "subscription_id,month,active_users", "T-office,2015-09,3"))
		refused("2015-09", programme.RefusedOutOfOrder)
		all, err := p.Statements(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var states []string
		for _, s := range all {
			states = append(states, fmt.Sprint(s.Month, s.Facts, s.ClosedAt != nil, s.ClosedBy, s.CanClose(), len(s.Hash)))
		}
		if got, want := strings.Join(states[:4], "; "), "2016-05 false falsefalse 0; 2016-04 true truehanafalse 64; 2016-03 true truehanafalse 64; 2016-02 true falsefalse 0"; got != want || len(all) != 9 {
			t.Errorf("%d months: %s", len(all), got)
		}
		p.verified()
	})
}

func TestOfManyWhoCloseAMonthAtOnceOneDoes(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		errs := atOnce(8, func(int) error { return p.CloseMonth(ctx, "hana", *month("2016-03")) })
		if n := conflicts(t, errs); n != 7 {
			t.Errorf("%d of 8 were refused: %v", n, errs)
		}
		if n := len(p.dump("statement")); n != 1 {
			t.Errorf("%d statements", n)
		}
		p.verified()
	})
}

func TestAStatementIsCountedByTheProgrammeThatItWasClosedUnder(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.closing("2016-03")
		closed := p.statement("C", "2016-03")
		p, _ = openWith(t, dsn, flipped(t))
		if diff := cmp.Diff(closed, p.statement("C", "2016-03")); diff != "" {
			t.Errorf("another programme changed what was closed:\n%s", diff)
		}
		for _, line := range p.statement("C", "2016-04") {
			if strings.Contains(line, "corrects") {
				t.Errorf("other rules are no correction: %s", line)
			}
		}
		p.take(rows("usage", "subscription_id,month,workload,active_users", "T-office,2016-03,exchange,71"))
		want := "T T-office active_entitlements:office365 2016-03 dap 1 corrects 2016-03"
		if got := p.statement("C", "2016-04"); got[len(got)-1] != want {
			t.Errorf("the statement ends with %s", got[len(got)-1])
		}
		p.closing("2016-04")
		p.verified()
	})
}

func TestAProductThatCameLaterCreditsNobodyInWhatWasClosedBefore(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, _ := openWith(t, dsn, variant(t, `"intune"`, `"tuned"`))
		p.take(small()...)
		p.closing("2016-03")
		p, _ = openWith(t, dsn, programme.BuiltIn())
		p.take(rows("subscriptions", "subscription_id,tenant_id,product,start_date", "T-tuned,T,intune,2016-01-01"),
			rows("associations", "route,partner_id,subscription_id,from", "dpor,B,T-tuned,2016-01-01"),
			rows("usage", "subscription_id,month,active_users", "T-tuned,2016-03,7", "T-tuned,2016-04,8"))
		p.statement("B", "2016-04")
		p.closing("2016-04")
		p.verified()
	})
}

func TestALineOfASubscriptionThatAnotherCustomerHasByNowNamesItStill(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.closing("2016-03")
		p.take(rows("subscriptions", "subscription_id,tenant_id,product,kind,licensing,seats,start_date,as_of", "T-office,U,office365,paid,open,100,2015-06-01,2015-06-01"))
		want := "T T-office active_entitlements:office365 2016-03 dpor -90 corrects 2016-03"
		if lines := p.statement("B", "2016-04"); !slices.Contains(lines, want) {
			t.Errorf("not %q:\n%s", want, strings.Join(lines, "\n"))
		}
	})
}
