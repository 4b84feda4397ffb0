package programme_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

// amounts sums lines by what they are of.
func amounts(lines []programme.StatementLine) map[programme.StatementLine]int64 {
	sums := map[programme.StatementLine]int64{}
	for _, l := range lines {
		of := l
		of.Amount, of.Route = 0, ""
		if sums[of] += l.Amount; sums[of] == 0 {
			delete(sums, of)
		}
	}
	return sums
}

func same(a, b map[programme.StatementLine]int64) bool {
	for of := range a {
		if a[of] != b[of] {
			return false
		}
	}
	return len(a) == len(b)
}

var drawLine = rapid.Custom(func(t *rapid.T) programme.StatementLine {
	return programme.StatementLine{Account: rapid.Int64Range(1, 3).Draw(t, "account"), Credit: month("2016-03"),
		Measure: rapid.SampledFrom([]string{"seats_sold:office365", "consumed_revenue:azure"}).Draw(t, "measure"),
		Tenant:  rapid.Int64Range(1, 2).Draw(t, "tenant"), Subscription: rapid.Int64Range(0, 1).Draw(t, "subscription"),
		Month: month("2016-03"), Route: rapid.SampledFrom([]string{"dpor", "dap"}).Draw(t, "route"), Amount: rapid.Int64Range(-3, 3).Draw(t, "amount")}
})

func TestWhatIsHeldAndItsCorrectionsAreWhatTheFactsGive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		held := rapid.SliceOfN(drawLine, 0, 12).Draw(t, "held")
		now := rapid.SliceOfN(drawLine, 0, 12).Draw(t, "now")
		corrections, err := programme.Corrections(held, now)
		if err != nil {
			t.Fatal(err)
		}
		after := append(slices.Clone(held), corrections...)
		if !same(amounts(after), amounts(now)) {
			t.Fatalf("%v and %v are not %v", held, corrections, now)
		}
		again, err := programme.Corrections(after, now)
		if err != nil || len(again) != 0 {
			t.Fatalf("corrected once, it is corrected again: %v %v", again, err)
		}
		for _, c := range corrections {
			if c.Amount == 0 {
				t.Fatal("a correction of nothing")
			}
		}
	})
}

func TestACorrectionNamesTheRouteThatCountsNow(t *testing.T) {
	line := func(route string, amount int64) []programme.StatementLine {
		return []programme.StatementLine{{Account: 1, Route: route, Amount: amount}}
	}
	for _, c := range []struct {
		held, now []programme.StatementLine
		route     string
		amount    int64
	}{
		{line("dpor", 5), line("dap", 7), "dap", 2}, {line("dpor", 5), nil, "dpor", -5}, {nil, line("dap", 7), "dap", 7},
		{line("dpor", 5), line("dap", 5), "", 0},
	} {
		got, err := programme.Corrections(c.held, c.now)
		if err != nil || len(got) > 1 || (len(got) == 1) != (c.amount != 0) || len(got) == 1 && (got[0].Route != c.route || got[0].Amount != c.amount) {
			t.Errorf("%v to %v: %v %v", c.held, c.now, got, err)
		}
	}
	if _, err := programme.Corrections(line("dpor", -math.MaxInt64), line("dpor", 1)); err == nil {
		t.Error("a sum beyond 2^63 is taken")
	}
}

func TestAStatementsLinesAreTheCreditsOfTheMonth(t *testing.T) {
	checkTenants(t, func(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, m programme.Month) {
		lines := linesOf(p, tenant, m)
		var k int
		seen := map[programme.StatementLine]bool{}
		p.StatementLines(tenant, m, func(l programme.StatementLine) {
			place, known := p.MeasureByID(l.Measure)
			route, _ := p.Route(l.Route)
			if want := lines[k]; !known || place != want.Measure || l.Account != want.Account || l.Amount != want.Amount || l.Credit != m ||
				l.Month != want.Month || l.Tenant != want.Tenant || l.Subscription != want.Subscription || route != want.Reached[0].Route {
				t.Fatalf("%+v is not %+v", l, want)
			}
			k++
			l.Amount, l.Route = 0, ""
			if seen[l] {
				t.Fatalf("two lines of the same: %+v", l)
			}
			seen[l] = true
		})
		if k != len(lines) {
			t.Fatalf("%d of %d lines", k, len(lines))
		}
	})
}

func TestMeasuresAreKnownByTheirIDs(t *testing.T) {
	p := programme.BuiltIn()
	for k := range p.Measures {
		if place, known := p.MeasureByID(p.MeasureID(k)); !known || place != k {
			t.Errorf("%s is %d, want %d", p.MeasureID(k), place, k)
		}
	}
	if _, known := p.MeasureByID("seats_sold:abacus"); known {
		t.Error("a measure that there is not")
	}
	k := measure(t, p, "active_entitlements", "office365")
	if got := p.Counting(k, month("2016-04")); len(got) != 1 || p.Competencies[got[0]].ID != "cloud-productivity" {
		t.Errorf("%v count it", got)
	}
	if got := p.Counting(k, month("1999-01")); got != nil {
		t.Errorf("%v count it before the programme", got)
	}
}
