package views

import (
	"net/url"
	"slices"
	"strconv"

	"shimei/store/programme"
)

// CreditPath is the address of a figure by customer.
const CreditPath = "/partner/credit"

// CreditPage breaks one figure down by customer and by the route that counted.
type CreditPage struct {
	Frame
	Account     PartnerRef
	Month       programme.Month
	Months      []programme.Month // those with facts, latest first; none is the empty state
	Choices     []CreditChoice    // the competencies in force in the month, with their requirements
	Competency  string            // id of the one shown; empty where the month has none
	Requirement int               // place, from 0, in the competency's requirements
	Money       bool              // amounts are minor units
	Total       int64             // the figure: what all lines sum to
	Trend       Trend             // of the figure
	Chart       FigureChart       // of the figure
	Splits      []string          // the ways that the chart can be split
	By          string            // the one that it is split by; empty for none
	Together    bool              // it is not split by product: customers count once, whatever they have of the products
	Beyond      bool              // the customers are too many for the chart to be split
	Multiples   []Multiples       // the trends of all figures of the month
	From, To    programme.Month   // the window that the figure is counted over
	Rows        []CreditRow
	List        List // by customer
}

// CreditChoice is a competency whose figures can be shown.
type CreditChoice struct {
	ID           string
	Name         programme.Text
	Requirements []CreditRequirement // in the order of the version
}

// CreditRequirement is one figure that can be shown.
type CreditRequirement struct {
	Metric   programme.Text
	Products []programme.Text
}

// CreditRow is the credit of one customer by one route.
type CreditRow struct {
	Customer  string
	TenantID  string
	Counted   programme.Text   // the route that counted
	Others    []programme.Text // the routes that reach it too and were already counted
	Locations []PartnerRef     // the account's locations that are associated
	Amount    int64            // a count, or minor units
}

// located reports whether the account's customers are associated with locations of it.
func (p CreditPage) located() bool {
	return slices.ContainsFunc(p.Rows, func(r CreditRow) bool { return len(r.Locations) > 0 })
}

// columns returns the number of columns before the amount.
func (p CreditPage) columns() string {
	if p.located() {
		return "4"
	}
	return "3"
}

// CreditChoices returns the competencies of a programme that have requirements in month m.
func CreditChoices(p *programme.Programme, m programme.Month) []CreditChoice {
	var choices []CreditChoice
	for k := range p.Competencies {
		c := &p.Competencies[k]
		v := c.VersionAt(m)
		if v == nil {
			continue
		}
		choice := CreditChoice{ID: c.ID, Name: c.Name}
		for _, r := range v.Requirements {
			choice.Requirements = append(choice.Requirements,
				CreditRequirement{Metric: p.MetricOf(r).Name, Products: ProductNames(p, r)})
		}
		choices = append(choices, choice)
	}
	return choices
}

// stat is the figure that is shown.
func (p CreditPage) stat() Stat {
	return Stat{Amount: p.Total, Money: p.Money, Before: p.Trend.before()}
}

// pageTotal returns the sum of the rows of this page.
func (p CreditPage) pageTotal() int64 {
	var total int64
	for _, r := range p.Rows {
		total += r.Amount
	}
	return total
}

// chosen returns the competency and the requirement that are shown; empty where there are none.
func (p CreditPage) chosen() (CreditChoice, CreditRequirement) {
	for _, c := range p.Choices {
		if c.ID == p.Competency && p.Requirement >= 0 && p.Requirement < len(c.Requirements) {
			return c, c.Requirements[p.Requirement]
		}
	}
	return CreditChoice{}, CreditRequirement{}
}

// hasFigure reports whether the month has the figure that is asked for.
func (p CreditPage) hasFigure() bool {
	c, _ := p.chosen()
	return c.ID != ""
}

func (p CreditPage) chosenName() string {
	c, r := p.chosen()
	return p.T("credit.figure", "Competency", p.L.Text(c.Name), "Metric", p.L.Text(r.Metric))
}

func (p CreditPage) chosenProducts() string {
	_, r := p.chosen()
	return p.productList(r)
}

// window names the months that the figure counts.
func (p CreditPage) window() string {
	if p.From == p.To {
		return p.T("credit.window_month", "Month", p.L.Month(p.To))
	}
	return p.T("credit.window", "From", p.L.Month(p.From), "To", p.L.Month(p.To))
}

// CreditOf returns the address of one figure: a competency's requirement, by its place from 0,
// in a month.
func CreditOf(m programme.Month, competency string, requirement int) string {
	return CreditPath + "?competency=" + url.QueryEscape(competency) + "&month=" + m.String() + "&requirement=" + strconv.Itoa(requirement)
}

// comparable reports whether the month and the one before it have facts, and so can be compared.
func (p CreditPage) comparable() bool {
	return slices.Contains(p.Months, p.Month) && slices.Contains(p.Months, p.Month-1)
}

// split is the address of the figure with its chart split; by "" is whole.
func (p CreditPage) split(by string) string {
	path := CreditOf(p.Month, p.Competency, p.Requirement)
	if by != "" {
		path += "&by=" + by
	}
	return path + "#months"
}
