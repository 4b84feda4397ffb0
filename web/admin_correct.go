package web

import (
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

func init() {
	add(entry{path: views.AssignmentsPath + "/:key/end", audience: views.Admin, duty: directory.ToDecide, form: true, section: "assignments", get: endPage, post: endAssociation})
	add(entry{path: views.AssignmentsPath + "/:key/correct", audience: views.Admin, duty: directory.ToDecide, form: true, section: "assignments", get: correctPage, post: correct})
}

// changeable is an association that an admin means to change; one of sales is refused.
func (r *request) changeable() (row views.AssociationRow, p *programme.Programme, err error) {
	key, err := r.key("key")
	if err != nil {
		return row, nil, err
	}
	d, err := r.Store.Association(r.ctx(), key)
	if err != nil {
		return row, nil, err
	}
	if p, err = r.programme(); err != nil {
		return row, nil, err
	}
	if p.Routes[d.Route].ID == programme.Seller {
		return row, nil, &programme.Refusal{Code: programme.RefusedSales, Name: d.Partner.Name}
	}
	if d.Replaced != nil {
		return row, nil, &programme.Refusal{Code: programme.RefusedReplaced, Name: d.Partner.Name}
	}
	return associationRow(p, d.Association, r.now()), p, nil
}

// note reads what an admin says of an act.
func (r *request) note() (string, error) {
	note := strings.TrimSpace(r.FormValue("note"))
	if utf8.RuneCountInString(note) > views.NoteMost {
		return "", echo.NewHTTPError(http.StatusRequestEntityTooLarge)
	}
	return note, nil
}

// endPage asks before an association ends.
func endPage(r *request) (views.Page, error) {
	row, _, err := r.changeable()
	if err != nil {
		return nil, err
	}
	if row.State == views.StateEnded {
		return nil, &programme.Refusal{Code: programme.RefusedState, Name: row.Partner.Name}
	}
	return &views.EndPage{AssociationRow: row}, nil
}

// endAssociation ends it.
func endAssociation(r *request) (views.Page, error) {
	row, _, err := r.changeable()
	if err != nil {
		return nil, err
	}
	note, err := r.note()
	if err != nil {
		return nil, err
	}
	said := chosenReason(programme.ActEnd, requests.Said{Reason: r.FormValue("reason"), Note: note})
	err = r.Store.End(r.ctx(), r.who, row.Key, said)
	if refusal := store.Refusal(err); refusal != nil && refusal.Code == programme.RefusedReason {
		return Invalid(&views.EndPage{AssociationRow: row, Reason: said.Reason, Note: note,
			Errors: []views.FieldError{{Field: "note", Message: r.l.Refusal(refusal)}}}), nil
	}
	if err != nil {
		return nil, err
	}
	r.flash(r.l.T("end.done", "Partner", row.Partner.Name))
	return SeeOther(views.AssignmentPath(row.Key)), nil
}

// correctPage takes another beginning or end in the past.
func correctPage(r *request) (views.Page, error) {
	row, _, err := r.changeable()
	if err != nil {
		return nil, err
	}
	return &views.CorrectPage{AssociationRow: row}, nil
}

// correct asks another admin for it.
func correct(r *request) (views.Page, error) {
	row, p, err := r.changeable()
	if err != nil {
		return nil, err
	}
	page := &views.CorrectPage{AssociationRow: row, From: strings.TrimSpace(r.FormValue("from")), To: strings.TrimSpace(r.FormValue("to"))}
	if page.Note, err = r.note(); err != nil {
		return nil, err
	}
	ask := requests.Ask{Way: programme.WayCorrection, Association: row.Key, Note: page.Note}
	ask.From = r.dayAt(&page.Errors, "from", &page.From)
	ask.To = r.dayAt(&page.Errors, "to", &page.To)
	if page.Note == "" {
		page.Errors = append(page.Errors, views.FieldError{Field: "note", Message: r.l.Refusal(&programme.Refusal{Code: programme.RefusedReason})})
	}
	if len(page.Errors) > 0 {
		return Invalid(page), nil
	}
	q, err := r.Store.Ask(r.ctx(), r.who, ask)
	if refusal := store.Refusal(err); refusal != nil && !refusal.Role() {
		page.Errors = []views.FieldError{{Field: correctionField(page, refusal.Code), Message: r.correctionRefused(refusal)}}
		return Invalid(page), nil
	}
	if err != nil {
		return nil, err
	}
	r.flash(r.l.T("correct.done"))
	return SeeOther(views.AssignmentPath(requestView(p, q, r.now()).Association)), nil
}

// correctionField is the field that a refusal is about: the beginning, unless only an end was given; "" for the
// whole form.
func correctionField(page *views.CorrectPage, code string) string {
	switch code {
	case programme.RefusedDays, programme.RefusedNotPast, programme.RefusedOverlap, programme.RefusedNothingChosen:
		if page.From == "" && page.To != "" {
			return "to"
		}
		return "from"
	}
	return ""
}

// correctionRefused says why a correction is not asked for.
func (r *request) correctionRefused(refusal *programme.Refusal) string {
	if refusal.Code == programme.RefusedNothingChosen {
		return r.l.T("correct.nothing")
	}
	return r.l.Refusal(refusal)
}

// dayAt reads a day of a form that may be empty. What is none is an error at its field, which then is empty: a
// field of dates takes nothing else.
func (r *request) dayAt(wrong *[]views.FieldError, field string, text *string) *programme.Day {
	if *text == "" {
		return nil
	}
	day, err := time.Parse(time.DateOnly, *text)
	if err != nil {
		*wrong = append(*wrong, views.FieldError{Field: field, Message: r.l.T("input.date", "Text", *text)})
		*text = ""
		return nil
	}
	d := programme.DayOf(day.Year(), day.Month(), day.Day())
	return &d
}
