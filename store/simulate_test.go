package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/programme"
	"shimei/store/report"
	"shimei/store/storetest"
)

// simulated simulates a programme, and fails where that changed anything.
func (p *portal) simulated(pr *programme.Programme, m *programme.Month) report.Simulation {
	p.t.Helper()
	before := p.dump()
	sim, err := p.Simulate(ctx, pr, m)
	if err != nil {
		p.t.Fatal(err)
	}
	if diff := cmp.Diff(before, p.dump()); diff != "" {
		p.t.Errorf("a simulation changed the database:\n%s", diff)
	}
	return sim
}

// moves says who gains and who loses what, such as "A cloud-productivity: silver → none, short 20".
func moves(sim report.Simulation) (all []string) {
	for _, r := range sim.Changed() {
		text := fmt.Sprintf("%s %s %s: %s → %s", r.Account.ID, r.Move, r.Competency, sim.Before.LevelID(r.Before.Level), sim.After.LevelID(r.After.Level))
		for _, x := range r.Requirements {
			text += fmt.Sprintf(", %s short %d", x.Metric.ID, x.Short)
			if x.Spare != nil {
				text += fmt.Sprintf(" spare %d", *x.Spare)
			}
		}
		all = append(all, text)
	}
	return all
}

// totals are the totals that are not all zero, such as "emm silver 3 → 2, gold 0 → 0: 0 gain, 1 lose".
func totals(sim report.Simulation) (all []string) {
	for _, x := range sim.Totals {
		text, some := x.Competency, x.Gained+x.Lost > 0
		for _, h := range x.Holders {
			text += fmt.Sprintf(" %s %d → %d", h.Level, h.Before, h.After)
			some = some || h.Before+h.After > 0
		}
		if some {
			all = append(all, fmt.Sprintf("%s: %d gain, %d lose", text, x.Gained, x.Lost))
		}
	}
	return all
}

func TestTheProgrammeInForceChangesNothingForAnybody(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		for _, m := range []*programme.Month{nil, month("2015-11"), month("2016-06"), month("2014-01")} {
			sim := p.simulated(programme.BuiltIn(), m)
			if len(sim.Changed()) != 0 || len(sim.Rows) != 4*5 || m != nil && sim.Month != *m || m == nil && sim.Month != *month("2016-04") {
				t.Errorf("%s: %d rows, moved %v", sim.Month, len(sim.Rows), moves(sim))
			}
			for _, r := range sim.Rows {
				if diff := cmp.Diff(r.Before.Figures, r.After.Figures); diff != "" {
					t.Errorf("%s %s: %s", r.Account.ID, r.Competency, diff)
				}
			}
		}
	})
}

// easy is the built-in programme with thresholds that the small world meets.
func easy(t tester, more ...string) *programme.Programme {
	t.Helper()
	return variant(t, append([]string{"silver = 2000\ngold = 4000", "silver = 60\ngold = 80"}, more...)...)
}

func TestAnotherThresholdMovesLevelsAndSaysByHowMuchOfTheNewNeed(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, _ := openWith(t, dsn, easy(t))
		p.take(small()...)
		sim := p.simulated(variant(t, "silver = 2000\ngold = 4000", "silver = 56\ngold = 90"), nil)
		want := []string{
			"A loses cloud-productivity: gold → silver, active_entitlements short 10",
			"B loses cloud-productivity: gold → silver, active_entitlements short 10",
			"C loses cloud-productivity: gold → silver, active_entitlements short 10",
		}
		if diff := cmp.Diff(want, moves(sim)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"cloud-productivity silver 0 → 3 gold 3 → 0: 0 gain, 3 lose"}, totals(sim)); diff != "" {
			t.Error(diff)
		}
		sim = p.simulated(variant(t, "silver = 2000\ngold = 4000", "silver = 55\ngold = 79"), nil)
		if diff := cmp.Diff([]string{"G gains cloud-productivity: none → silver, active_entitlements short 0 spare 0"}, moves(sim)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestACompetencyOfOneProgrammeAloneIsNoLevelInTheOther(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, _ := openWith(t, dsn, easy(t))
		p.take(small()...)
		sim := p.simulated(easy(t, `id = "cloud-productivity"`, `id = "productivity"`), nil)
		want := []string{"cloud-productivity silver 0 → 0 gold 3 → 0: 0 gain, 3 lose", "productivity silver 0 → 0 gold 0 → 3: 3 gain, 0 lose"}
		if diff := cmp.Diff(want, totals(sim)); diff != "" {
			t.Error(diff)
		}
		if len(sim.Changed()) != 6 || len(sim.Rows) != 4*6 {
			t.Errorf("%d of %d rows changed", len(sim.Changed()), len(sim.Rows))
		}
	})
}

func TestLevelsOfOtherNamesAreComparedByWhereTheyStand(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, _ := openWith(t, dsn, easy(t))
		p.take(small()...)
		for name, c := range map[string]struct {
			levels, text string
			want         report.Move
		}{
			"a level below is put in":   {`["bronze", "silver", "gold"]`, "bronze = 10\nsilver = 90\ngold = 99", report.Loses},
			"gold is called platinum":   {`["silver", "platinum"]`, "silver = 60\nplatinum = 80", report.Differs},
			"a level above is put in":   {`["silver", "gold", "platinum"]`, "silver = 60\ngold = 70\nplatinum = 80", report.Gains},
			"gold is all that there is": {`["gold"]`, "gold = 80", report.Stays},
		} {
			text := string(easy(t).Source)
			at := strings.Index(text, "[[competency]]")
			text = strings.Replace(text[:at], `["silver", "gold"]`, c.levels, 1) + `
[[competency]]
id = "cloud-productivity"
name = { en = "Cloud Productivity", ja = "Cloud Productivity" }
[[competency.version]]
from = "2015-10"
[[competency.version.requirement]]
metric = "active_entitlements"
products = ["office365"]
` + c.text + "\n"
			other, err := programme.Load("levels.toml", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if got := p.simulated(other, nil).Rows[0]; got.Account.ID != "A" || got.Move != c.want {
				t.Errorf("%s: %q of %+v", name, got.Move, got)
			}
		}
	})
}

