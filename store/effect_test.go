package store_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/intake"
	"shimei/store/programme"
	"shimei/store/report"
)

// rehearsed rehearses files without faults, which changes nothing.
func (p *portal) rehearsed(files ...file) store.Rehearsal {
	p.t.Helper()
	before := p.dump()
	r, err := p.Rehearse(ctx, sources(files), intake.Options{})
	if err != nil || r.Effect == nil {
		p.t.Fatalf("%+v: %v", r.Files, err)
	}
	if diff := cmp.Diff(before, p.dump()); diff != "" {
		p.t.Fatalf("a rehearsal changed something:\n%s", diff)
	}
	return r
}

// corrected lists what an effect says of closed months, as "account month measure: before → after", where
// nothing is a dash.
func corrected(e *report.Effect) (lines []string) {
	amount := func(n int64) string { return orDash(strings.TrimPrefix(strconv.FormatInt(n, 10), "0")) }
	for _, c := range e.Corrections {
		lines = append(lines, fmt.Sprintf("%s %s %s: %s → %s", c.Account.ID, c.Month, c.Programme.MeasureID(c.Measure), amount(c.Before), amount(c.After)))
	}
	return lines
}

// moved lists the rows of an effect, as "account since month competency: level → level, figure → figure".
func moved(e *report.Effect) (lines []string) {
	for _, x := range e.Rows {
		line := fmt.Sprintf("%s %s %s %s: %s → %s", x.Account.ID, x.Since, x.Month, e.Programme.Competencies[x.Competency].ID,
			e.Programme.LevelID(x.LevelBefore), e.Programme.LevelID(x.LevelAfter))
		for _, f := range x.Told() {
			line += fmt.Sprintf(", %s %d → %d", e.Programme.MetricOf(f.Requirement).ID, f.Before, f.After)
		}
		lines = append(lines, line)
	}
	return lines
}

// plenty is usage that earns B and C silver in cloud productivity in March and April.
var plenty = rows("usage", "subscription_id,month,workload,active_users", "T-office,2016-03,exchange,2100", "T-office,2016-04,exchange,2300")

func TestASuspensionOfAClosedMonthNamesItTheAmountsAndTheLevel(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(plenty)
		p.closing("2016-03")
		if err := p.CompleteMonth(ctx, "hana", *month("2016-04")); err != nil {
			t.Fatal(err)
		}
		r := p.rehearsed(rows("partners", "partner_id,name,status,as_of", "B,Birch Consulting,suspended,2016-03-15"))
		want := []string{"B 2016-03 active_entitlements:office365: 2120 → -", "B 2016-03 seats_sold:office365: 100 → -", "B 2016-03 net_new_customers:office365: 1 → -"}
		if diff := cmp.Diff(want, corrected(r.Effect)); diff != "" {
			t.Error(diff)
		}
		want = []string{"B 2016-03 2016-03 cloud-productivity: silver → none, active_entitlements 2120 → 0",
			"B 2016-03 2016-03 smmcs: none → none, seats_sold 100 → 0, net_new_customers 1 → 0",
			"B 2016-04 2016-04 cloud-productivity: silver → none, active_entitlements 2300 → 0",
			"B 2016-04 2016-04 smmcs: none → none, seats_sold 100 → 0, net_new_customers 1 → 0"}
		if diff := cmp.Diff(want, moved(r.Effect)); diff != "" {
			t.Error(diff)
		}
		if totals := r.Effect.Totals(); totals != (report.EffectTotals{Accounts: 1, Lost: 1}) || !r.ReachesBack() || r.Files[0].Backdated != 1 {
			t.Errorf("%+v, %+v", totals, r.Files)
		}
	})
}

func TestWhatChangesNoFigureSaysSo(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.closing("2016-03")
		r := p.rehearsed(rows("customers", "tenant_id,name", "T,Tailspin"), rows("partners", "partner_id,name", "N,New Works"))
		if !r.Effect.IsNothing() || r.ReachesBack() || len(r.Effect.Closed) != 1 || *r.Effect.Before != *month("2016-03") || *r.Effect.After != *month("2016-03") {
			t.Errorf("%+v", r.Effect)
		}
	})
}

