package views

import "shimei/store/programme"

// ProgrammePath is the address of the programme in force.
const ProgrammePath = "/programme"

// ProgrammePage is the programme in force as people read it; it is for everybody.
type ProgrammePage struct {
	Frame
	Competencies []RuledCompetency
	Routes       []RuledRoute
}

// RuledCompetency is a competency with its requirements, latest first.
type RuledCompetency struct {
	ID       string
	Name     programme.Text
	Versions []RuledVersion
}

// RuledVersion is a competency's requirements from a month on.
type RuledVersion struct {
	From         programme.Month
	Sample       bool // its thresholds have no public source
	Requirements []RuledRequirement
}

// RuledRequirement is what the levels ask of one metric over some products.
type RuledRequirement struct {
	Metric   programme.Text
	Products []programme.Text
	Money    bool    // needs are minor units
	Needs    []int64 // one for each level, lowest first
}

// RuledRoute is a way in which partners come to be associated, with its benefits.
type RuledRoute struct {
	Name     programme.Text
	Scope    programme.Scope
	Products []programme.Text // that it credits; empty for none yet
	From     programme.Month  // it credits from this month on; 0 is always
	Benefits []string
}

// NewProgrammePage returns the page of a programme.
func NewProgrammePage(p *programme.Programme) *ProgrammePage {
	page := &ProgrammePage{}
	for k := range p.Competencies {
		c := &p.Competencies[k]
		ruled := RuledCompetency{ID: c.ID, Name: c.Name}
		for n := len(c.Versions) - 1; n >= 0; n-- {
			ruled.Versions = append(ruled.Versions, ruledVersion(p, &c.Versions[n]))
		}
		page.Competencies = append(page.Competencies, ruled)
	}
	for k := range p.Routes {
		r := &p.Routes[k]
		ruled := RuledRoute{Name: r.Name, Scope: r.Scope, From: r.From, Benefits: r.Benefits}
		for _, product := range r.Products {
			ruled.Products = append(ruled.Products, p.Products[product].Name)
		}
		page.Routes = append(page.Routes, ruled)
	}
	return page
}

func ruledVersion(p *programme.Programme, v *programme.Version) RuledVersion {
	version := RuledVersion{From: v.From, Sample: v.Sample}
	for _, r := range v.Requirements {
		version.Requirements = append(version.Requirements, RuledRequirement{Metric: p.MetricOf(r).Name,
			Products: ProductNames(p, r), Money: p.MetricOf(r).Money(), Needs: r.Thresholds})
	}
	return version
}

// atEvent reports whether the association in the month of the fact decides, where that can be
// another month than the one looked at.
func (p ProgrammePage) atEvent(m *programme.Metric) bool {
	return m.Counts == programme.CountsAtEvent && m.Months > 1
}

// window says over how many months a metric counts.
func (p ProgrammePage) window(m *programme.Metric) string {
	if m.Months == 1 {
		return p.T("programme.window_month")
	}
	return p.T("programme.window", "N", int64(m.Months))
}
