package views

import (
	"time"
)

// EndPage asks before an association ends. A refused POST shows it again.
type EndPage struct {
	Frame
	AssociationRow AssociationRow
	Reason, Note   string // typed
	Errors         []FieldError
}

// CorrectPage takes another beginning or end in the past, which another admin approves. A refused POST shows it
// again.
type CorrectPage struct {
	Frame
	AssociationRow AssociationRow
	From, To, Note string // typed
	Errors         []FieldError
}

// hint says what stands, and that an empty field keeps it.
func (p CorrectPage) hint(field string, at *time.Time) string {
	if at == nil {
		return p.T("correct.to_none")
	}
	if field == "from" {
		return p.T("correct.from_hint", "Date", p.date(*at))
	}
	return p.T("correct.to_hint", "Date", p.date(*at))
}