// What is told of a file is what levels, figures and the next statement differ by once it is imported.
func TestAnEffectIsWhatImportingAndClosingReallyDo(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.set("2016-12-15T09:00:00Z")
		p.take(plenty, rows("usage", "subscription_id,month,active_users", "U-office,2016-12,40"))
		p.closing("2016-03")
		closed := []programme.Month{*month("2016-03")}
		told := 0
		for _, x := range append(corrections[:len(corrections):len(corrections)], last)[2:] {
			held, before := p.heldOf(closed), p.shown(closed)
			e := p.rehearsed(x.file).Effect
			p.take(x.file)
			if diff := cmp.Diff(differences(before, p.shown(closed)), moved(e)); diff != "" {
				t.Errorf("%s: what is shown:\n%s", x.name, diff)
			}
			told += min(len(e.Corrections), 1)
			next := closed[len(closed)-1] + 1
			p.closing(next.String())
			if diff := cmp.Diff(changes(held, p.heldOf(closed)), sorted(corrected(e))); diff != "" {
				t.Errorf("%s: what the statement of %s corrects:\n%s", x.name, next, diff)
			}
			closed = append(closed, next)
		}
		if told < 5 {
			t.Errorf("only %d of the files corrected a closed month", told)
		}
	})
}

// otherMonths are effects on other months than they were, with the levels of the small world.
var otherMonths = []struct {
	name  string
	first []file // imported before
	then  file
	want  []string
}{
	{"a later month becomes the one that is shown", []file{plenty}, rows("usage", "subscription_id,month,active_users,consumed", "U-office,2016-05,40,", "T-azure,2016-05,,0"),
		[]string{"A 2016-04 2016-05 cloud-productivity: silver → none, active_entitlements 2300 → 0",
			"B 2016-04 2016-05 cloud-productivity: silver → none, active_entitlements 2300 → 0",
			"C 2016-04 2016-05 cloud-productivity: silver → none, active_entitlements 2300 → 0",
			"G 2016-04 2016-05 cloud-productivity: none → none, active_entitlements 55 → 40"}},
	{"and the one before is corrected by the same file", nil, rows("usage", "subscription_id,month,workload,active_users,consumed", "U-office,2016-04,exchange,60,", "U-office,2016-05,exchange,40,", "T-azure,2016-05,,,0"),
		[]string{"A 2016-04 2016-05 cloud-productivity: none → none, active_entitlements 80 → 0",
			"B 2016-04 2016-05 cloud-productivity: none → none, active_entitlements 80 → 0",
			"C 2016-04 2016-05 cloud-productivity: none → none, active_entitlements 80 → 0",
			"G 2016-04 2016-04 cloud-productivity: none → none, active_entitlements 55 → 60",
			"G 2016-04 2016-05 cloud-productivity: none → none, active_entitlements 55 → 40"}},
	{"a month that is in progress, and not shown by default", nil, rows("usage", "subscription_id,month,active_users", "U-office,2016-05,40"), nil},
	{"a level above another", []file{plenty}, rows("usage", "subscription_id,month,workload,active_users", "T-office,2016-04,exchange,4000"),
		[]string{"A 2016-04 2016-04 cloud-productivity: silver → gold, active_entitlements 2300 → 4000",
			"B 2016-04 2016-04 cloud-productivity: silver → gold, active_entitlements 2300 → 4000",
			"C 2016-04 2016-04 cloud-productivity: silver → gold, active_entitlements 2300 → 4000"}},
	{"an account that becomes a location", nil, rows("partners", "partner_id,name,parent_id,as_of", "B,Birch Consulting,A,2016-04-05"),
		[]string{"B 2016-04 2016-04 cloud-productivity: none → none, active_entitlements 80 → 0",
			"B 2016-04 2016-04 smmcs: none → none, seats_sold 100 → 0, net_new_customers 1 → 0"}},
}

func TestAnEffectComparesWhatIsShownWithWhatWillBe(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		for _, x := range otherMonths {
			p.take(append(small(), x.first...)...)
			if diff := cmp.Diff(x.want, moved(p.rehearsed(x.then).Effect)); diff != "" {
				t.Errorf("%s: %s", x.name, diff)
			}
		}
	})
}

