package views

import (
	"net/url"
	"strings"

	"shimei/store/programme"
)

// WhatIfPath is the address of what if (GET month, a field for each measure, customer for each tenant id that would
// nominate the partner, choose to see which could; and least, a competency and a level, which fills the fields in).
const WhatIfPath = "/partner/what-if"

// WhatIfPage shows an account's levels in a month beside those that it would have with
// amounts added by hand, or by customers. All of it is in the address, and nothing is stored.
type WhatIfPage struct {
	Frame
	Account      PartnerRef
	Month        programme.Month
	Months       []programme.Month // those with facts, latest first; none is the empty state
	Fields       []WhatIfField
	Errors       []FieldError       // of fields; with one nothing is added up
	Competencies []WhatIfCompetency // those with requirements in the month
	Choosing     bool               // the customers are shown
	Customers    []WhatIfCustomer
}

// WhatIfField takes the amount that is added to one measure.
type WhatIfField struct {
	Name     string // of the control; of the measure, so that an address outlives a new programme file
	Metric   programme.Text
	Fact     programme.Fact
	Products []programme.Text
	Value    string // as typed
}

// WhatIfCompetency is a competency today and then.
type WhatIfCompetency struct {
	ID           string
	Name         programme.Text
	Today, Then  string // level ids, or programme.NoLevel
	Sample       bool   // its thresholds have no public source
	Requirements []WhatIfRequirement
	Beyond       []string // ids of the levels that are not reached today
}

// WhatIfRequirement is one requirement then, beside today's.
type WhatIfRequirement struct {
	RequirementCard // then; its trend is the one that led to today
	Today, Added    int64
	Field           string // name of that of its measure
}

// WhatIfCustomer is one that could nominate the partner, or would.
type WhatIfCustomer struct {
	Name     string
	TenantID string
	Ticked   bool
	Brings   []WhatIfBrought // of a ticked one
}

// WhatIfBrought is what a customer would bring to one measure.
type WhatIfBrought struct {
	Metric   programme.Text
	Products []programme.Text
	Money    bool
	Amount   *int64 // nil where the partner is told nothing of it
}

// WhatIfFields returns the fields of a month, one for each measure that a competency asks
// for. typed returns the text that stands in a field, by its name.
func WhatIfFields(p *programme.Programme, e programme.Month, typed func(name string) string) []WhatIfField {
	var fields []WhatIfField
	for _, r := range p.MeasuredAt(e) {
		metric, name := p.MetricOf(r), WhatIfName(p, r.Measure)
		fields = append(fields, WhatIfField{Name: name, Metric: metric.Name, Fact: metric.Fact,
			Products: ProductNames(p, r), Value: typed(name)})
	}
	return fields
}

// WhatIfName names the field of a measure by ids. None holds a tilde, so that no two measures
// share a name.
func WhatIfName(p *programme.Programme, measure int) string {
	return strings.Join(append([]string{p.Metrics[p.Measures[measure].Metric].ID}, p.ProductIDs(measure)...), "~")
}

// NewWhatIfCompetency returns a competency, by its place in the programme, in month e: today
// as its card says, and then with the figures that WhatIf made. It reports false where the
// month has no requirements.
func NewWhatIfCompetency(p *programme.Programme, competency int, e programme.Month, today CompetencyCard, then []int64) (WhatIfCompetency, bool) {
	after := NewCompetencyCard(p, competency, e, then)
	c := WhatIfCompetency{ID: today.ID, Name: today.Name, Today: today.Level, Then: after.Level, Sample: today.Sample}
	for k, r := range after.Requirements {
		is := &today.Requirements[k]
		r.Trend = is.Trend
		measure := p.Competencies[competency].VersionAt(e).Requirements[k].Measure
		c.Requirements = append(c.Requirements, WhatIfRequirement{r, is.Credited, r.Credited - is.Credited, WhatIfName(p, measure)})
	}
	for level := len(p.Levels) - 1; level >= 0 && p.Levels[level] != today.Level; level-- {
		c.Beyond = append([]string{p.Levels[level]}, c.Beyond...)
	}
	return c, !today.NoVersion
}

// WhatIfOf returns the address of what if in a month, at a competency where one is named.
func WhatIfOf(m programme.Month, competency string) string {
	path := withQuery(WhatIfPath, url.Values{"month": {m.String()}})
	if competency != "" {
		path += "#" + url.PathEscape(competency)
	}
	return path
}

// WhatIfWith returns the address of what if with a query, at a competency where one is named.
func WhatIfWith(q url.Values, competency string) string {
	path := withQuery(WhatIfPath, q)
	if competency != "" {
		path += "#" + url.PathEscape(competency)
	}
	return path
}

// fieldFor returns the field of a requirement; nil where an earlier requirement of the page has it.
func (p WhatIfPage) fieldFor(competency, requirement int) *WhatIfField {
	name := p.Competencies[competency].Requirements[requirement].Field
	for c := range p.Competencies {
		for k, r := range p.Competencies[c].Requirements {
			if r.Field != name {
				continue
			}
			if c != competency || k != requirement {
				return nil
			}
			for f := range p.Fields {
				if p.Fields[f].Name == name {
					return &p.Fields[f]
				}
			}
		}
	}
	return nil
}

func (p WhatIfPage) field(x WhatIfField) Field {
	return Field{Name: x.Name, Label: p.T("what_if.label", "Metric", p.L.Text(x.Metric), "Products", p.names(x.Products)),
		Hint: p.L.Term("what_if_hint", string(x.Fact)), Value: x.Value, Error: errorAt(p.Errors, x.Name)}
}

// results names the parts of the page that change with what is typed.
func (p WhatIfPage) results() string {
	ids := []string{"what-if-said", "what-if-brought"}
	for _, c := range p.Competencies {
		ids = append(ids, c.ID+"-levels")
		for k := range c.Requirements {
			ids = append(ids, c.requirementID(k)+"-then")
		}
	}
	return strings.Join(ids, " ")
}

// changed reports whether the level is another one.
func (c WhatIfCompetency) changed() bool { return c.Today != c.Then }
