package views

import (
	"time"

	"shimei/store/programme"
)

// StatementsPage lists the months, with who closed them, and leads to closing the next one.
type StatementsPage struct {
	Frame
	Rows []StatementMonth // latest first
}

// StatementMonth is one month of the list.
type StatementMonth struct {
	Month     programme.Month
	Facts     bool
	ClosedAt  *time.Time // nil while it is open
	ClosedBy  string
	Rules     programme.Text // the programme that it was closed under, or is counted by
	RulesHash string
	Hash      string
	CanClose  bool
}

// CloseMonthPage asks before a month is closed, and says what that means.
type CloseMonthPage struct {
	Frame
	Month   programme.Month
	Rules   programme.Text
	Running bool // the month is not over yet
	Again   bool // another month was closed before, whose corrections this one takes
}

// CloseMonthPath returns the address of the page, and of the POST, that closes a month.
func CloseMonthPath(m programme.Month) string { return StatementsPath + "/" + m.String() + "/close" }

func (m StatementMonth) state() string {
	return StatementPage{Facts: m.Facts, ClosedAt: m.ClosedAt}.state()
}

func (p StatementsPage) closeLabel(m StatementMonth) string {
	return p.T("statements.close", "Month", p.L.Month(m.Month))
}

func (p CloseMonthPage) label() string { return p.T("statements.close", "Month", p.L.Month(p.Month)) }

func (p CloseMonthPage) interruption() Interruption {
	return Interruption{Action: CloseMonthPath(p.Month), Act: p.label(), Cancel: StatementsPath, Leave: p.T("close.cancel")}
}
