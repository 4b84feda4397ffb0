package views

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"shimei/store/programme"
)

// LinesPath is the address of the lines of a figure. Each open names the tenant id of a customer whose lines are
// open, or a reason that is.
const LinesPath = "/partner/credit/lines"

// LinesPage explains one figure to the last line: the lines that sum to it, by customer, and the amounts
// that it leaves out, by reason, with the remedy (R12).
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
	Customers   []CustomerLines
	Misses      []ReasonMisses
	Link        string // the address that a customer opens to nominate the partner
	List        List   // by customer
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

// CustomerLines are the lines of one customer.
type CustomerLines struct {
	Customer FigureCustomer
	Open     bool
	Amount   int64
	Facts    []FactLines
}

// FigureCustomer names a customer beside a figure.
type FigureCustomer struct {
	Name     string
	TenantID string
	Known    bool // the account is associated with it now, so that it has a page
}

// Fact is what a line is of. Without a product it is the customer itself.
type Fact struct {
	Subscription string         // id; "" where usage was reported of the tenant and the product
	Product      programme.Text // its name
}

// FactLines are the lines of one fact, month by month.
type FactLines struct {
	Fact
	Amount int64
	Trend  Trend // over the window; nil where that is one month
	Lines  []LineRow
}

// LineRow is one line of a figure.
type LineRow struct {
	Month     programme.Month
	Counted   programme.Text   // the route that counted
	Others    []programme.Text // the routes that reach it too
	Locations []PartnerRef
	Sources   []FactSource // none for a line of the customer
	Amount    int64
	Originals []Original
}

// FactSource is where a fact came from.
type FactSource struct {
	File       string // its name without folders; "" where it came in before imports were recorded
	Line, Last int64  // the first line of it and the last
	At         time.Time
}

// Original is an amount as it came, before it was converted.
type Original struct {
	Amount   string // a decimal
	Currency string
	Rate     string // that it was converted at; "" where it came in the programme's currency
}

// ReasonMisses are the amounts that a figure does not hold, for one reason.
type ReasonMisses struct {
	Reason programme.Reason
	Open   bool
	Count  int
	Amount int64
	Facts  []FactMisses
}

// FactMisses are amounts of one fact, month by month.
type FactMisses struct {
	Customer FigureCustomer
	Fact
	Route  programme.Text
	Amount int64
	Months []MissedMonth
}

// MissedMonth is one amount that a figure does not hold.
type MissedMonth struct {
	Month     programme.Month
	Amount    int64
	Originals []Original
}

// original writes how an amount came.
func (f Frame) original(o Original) string {
	if o.Rate == "" {
		return o.Amount + " " + o.Currency
	}
	return f.T("lines.original", "Amount", o.Amount, "Currency", o.Currency, "Rate", o.Rate)
}

// stat is the figure that is explained.
func (p LinesPage) stat() Stat {
	return Stat{Amount: p.Total, Money: p.Money, Before: p.Trend.before()}
}

// pageTotal returns the sum of the lines of this page.
func (p LinesPage) pageTotal() int64 {
	var total int64
	for _, c := range p.Customers {
		total += c.Amount
	}
	return total
}

// partly reports whether this page has not all lines of the figure: there are others, or the person is for
// chosen locations.
func (p LinesPage) partly() bool {
	return p.List.paged() || p.pageTotal() != p.Total
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

// asked reports whether a customer can be asked for anything that was missed.
func (p LinesPage) asked() bool {
	return slices.ContainsFunc(p.Misses, func(m ReasonMisses) bool { return m.Reason.Nominable() })
}

// moved are the subscriptions that are another tenant's by now, each once.
func (p LinesPage) moved() (ids []string) {
	for _, m := range p.Misses {
		for _, x := range m.Facts {
			if m.Reason == programme.Moved && x.Subscription != "" && !slices.Contains(ids, x.Subscription) {
				ids = append(ids, x.Subscription)
			}
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