func TestTheFirstUsageIsComparedWithNothing(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		p.take(small()[:3]...)
		e := p.rehearsed(append(small()[3:], plenty)...).Effect
		if e.Before != nil || e.After == nil || *e.After != *month("2016-04") {
			t.Errorf("the default month: %v, %v", e.Before, e.After)
		}
		want := []string{"B 2016-04 2016-04 cloud-productivity: none → silver, active_entitlements 0 → 2300",
			"B 2016-04 2016-04 smmcs: none → none, seats_sold 0 → 100, net_new_customers 0 → 1"}
		if diff := cmp.Diff(want, slices.DeleteFunc(moved(e), func(s string) bool { return s[0] != 'B' })); diff != "" {
			t.Error(diff)
		}
	})
}

// A month that was closed under another programme is corrected by that one.
func TestAnEffectCorrectsByTheProgrammeThatAMonthWasClosedUnder(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.set("2016-12-15T09:00:00Z")
		p.take(rows("usage", "subscription_id,month,active_users", "U-office,2016-12,40"))
		p.closing("2016-03", "2016-04")
		closed := []programme.Month{*month("2016-03"), *month("2016-04")}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
		other, _ := openWith(t, dsn, flipped(t))
		other.set("2016-12-15T09:00:00Z")
		held := other.heldOf(closed)
		x := rows("usage", "subscription_id,month,consumed", "T-azure,2016-03,1200.49")
		e := other.rehearsed(x).Effect
		other.take(x)
		other.closing("2016-05")
		want := []string{"A 2016-03 consumed_revenue:azure: 120050 → 120049"}
		if diff := cmp.Diff(want, corrected(e)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(want, changes(held, other.heldOf(closed))); diff != "" {
			t.Error(diff)
		}
	})
}

// heldOf are what statements hold of some months, by account, month and measure.
func (p *portal) heldOf(months []programme.Month) map[string]string {
	p.t.Helper()
	held := map[string]string{}
	for key, sum := range p.heldSums() {
		parts := strings.SplitN(key, " ", 3)
		n, err := strconv.Atoi(parts[1])
		if err != nil {
			p.t.Fatal(err)
		}
		if slices.Contains(months, programme.Month(n)) && sum != 0 {
			held[parts[0]+" "+programme.Month(n).String()+" "+parts[2]] = strconv.FormatInt(sum, 10)
		}
	}
	return held
}

// shown are the levels and figures that are shown of accounts at some months and at the default one.
func (p *portal) shown(months []programme.Month) map[string]report.Progress {
	p.t.Helper()
	shown := map[string]report.Progress{}
	fresh, err := p.Basis(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, m := range append(months[:len(months):len(months)], *fresh.Through) {
		all, pr, err := p.Progress(ctx, report.ProgressFilter{Month: &m})
		if err != nil {
			p.t.Fatal(err)
		}
		for _, x := range all {
			shown[fmt.Sprintf("%s %s %02d", x.Account.ID, m, x.Competency)] = x
			if x.Version != nil && x.Version.Requirements == nil {
				p.t.Fatalf("%s asks for nothing", pr.Competencies[x.Competency].ID)
			}
		}
	}
	return shown
}

// differences lists what of two maps of shown differs, as moved does.
func differences(before, after map[string]report.Progress) (lines []string) {
	pr := programme.BuiltIn()
	all := maps.Clone(before)
	maps.Copy(all, after)
	for _, key := range slices.Sorted(maps.Keys(all)) {
		x := all[key]
		was, is := levelAndFigures(before, key, x), levelAndFigures(after, key, x)
		if slices.Equal(was, is) || x.Version == nil {
			continue
		}
		line := fmt.Sprintf("%s %s %s %s: %s → %s", x.Account.ID, x.Month, x.Month, pr.Competencies[x.Competency].ID, pr.LevelID(int(was[0])), pr.LevelID(int(is[0])))
		for k, r := range x.Version.Requirements {
			if was[k+1] != is[k+1] {
				line += fmt.Sprintf(", %s %d → %d", pr.MetricOf(r).ID, was[k+1], is[k+1])
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// levelAndFigures are those of a key, none and zeros where it is not shown; like x has as many.
func levelAndFigures(shown map[string]report.Progress, key string, like report.Progress) []int64 {
	if x, is := shown[key]; is {
		return append([]int64{int64(x.Level)}, x.Figures...)
	}
	return append([]int64{-1}, make([]int64, len(like.Figures))...)
}
