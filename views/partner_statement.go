package views

import (
	"net/url"
	"time"

	"shimei/store/programme"
)

// StatementPath is the address of a partner's statement of a month.
const StatementPath = "/partner/statement"

// StatementPage is the credit of a partner in one month, to the last line: as it was closed,
// or as it stands while the month is open.
type StatementPage struct {
	Frame
	Account     PartnerRef
	Month       programme.Month
	Months      []programme.Month // to choose from, latest first; none before the first facts
	Facts       bool              // the month has usage facts
	ClosedAt    *time.Time        // nil while the month is open
	Corrections bool              // it is the open statement that takes the corrections of closed ones
	Hash        string            // of the closed statement
	Rules       programme.Text    // the programme that it is counted by
	RulesHash   string
	Totals      []StatementTotal
	Lines       []StatementLine
	List        List // of the lines
}

// StatementTotal is the sum of the lines of one measure.
type StatementTotal struct {
	Metric       programme.Text
	Products     []programme.Text
	Competencies []programme.Text // that ask for it in the month
	Corrects     *programme.Month // the month whose statement it corrects, nil for none
	Money        bool             // the amount is minor units
	Amount       int64
}

// StatementLine is one line.
type StatementLine struct {
	Customer     string
	TenantID     string
	Subscription string         // id, or empty for a line of the customer
	Product      programme.Text // as of a LineRow
	Metric       programme.Text
	Products     []programme.Text
	Month        programme.Month // that the fact is of
	Route        programme.Text
	Corrects     *programme.Month // the month whose statement it corrects, nil for none
	Money        bool
	Amount       int64
}

// StatementOf returns the address of the statement of a month.
func StatementOf(m programme.Month) string { return withQuery(StatementPath, StatementQuery(m)) }

// StatementQuery is the query that names the statement of a month.
func StatementQuery(m programme.Month) url.Values { return url.Values{"month": {m.String()}} }

func (p StatementPage) title() string { return p.T("statement.title", "Month", p.L.Month(p.Month)) }

// state is the last part of a message key.
func (p StatementPage) state() string {
	switch {
	case p.ClosedAt != nil:
		return "closed"
	case !p.Facts:
		return "waiting"
	}
	return "open"
}

// meaning says what the state means for the figures.
func (p StatementPage) meaning() string {
	switch p.state() {
	case "closed":
		return p.T("statement.closed", "Time", p.dateTime(*p.ClosedAt))
	case "waiting":
		return p.T("statement.waiting", "Month", p.L.Month(p.Month))
	}
	return p.T("statement.open")
}

// corrected names the statement that an amount corrects, or is empty.
func (p StatementPage) corrected(m *programme.Month) string {
	if m == nil {
		return ""
	}
	return p.T("statement.corrects", "Month", p.L.Month(*m))
}

func (p StatementPage) list(names []programme.Text) string {
	return p.productList(CreditRequirement{Products: names})
}
