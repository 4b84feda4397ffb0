package store_test

import (
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/statement"
	"shimei/store/storetest"
)

// Whatever is corrected after a month was closed: what its statement holds, what later ones
// correct and what the open one will correct is together what is credited for it.
func TestAMonthAndItsCorrectionsAreWhatTheFactsGiveOnBothEngines(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		script := rapid.SliceOfN(rapid.Custom(drawStep), 4, 12).Draw(rt, "script")
		closes := rapid.SliceOfN(rapid.IntRange(0, 2), len(script), len(script)).Draw(rt, "closes")
		var ends [][]string
		for _, dsn := range storetest.PlaceOfEach(t) {
			ends = append(ends, playClosing(rt, dsn, script, closes))
		}
		if diff := cmp.Diff(ends[0], ends[len(ends)-1]); diff != "" {
			rt.Fatalf("SQLite and PostgreSQL differ:\n%s", diff)
		}
	})
}

// playClosing does the steps and closes some months after each.
func playClosing(t *rapid.T, dsn string, script []step, closes []int) []string {
	p := open(t, dsn)
	p.take(
		rows("partners", "partner_id,name", "G,G", "H,H", "P1,P1", "P2,P2", "P3,P3", "P4,P4"),
		rows("customers", "tenant_id,name", "T1,T1", "T2,T2"),
		rows("subscriptions", "subscription_id,tenant_id,product,start_date", "S1,T1,office365,2015-01-10",
			"S2,T1,azure,2015-03-01", "S3,T2,office365,2015-05-15", "S4,T2,aad-premium,2015-02-01"),
		rows("usage", "subscription_id,month,active_users", "S1,2016-01,5"),
		rows("associations", "route,partner_id,subscription_id,from", "dpor,P1,S1,2015-02-01", "dpor,P2,S3,2015-06-01"))
	owners := map[string]directory.Person{"T1": p.person(directory.Owner, "T1"), "T2": p.person(directory.Owner, "T2")}
	for k, s := range script {
		if s.do == nil {
			continue // another programme is no correction, and has a test of its own
		}
		p.set(s.clock)
		s.do(p, owners)
		for range closes[k] {
			if all, err := p.Statements(ctx); err != nil {
				t.Fatal(err)
			} else if len(all) > 0 && all[next(all)].CanClose() {
				p.closing(all[next(all)].Month.String())
				p.addsUp()
			}
		}
		p.addsUp()
	}
	p.verified()
	return p.dump()
}

// next returns the place of the month that is the next to be closed.
func next(all []statement.State) int {
	for k := range all {
		if all[k].Next {
			return k
		}
	}
	return 0
}

// addsUp checks, for every account and closed month, that all lines that credit the month,
// with those that the next statement will hold, add up to what is kept for it: also of a
// partner that was an account then and is a location by now.
func (p *portal) addsUp() {
	p.t.Helper()
	all, err := p.Statements(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	closed := map[programme.Month]bool{}
	for _, state := range all {
		closed[state.Month] = state.ClosedAt != nil
	}
	sums := p.heldSums()
	for _, line := range p.dump("partner") {
		if len(all) > 0 {
			p.pending(strings.Split(line, "\t")[1], all[next(all)].Month, sums)
		}
	}
	maps.DeleteFunc(sums, func(_ string, sum int64) bool { return sum == 0 })
	if diff := cmp.Diff(p.creditedIn(closed), sums); diff != "" {
		p.t.Fatalf("what statements hold and will hold is not what is credited:\n%s", diff)
	}
}

// heldSums are what the closed statements hold, by partner, credited month and measure.
func (p *portal) heldSums() map[string]int64 {
	sums := map[string]int64{}
	for _, line := range p.dump("statement line") {
		cells := strings.Split(line, "\t")
		amount, _ := strconv.ParseInt(cells[10], 10, 64)
		sums[strings.Join([]string{cells[2], cells[3], cells[4]}, " ")] += amount
	}
	return sums
}

// pending adds what the open statement of a partner corrects.
func (p *portal) pending(partner string, m programme.Month, sums map[string]int64) {
	p.t.Helper()
	p.statement(partner, m.String())
	own := false // a location's is that of its account
	err := p.EachStatementLine(ctx, partner, m, func(s statement.Statement) error {
		own = s.Account.ID == partner
		return nil
	}, func(l statement.Line) error {
		if own && l.Credit != m {
			sums[fmt.Sprint(partner, " ", int(l.Credit), " ", l.Programme.MeasureID(l.Measure))] += l.Amount
		}
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

// creditedIn are the kept credits of some months.
func (p *portal) creditedIn(months map[programme.Month]bool) map[string]int64 {
	p.t.Helper()
	pr, err := p.Programme(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	sums := map[string]int64{}
	for _, line := range p.dump("credit") {
		cells := strings.Split(line, "\t")
		m, _ := strconv.Atoi(cells[2])
		if months[programme.Month(m)] {
			measure, _ := strconv.Atoi(cells[3])
			sums[strings.Join([]string{cells[1], cells[2], pr.MeasureID(measure)}, " ")], _ = strconv.ParseInt(cells[4], 10, 64)
		}
	}
	return sums
}
