package views

import (
	"time"

	"shimei/store/programme"
)

// StatementsPath is the address of the months with their statements.
const StatementsPath = "/admin/statements"

// StatementsPage lists the months, with who closed them, and leads to closing the next one.
type StatementsPage struct {
	Frame
	Rows    []StatementMonth // latest first
	Columns Columns
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

func (m StatementMonth) state() string {
	return StatementPage{Facts: m.Facts, ClosedAt: m.ClosedAt}.state()
}

func (p StatementsPage) closeLabel(m StatementMonth) string {
	return p.T("statements.close", "Month", p.L.Month(m.Month))
}

// next is the month that can be closed, nil for none. Months are closed one after the other, so that it is the only one.
func (p StatementsPage) next() *StatementMonth {
	for k := range p.Rows {
		if p.Rows[k].CanClose {
			return &p.Rows[k]
		}
	}
	return nil
}
