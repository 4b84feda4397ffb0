package demo_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"shimei/store/demo"
	"shimei/store/programme"
)

var april = programme.MonthOf(2016, 4)

func TestEveryCompetencyIsThereAtEveryLevelAndJustMissed(t *testing.T) {
	p, d := programme.BuiltIn(), load(t)
	figures := d.credited(t, april)
	for k := range p.Competencies {
		c := &p.Competencies[k]
		seen := map[string][]string{}
		for id, partner := range d.partners {
			if partner.ParentID != nil && *partner.ParentID != "" || partner.Suspended != nil && *partner.Suspended || strings.HasPrefix(id, "11") {
				continue
			}
			level, near := standing(p, c, figures[d.keys[id]])
			if near {
				level = "near"
			}
			seen[level] = append(seen[level], partner.Name)
		}
		for _, what := range []string{"gold", "silver", "near", programme.NoLevel} {
			if n := len(seen[what]); n == 0 || what != programme.NoLevel && n > 12 {
				t.Errorf("%s: %d partners at %s: %v", c.ID, n, what, seen[what])
			}
		}
	}
}

// standing returns an account's level, and whether it has none and is within 10 % of each
// requirement of the lowest.
func standing(p *programme.Programme, c *programme.Competency, figures map[int]int64) (level string, near bool) {
	v := c.VersionAt(april)
	var credited []int64
	near = true
	for _, r := range v.Requirements {
		credited = append(credited, figures[r.Measure])
		near = near && figures[r.Measure]*10 >= r.Thresholds[0]*9
	}
	level = p.LevelID(p.Level(v, credited))
	return level, near && level == programme.NoLevel
}

func TestWhatTheTourNominatesLiftsAPartnerToSilver(t *testing.T) {
	p := programme.BuiltIn()
	dpor, _ := p.Route(programme.DPOR)
	now := p.First(april) + 10*24*3600*1000
	for _, step := range []struct{ owner, partner, product, competency string }{
		{"mika@alpineskihouse.example", "Adatum Deployment", "office365", "cloud-productivity"},
		{"hayase@hoshifurisato-seika.example", "蛍沢データサービス", "azure", "cloud-platform"},
	} {
		d := load(t)
		k, _ := p.Competency(step.competency)
		product, _ := p.Product(step.product)
		people := demo.People()
		at := slices.IndexFunc(people, func(who demo.Person) bool { return who.Email == step.owner })
		tenant := d.tenants[people[at].TenantID]
		var partner string
		for id, row := range d.partners {
			if row.Name == step.partner {
				partner = id
			}
		}
		if !strings.Contains(people[at].Note, partner) {
			t.Errorf("%s is not told of %s: %s", step.owner, partner, people[at].Note)
		}
		level := func() string {
			level, _ := standing(p, &p.Competencies[k], d.credited(t, april)[d.keys[partner]])
			return level
		}
		if got := level(); got != programme.NoLevel {
			t.Errorf("%s has %s in %s already", step.partner, got, step.competency)
		}
		for id, owner := range d.owners {
			if owner == tenant && d.subscriptions[id].Product == product {
				d.add(tenant, id, dpor, partner, now, programme.NoEnd)
			}
		}
		if got := level(); got != "silver" {
			t.Errorf("%s has %s in %s after the nomination", step.partner, got, step.competency)
		}
	}
}

func TestTheWorkedCasesKeepTheirFigures(t *testing.T) {
	p, d := programme.BuiltIn(), load(t)
	figures := d.credited(t, april)
	for k, id := range []string{"simple", "typical", "complex", "more-complex", "business-rules"} {
		data, err := os.ReadFile("../testdata/scenarios/" + id + "/progress.json")
		if err != nil {
			t.Fatal(err)
		}
		var want []struct {
			Partner      string `json:"partner_id"`
			Competency   string
			Requirements []struct{ Credited any }
		}
		if err := json.Unmarshal(data, &want); err != nil || len(want) == 0 {
			t.Fatalf("%d entries, %v", len(want), err)
		}
		for _, w := range want {
			competency, _ := p.Competency(w.Competency)
			account := d.keys[fmt.Sprintf("11%03d%02d", k+1, w.Partner[0]-'A'+1)]
			for n, r := range p.Competencies[competency].VersionAt(april).Requirements {
				got := fmt.Sprint(figures[account][r.Measure])
				if p.MetricOf(r).Money() {
					got = programme.FormatDecimal(figures[account][r.Measure], p.Digits)
				}
				if want := fmt.Sprint(w.Requirements[n].Credited); got != want {
					t.Errorf("%s, partner %s, %s: credited %s, want %s", id, w.Partner, w.Competency, got, want)
				}
			}
		}
	}
}
