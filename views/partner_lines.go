package views

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"shimei/store/programme"
)

// LinesPath is the address of the lines of a figure.
const LinesPath = "/partner/credit/lines"

// LinesPage explains one figure to the last line: the lines that sum to it, and the amounts
// that it leaves out, with the reason and the remedy (R12).
type LinesPage struct {
	Frame
	Account     PartnerRef
	Month       programme.Month
	Competency  string // id
	Name        programme.Text
	Requirement int // place, from 0, in the competency's requirements
	Metric      programme.Text
	Products    []programme.Text
	Money       bool            // amounts are minor units
	Total       int64           // the figure: what the lines of all pages sum to
	Trend       Trend           // of the figure
	From, To    programme.Month // the window that the figure is counted over
	Lines       []LineRow
	Misses      []MissRow
	Link        string // the address that a customer opens to nominate the partner
	List        List   // by customer
}

// located reports whether the account's customers are associated with locations of it.
func (p LinesPage) located() bool {
	return slices.ContainsFunc(p.Lines, func(l LineRow) bool { return len(l.Locations) > 0 })
}

// columns returns the number of columns before the amount.
func (p LinesPage) columns() string {
	n := 5
	if p.located() {
		n++
	}
	if p.sourced() {
		n++
	}
	return strconv.Itoa(n)
}

// sourced reports whether the lines are of facts that imports brought.
func (p LinesPage) sourced() bool {
	return slices.ContainsFunc(p.Lines, func(l LineRow) bool { return len(l.Sources) > 0 })
}

// FactSource is where a fact came from.
type FactSource struct {
	File string // its name without folders; "" where it came in before imports were recorded
	Line int64
	At   time.Time
}

// LineRow is one line of a figure.
type LineRow struct {
	Customer     string
	TenantID     string
	Subscription string         // id, or empty for a line of the customer
	Product      programme.Text // of a line of the customer's usage of a product; empty for others
	Month        programme.Month
	Counted      programme.Text   // the route that counted
	Others       []programme.Text // the routes that reach it too
	Locations    []PartnerRef
	Sources      []FactSource // none for a line of the customer
	Amount       int64
	Originals    []Original
}

// Original is an amount as it came, before it was converted.
type Original struct {
	Amount   string // a decimal
	Currency string
	Rate     string // that it was converted at; "" where it came in the programme's currency
}

// original writes how an amount came.
func (f Frame) original(o Original) string {
	if o.Rate == "" {
		return o.Amount + " " + o.Currency
	}
	return f.T("lines.original", "Amount", o.Amount, "Currency", o.Currency, "Rate", o.Rate)
}

// MissRow is one amount that a figure does not hold.
type MissRow struct {
	Customer     string
	TenantID     string
	Subscription string         // id, or empty where it is of the customer
	Product      programme.Text // as of a LineRow
	Month        programme.Month
	Route        programme.Text
	Reason       programme.Reason
	Amount       int64
	Originals    []Original
}

// LinesOf returns the address of the lines of one figure.
func LinesOf(m programme.Month, competency string, requirement int) string {
	return withQuery(LinesPath, FigureQuery(m, competency, requirement))
}

// FigureQuery is the query that names a figure: a competency's requirement, by its place from
// 0, in a month.
func FigureQuery(m programme.Month, competency string, requirement int) url.Values {
	return url.Values{"month": {m.String()}, "competency": {competency}, "requirement": {strconv.Itoa(requirement)}}
}

// stat is the figure that is explained.
func (p LinesPage) stat() Stat {
	return Stat{Amount: p.Total, Money: p.Money, Before: p.Trend.before()}
}

// pageTotal returns the sum of the lines of this page.
func (p LinesPage) pageTotal() int64 {
	var total int64
	for _, l := range p.Lines {
		total += l.Amount
	}
	return total
}

func (p LinesPage) title() string {
	return p.T("credit.figure", "Competency", p.L.Text(p.Name), "Metric", p.L.Text(p.Metric))
}

func (p LinesPage) products() string {
	return p.productList(CreditRequirement{Products: p.Products})
}

func (p LinesPage) window() string {
	return CreditPage{Frame: p.Frame, From: p.From, To: p.To}.window()
}

// asks reports whether a nomination would credit what was missed for the reason.
func asks(r programme.Reason) bool {
	return r == programme.RouteNotApplicable || r == programme.NotInEffect || r == programme.Superseded || r == programme.RouteNotOpenYet
}

// moved are the subscriptions that are another tenant's by now, each once.
func (p LinesPage) moved() (ids []string) {
	for _, m := range p.Misses {
		if m.Reason == programme.Moved && m.Subscription != "" && !slices.Contains(ids, m.Subscription) {
			ids = append(ids, m.Subscription)
		}
	}
	return ids
}

// movedText is what the partner can send to whoever holds the subscriptions now, whom it does not know.
func (p LinesPage) movedText(ids []string) string {
	return p.T("lines.moved_text", "Partner", p.Account.label(p.L), "IDs", strings.Join(ids, ", "), "Link", p.Link)
}

// ofChosen says that a figure has no lines, in words for the whole account, or none of the person's locations.
func (p LinesPage) ofChosen(figure string) string {
	if p.chosen() {
		return p.T("scope.nothing")
	}
	return figure
}
