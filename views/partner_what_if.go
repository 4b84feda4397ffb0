package views

import (
	"net/url"
	"strings"

	"shimei/store/programme"
)

// WhatIfPath is the address of what if (GET month, and a field for each measure).
const WhatIfPath = "/partner/what-if"

// WhatIfPage shows an account's levels in a month beside those that it would have with
// amounts added by hand. All of it is in the address, and nothing is stored.
type WhatIfPage struct {
	Frame
	Account      PartnerRef
	Month        programme.Month
	Months       []programme.Month // those with facts, latest first; none is the empty state
	Fields       []WhatIfField
	Errors       []FieldError       // of fields; with one there are no competencies
	Competencies []WhatIfCompetency // those with requirements in the month
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
}

// WhatIfRequirement is one requirement then, beside today's.
type WhatIfRequirement struct {
	RequirementCard // then; its trend is the one that led to today
	Today, Added    int64
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
		c.Requirements = append(c.Requirements, WhatIfRequirement{r, is.Credited, r.Credited - is.Credited})
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

func (p WhatIfPage) field(x WhatIfField) Field {
	products := p.productList(CreditRequirement{Products: x.Products})
	return Field{Name: x.Name, Label: p.T("what_if.label", "Metric", p.L.Text(x.Metric), "Products", products),
		Hint: p.L.Term("what_if_hint", string(x.Fact)), Value: x.Value, Error: errorAt(p.Errors, x.Name)}
}

// changed reports whether the level is another one.
func (c WhatIfCompetency) changed() bool { return c.Today != c.Then }
