package programme_test

import (
	"slices"
	"testing"

	"shimei/store/programme"
)

func TestAnIncentiveTakesTheNominationAndALevelThatCountsTheProduct(t *testing.T) {
	p := programme.BuiltIn()
	const none, silver, gold = -1, 0, 1
	for _, c := range []struct {
		product, month string
		nominated      bool
		levels         map[string]int
		in             string // the competency that it is earned in
		level          int
		eligible       bool
	}{
		{"office365", "2016-04", true, map[string]int{"cloud-productivity": silver}, "cloud-productivity", silver, true},
		{"office365", "2016-04", false, map[string]int{"cloud-productivity": gold}, "cloud-productivity", gold, false},
		{"office365", "2016-04", true, nil, "", none, false},
		{"office365", "2016-04", false, nil, "", none, false},
		{"office365", "2016-04", true, map[string]int{"cloud-productivity": silver, "smmcs": gold}, "smmcs", gold, true},
		{"office365", "2016-04", true, map[string]int{"cloud-productivity": silver, "smmcs": silver}, "cloud-productivity", silver, true},
		{"office365", "2016-04", true, map[string]int{"cloud-platform": gold, "emm": gold}, "", none, false}, // count other products
		{"azure", "2016-04", true, map[string]int{"cloud-platform": gold}, "cloud-platform", gold, true},
		{"intune", "2016-04", true, map[string]int{"emm": silver}, "emm", silver, true},
		{"intune", "2015-09", true, map[string]int{"emm": gold}, "", none, false}, // no version is in force yet
	} {
		levels := make([]int, len(p.Competencies))
		for k := range levels {
			levels[k] = none
		}
		for id, level := range c.levels {
			k, known := p.Competency(id)
			if !known {
				t.Fatalf("no competency is %s", id)
			}
			levels[k] = level
		}
		product, known := p.Product(c.product)
		if !known {
			t.Fatalf("no product is %s", c.product)
		}
		got := p.IncentiveFor(product, month(c.month), c.nominated, levels)
		in := ""
		if got.Competency >= 0 {
			in = p.Competencies[got.Competency].ID
		}
		if in != c.in || got.Level != c.level || got.Eligible() != c.eligible || got.Nominated != c.nominated {
			t.Errorf("%+v: %s, %+v", c, in, got)
		}
	}
}

func TestTheCompetenciesThatCountAProductAreThoseOfTheMonth(t *testing.T) {
	p := programme.BuiltIn()
	for _, c := range []struct {
		product, month string
		want           []string
	}{
		{"office365", "2016-04", []string{"cloud-productivity", "smmcs"}},
		{"crm-online", "2016-04", []string{"cloud-crm"}},
		{"aad-premium", "2016-04", []string{"emm"}},
		{"aad-premium", "2015-09", nil},
	} {
		product, _ := p.Product(c.product)
		var got []string
		for _, k := range p.CountingProduct(product, month(c.month)) {
			got = append(got, p.Competencies[k].ID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s in %s is counted by %v, want %v", c.product, c.month, got, c.want)
		}
	}
}
