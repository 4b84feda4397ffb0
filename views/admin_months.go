package views

import (
	"time"

	"shimei/store/programme"
)

// MonthsPath is the address below which months are declared complete, and reopened.
const MonthsPath = "/admin/months"

// MonthsPart is the list of months on the page of imports: how much of each is in, and whether it is
// whole (R10).
type MonthsPart struct {
	Rows []WholeMonth // latest first
}

// latestMonths is how many months stand in the open; the earlier ones are looked at now and then.
const latestMonths = 4

func (x MonthsPart) latest() []WholeMonth { return x.Rows[:min(latestMonths, len(x.Rows))] }

func (x MonthsPart) earlier() []WholeMonth { return x.Rows[len(x.latest()):] }

// WholeMonth is one month of the list.
type WholeMonth struct {
	Month       programme.Month
	Reported    int64
	Of          int64 // that reported in the month before it that counts; 0 for none
	Default     bool  // figures are of it
	Closed      bool
	CompleteAt  *time.Time // nil while it is not declared complete
	CompletedBy string
	ReopenedAt  *time.Time // nil for never
	ReopenedBy  string
	Moves       bool // to declare it complete, or to take that back, makes another month the default
}

// state is the last part of a message key.
func (m WholeMonth) state() string {
	switch {
	case m.Closed:
		return "closed"
	case m.CompleteAt != nil:
		return "complete"
	}
	return "open"
}

// reported says how many usage reports are in, and where they are fewer than before, of how many.
func (p ImportsPage) reported(m WholeMonth) string {
	if m.Reported >= m.Of {
		return p.L.Number(m.Reported)
	}
	return p.T("months.reported_of", "Reported", m.Reported, "Of", m.Of)
}

// toggle is where the declaration is made or taken back, and toggleAct the words of its button.
func (m WholeMonth) toggle() string {
	if m.CompleteAt == nil {
		return CompleteMonthPath(m.Month)
	}
	return ReopenMonthPath(m.Month)
}

func (m WholeMonth) toggleAct(f Frame) string {
	if m.CompleteAt == nil {
		return f.T("months.complete", "Month", f.L.Month(m.Month))
	}
	return f.T("months.reopen", "Month", f.L.Month(m.Month))
}

// CompleteMonthPath returns the address that declares a month complete: a question, and its POST.
func CompleteMonthPath(m programme.Month) string { return MonthsPath + "/" + m.String() + "/complete" }

// ReopenMonthPath returns the address that takes that back: a question, and its POST.
func ReopenMonthPath(m programme.Month) string { return MonthsPath + "/" + m.String() + "/reopen" }

// MonthPage asks before a month is declared complete, or before that is taken back.
type MonthPage struct {
	Frame
	Month  WholeMonth
	Reopen bool             // the question is whether to take it back
	Before *programme.Month // the default month now; nil for none
	After  *programme.Month // the default month then
}

// done reports whether there is nothing to be done any more.
func (p MonthPage) done() bool { return p.Reopen == (p.Month.CompleteAt == nil) }

func (p MonthPage) title() string {
	if p.Reopen {
		return p.T("months.reopen", "Month", p.L.Month(p.Month.Month))
	}
	return p.T("months.complete", "Month", p.L.Month(p.Month.Month))
}

func (p MonthPage) interruption() Interruption {
	return Interruption{Action: p.Month.toggle(), Act: p.title(), Cancel: ImportsPath, Leave: p.T("months.cancel")}
}

// means says what the act does to the month that figures are of.
func (p MonthPage) means() string {
	switch {
	case p.Before == nil || p.After == nil || *p.Before == *p.After:
		return p.T("months.stays")
	case *p.After > *p.Before:
		return p.T("months.on", "Before", p.L.Month(*p.Before), "After", p.L.Month(*p.After))
	}
	return p.T("months.back", "Before", p.L.Month(*p.Before), "After", p.L.Month(*p.After))
}
