package views

import (
	"time"

	"shimei/store/programme"
)

// AdoptPath returns the address that puts the programme kept by a token in force: a question, and its POST (from,
// instead).
func AdoptPath(token string) string { return SimulatePath + "/adopt/" + token }

// AdoptPage asks from which month a programme that was simulated applies, and puts it in force.
type AdoptPage struct {
	Frame
	InForce     ProgrammeRef
	Since       time.Time
	Chosen      ProgrammeRef
	Token       string // by which its file is kept
	Differences []programme.Difference
	First       programme.Month  // the first month with facts; 0 without any
	Closed      *programme.Month // the latest closed month; nil for none
	Months      []programme.Month
	From        programme.Month
	Errors      []FieldError // of field from
}

// same reports whether the file is that of the programme in force.
func (p AdoptPage) same() bool { return p.InForce.Hash == p.Chosen.Hash }

// Difference names a rule that two programmes say otherwise.
func (l *Locale) Difference(d programme.Difference) string {
	switch d.Of {
	case programme.DiffersCompetency:
		return l.Text(d.Name)
	case programme.DiffersRoute:
		return l.T("adopt.route", "Name", l.Text(d.Name))
	}
	return l.Term("differs", string(d.Of))
}

// from says from which month a rule differs. Without facts before it, any month is the first one.
func (p AdoptPage) from(d programme.Difference) string {
	if d.From <= p.First || d.From == 0 {
		return p.T("adopt.always")
	}
	return p.L.Month(d.From)
}

// fromField is the field for the month.
func (p AdoptPage) fromField() (x Field, list []choice) {
	for _, m := range p.Months {
		list = append(list, choice{m.String(), p.L.Month(m)})
	}
	return Field{Name: "from", Label: p.T("adopt.from"), Hint: p.T("adopt.from_hint"), Value: p.From.String(), Error: errorAt(p.Errors, "from")}, list
}
