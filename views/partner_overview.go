package views

import (
	"net/url"

	"shimei/store/programme"
)

// OverviewPath is the address of a partner's overview.
const OverviewPath = "/partner"

// OverviewPage is a partner account's level in every competency, in a month.
type OverviewPage struct {
	Frame
	Account      PartnerRef
	Month        programme.Month
	Months       []programme.Month // those with facts, latest first; none is the empty state
	Competencies []CompetencyCard
	Home         *PartnerHome // nil in a month that is not the one that figures are of
	Pending      Pending      // what is not counted yet
}

// CompetencyCard is one competency of an account in a month.
type CompetencyCard struct {
	ID           string
	Name         programme.Text
	Level        string            // the level's id, or programme.NoLevel
	NoVersion    bool              // the programme has no requirements for it in that month
	Sample       bool              // its thresholds have no public source
	Requirements []RequirementCard // in the order of the version
}

// RequirementCard is one figure against what the levels ask for.
type RequirementCard struct {
	Metric   programme.Text
	Products []programme.Text
	Money    bool // amounts are minor units
	Credited int64
	Needs    []Need      // lowest level first
	Trend    Trend       // the last months, the card's own last; empty for none
	Ahead    []RollOff   // the next months; empty where they say nothing
	SoFar    *TrendPoint // what is in of the month in progress, of a figure of a single month; nil says nothing
}

// Need is the threshold of one level for a requirement.
type Need struct {
	Level   string // the level's id
	Needed  int64
	Missing int64 // 0 where it is met
}

// NewCompetencyCard returns the card of a competency, by its place in the programme, in
// month e. figures are the credited amounts in the order of the version's requirements.
func NewCompetencyCard(p *programme.Programme, competency int, e programme.Month, figures []int64) CompetencyCard {
	c := &p.Competencies[competency]
	v := c.VersionAt(e)
	card := CompetencyCard{ID: c.ID, Name: c.Name, Level: programme.NoLevel, NoVersion: v == nil}
	if v == nil {
		return card
	}
	card.Level, card.Sample = p.LevelID(p.Level(v, figures)), v.Sample
	for k, r := range v.Requirements {
		figure := RequirementCard{Metric: p.MetricOf(r).Name, Money: p.MetricOf(r).Money(),
			Products: ProductNames(p, r), Credited: figures[k]}
		for level, needed := range r.Thresholds {
			figure.Needs = append(figure.Needs, Need{Level: p.Levels[level], Needed: needed,
				Missing: max(0, needed-figures[k])})
		}
		card.Requirements = append(card.Requirements, figure)
	}
	return card
}

// ProductNames returns the names of a requirement's products, in the requirement's own order.
func ProductNames(p *programme.Programme, r programme.Requirement) []programme.Text {
	var names []programme.Text
	for _, k := range r.Products {
		names = append(names, p.Products[k].Name)
	}
	return names
}

// OverviewMonth returns the address of a partner's overview of a month.
func OverviewMonth(m programme.Month) string {
	return withQuery(OverviewPath, url.Values{"month": {m.String()}})
}