// TestASimulationIsWhatPuttingTheProgrammeInForceGives compares it with another database of
// the same facts that really has the programme.
func TestASimulationIsWhatPuttingTheProgrammeInForceGives(t *testing.T) {
	others := map[string]func(tester) *programme.Programme{
		"flipped counts": flipped,
		"routes moved": func(t tester) *programme.Programme {
			return variant(t, `products = ["office365", "crm-online", "ems", "aad-premium", "intune"]   # not Azure`, `products = ["azure"]`)
		},
		"a shorter window": func(t tester) *programme.Programme { return easy(t, `"12 months"`, `"3 months"`) },
	}
	each(t, func(t *testing.T, dsn string) {
		p, copied := open(t, dsn), storetest.Beside(t, dsn)
		open(t, copied).take(scenario(t, "more-complex")...)
		p.take(scenario(t, "more-complex")...)
		for name, make := range others {
			really, _ := openWith(t, copied, make(t))
			for _, m := range []string{"2015-12", "2016-04", "2016-09"} {
				sim := p.simulated(make(t), month(m))
				want, pr, err := really.Progress(ctx, report.ProgressFilter{Month: month(m)})
				if err != nil {
					t.Fatal(err)
				}
				for _, one := range want {
					at := slices.IndexFunc(sim.Rows, func(r report.SimulatedRow) bool {
						return r.Account.ID == one.Account.ID && r.Competency == pr.Competencies[one.Competency].ID
					})
					if at < 0 || !slices.Equal(sim.Rows[at].After.Figures, one.Figures) || sim.Rows[at].After.Level != one.Level {
						t.Errorf("%s in %s: %s of %s has %v and %d, the simulation has %+v", name, m, pr.Competencies[one.Competency].ID,
							one.Account.ID, one.Figures, one.Level, sim.Rows[max(at, 0)].After)
					}
				}
				if len(want) != len(sim.Rows) {
					t.Errorf("%s in %s: %d rows, want %d", name, m, len(sim.Rows), len(want))
				}
			}
		}
	})
}

func TestAProgrammeThatDoesNotFitIsNotSimulated(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		before := p.dump()
		for _, pairs := range [][]string{{`"crm-online"`, `"crm"`}, {`"USD"`, `"JPY"`}, {`id = "dap"`, `id = "delegated"`}} {
			if _, err := p.Simulate(ctx, variant(t, pairs...), nil); err == nil {
				t.Errorf("%v is simulated", pairs)
			}
		}
		if diff := cmp.Diff(before, p.dump()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestASimulationReadsAsATable(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, _ := openWith(t, dsn, easy(t))
		p.take(small()...)
		sim := p.simulated(variant(t, "silver = 15000", "silver = 10.5"), nil)
		got := sim.Table(sim.Changed())
		want := []string{"A 2016-04 cloud-platform gains none silver consumed_revenue azure 2500.75 2500.75 15000.00 10.50 100000.00 100000.00 0.00 2490.25"}
		for k, line := range want {
			if len(got) <= k+1 || !slices.ContainsFunc(got[1:], func(row []string) bool { return strings.Join(row, " ") == line }) {
				t.Errorf("the table lacks %q: %q", line, got)
			}
		}
		whole := sim.Table(p.simulated(programme.BuiltIn(), month("2014-01")).Rows)
		for _, row := range whole {
			if len(row) != len(whole[0]) {
				t.Errorf("a row of %d cells under %d headings: %q", len(row), len(whole[0]), row)
			}
		}
	})
}

// What is said of a level that is gained or lost is said of the new need, whatever the programmes: a
// gained one is met by every requirement, and a lost one that the new programme has is missed by one.
func TestWhatIsShortOrToSpareIsOfTheNewNeed(t *testing.T) {
	others := []*programme.Programme{easy(t), flipped(t), variant(t, "silver = 2000\ngold = 4000", "silver = 56\ngold = 90"),
		variant(t, "silver = 15000\n", "silver = 10.5\n"), variant(t, "silver = 40\n", "silver = 1\n", "silver = 4\n", "silver = 1\n", "gold = 25\n", "gold = 2000\n")}
	each(t, func(t *testing.T, dsn string) {
		moved := map[report.Move]int{}
		for _, inForce := range others {
			p, _ := openWith(t, dsn, inForce)
			p.take(small()...)
			for _, tried := range others {
				sim := p.simulated(tried, nil)
				for _, row := range sim.Rows {
					moved[row.Move]++
					lost := false
					for _, r := range row.Requirements {
						lost = lost || r.Short > 0
						if (r.Spare != nil) != (row.Move == report.Gains && r.After != nil) || r.Spare != nil && *r.Spare < 0 || r.Short > 0 && row.Move != report.Loses {
							t.Errorf("%s %q %s: short %d, to spare %v", row.Account.ID, row.Move, row.Competency, r.Short, r.Spare)
						}
					}
					if lost != (row.Move == report.Loses) {
						t.Errorf("%s %q %s lacks nothing of the new need", row.Account.ID, row.Move, row.Competency)
					}
				}
			}
		}
		if moved[report.Gains] == 0 || moved[report.Loses] == 0 {
			t.Errorf("the programmes move too little: %v", moved)
		}
	})
}
