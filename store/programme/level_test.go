package programme_test

import (
	"slices"
	"strings"
	"testing"

	"shimei/store/programme"
)

func TestALevelNeedsAllItsRequirements(t *testing.T) {
	p := programme.BuiltIn()
	for _, c := range []struct {
		competency, month string
		figures           []int64 // in the order of the requirements
		want              string
	}{
		{"cloud-productivity", "2016-04", []int64{1999}, "none"},
		{"cloud-productivity", "2016-04", []int64{2000}, "silver"},
		{"cloud-productivity", "2016-04", []int64{3999}, "silver"},
		{"cloud-productivity", "2016-04", []int64{4000}, "gold"},
		{"smmcs", "2016-04", []int64{40, 3}, "none"},
		{"smmcs", "2016-04", []int64{39, 4}, "none"},
		{"smmcs", "2016-04", []int64{40, 4}, "silver"},
		{"smmcs", "2016-04", []int64{249, 25}, "silver"},
		{"smmcs", "2016-04", []int64{250, 24}, "silver"},
		{"smmcs", "2016-04", []int64{250, 25}, "gold"},
		{"smmcs", "2016-10", []int64{0, 25}, "none"},
		{"smmcs", "2016-11", []int64{3}, "none"},
		{"smmcs", "2016-11", []int64{4}, "silver"},
		{"smmcs", "2017-04", []int64{25}, "gold"},
		{"cloud-crm", "2016-04", []int64{150}, "gold"},
		{"cloud-platform", "2016-04", []int64{1499999}, "none"},
		{"cloud-platform", "2016-04", []int64{1500000}, "silver"},
		{"cloud-platform", "2016-04", []int64{9999999}, "silver"},
		{"cloud-platform", "2016-04", []int64{10000000}, "gold"},
		{"emm", "2016-04", []int64{-5}, "none"},
		{"emm", "2015-10", []int64{1000}, "silver"},
		{"emm", "2015-09", []int64{1000}, "none"},
	} {
		k, _ := p.Competency(c.competency)
		v := p.Competencies[k].VersionAt(month(c.month))
		if got := p.LevelID(p.Level(v, c.figures)); got != c.want {
			t.Errorf("%s in %s with %v: %s, not %s", c.competency, c.month, c.figures, got, c.want)
		}
	}
}

func TestALevelEndsInTheFirstMonthByWhoseFiguresItIsNotHeld(t *testing.T) {
	p := programme.BuiltIn()
	for _, c := range []struct {
		competency string
		figures    []int64
		ahead      [][]int64 // by requirement; nil says nothing
		want       string
	}{
		{"smmcs", []int64{40, 4}, [][]int64{{40, 40, 40}, {4, 4, 4}}, "never"},
		{"smmcs", []int64{40, 4}, [][]int64{{40, 39, 40}, {4, 4, 3}}, "2016-06"},
		{"smmcs", []int64{40, 4}, [][]int64{{40, 40, 40}, {3, 4, 4}}, "2016-05"},
		{"smmcs", []int64{250, 25}, [][]int64{{300, 250, 249}, nil}, "2016-07"}, // gold falls to silver
		{"smmcs", []int64{300, 24}, [][]int64{{250, 40, 40}, {24, 24, 4}}, "never"},
		{"cloud-productivity", []int64{2000}, [][]int64{nil}, "never"},
	} {
		k, _ := p.Competency(c.competency)
		v, got := p.Competencies[k].VersionAt(month("2016-04")), "never"
		if ends := p.Ends(v, p.Level(v, c.figures), month("2016-04"), c.figures, c.ahead); ends != nil {
			got = ends.String()
		}
		if got != c.want {
			t.Errorf("%s with %v, then %v: %s, not %s", c.competency, c.figures, c.ahead, got, c.want)
		}
	}
}

func TestTheVersionWithTheLatestBeginningApplies(t *testing.T) {
	p := programme.BuiltIn()
	k, _ := p.Competency("smmcs")
	for m, want := range map[string]int{"2015-09": -1, "2015-10": 2, "2016-10": 2, "2016-11": 1, "2020-01": 1} {
		v := p.Competencies[k].VersionAt(month(m))
		switch {
		case want < 0 && v != nil:
			t.Errorf("%s: a version before the first", m)
		case want > 0 && (v == nil || len(v.Requirements) != want):
			t.Errorf("%s: %+v", m, v)
		}
	}
}

func TestARequirementNamesItsMetricAndProducts(t *testing.T) {
	p := programme.BuiltIn()
	k, _ := p.Competency("cloud-platform")
	r := p.Competencies[k].Versions[0].Requirements[0]
	if m := p.MetricOf(r); m.ID != "consumed_revenue" || !m.Money() {
		t.Errorf("%+v", m)
	}
	if ids := p.ProductIDs(r.Measure); len(ids) != 1 || ids[0] != "azure" {
		t.Error(ids)
	}
	k, _ = p.Competency("smmcs")
	if p.MetricOf(p.Competencies[k].Versions[0].Requirements[0]).Money() {
		t.Error("seats are no money")
	}
}

// Requirements that name the same products in another order are of one measure, which is credited
// once, and each keeps the order of its own.
func TestARequirementKeepsItsOwnOrderOfProducts(t *testing.T) {
	p := variant(t, "metric = \"seats_sold\"\nproducts = [\"crm-online\"]", "metric = \"active_entitlements\"\nproducts = [\"intune\", \"ems\", \"aad-premium\"]")
	requirement := func(competency string) programme.Requirement {
		k, _ := p.Competency(competency)
		return p.Competencies[k].Versions[0].Requirements[0]
	}
	first, second := requirement("cloud-crm"), requirement("emm")
	if first.Measure != second.Measure {
		t.Errorf("two measures: %v and %v", first, second)
	}
	for want, r := range map[string]programme.Requirement{"intune ems aad-premium": first, "ems aad-premium intune": second} {
		if got := strings.Join(p.ProductsOf(r), " "); got != want {
			t.Errorf("the products are %s, want %s", got, want)
		}
	}
	for _, r := range p.MeasuredAt(month("2016-04")) {
		if r.Measure == first.Measure && !slices.Equal(r.Products, first.Products) {
			t.Errorf("the measure is asked for first by %v, not by %v", first, r)
		}
	}
}

func TestWhatTheProgrammeHasNotIsNotFound(t *testing.T) {
	p := programme.BuiltIn()
	if _, found := p.Product("xbox"); found {
		t.Error("a product")
	}
	if _, found := p.Route("door"); found {
		t.Error("a route")
	}
	if _, found := p.Competency("cooking"); found {
		t.Error("a competency")
	}
	if dpor, _ := p.Route(programme.DPOR); !p.Routes[dpor].Brings("usage_data") || p.Routes[dpor].Brings("access") {
		t.Error("a partner of record sees usage data and has no access")
	}
}
