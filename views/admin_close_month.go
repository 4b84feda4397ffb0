package views

import "shimei/store/programme"

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

func (p CloseMonthPage) label() string { return p.T("statements.close", "Month", p.L.Month(p.Month)) }

func (p CloseMonthPage) interruption() Interruption {
	return Interruption{Action: CloseMonthPath(p.Month), Act: p.label(), Cancel: StatementsPath, Leave: p.T("close.cancel")}
}
