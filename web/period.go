package web

import (
	"time"

	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

// period reads the first and the last day that a list is narrowed to, each of which may be
// empty. It returns the fault of one that is no day, and empties it: a field of dates takes
// nothing else.
func (r *request) period(p *programme.Programme, from, to *string) (days directory.Period, wrong *views.FieldError) {
	if days.From, wrong = r.dayFrom(p, "from", from, 0); wrong != nil {
		return days, wrong
	}
	if days.To, wrong = r.dayFrom(p, "to", to, 1); wrong != nil {
		return days, wrong
	}
	if days.From != nil && days.To != nil && *days.To <= *days.From {
		last := days.To.In(p.Zone).AddDate(0, 0, -1)
		return days, &views.FieldError{Field: "to", Message: r.l.T("filter.backwards", "From", r.l.Date(days.From.In(p.Zone)), "To", r.l.Date(last))}
	}
	return days, nil
}

// dayFrom returns when a day begins, or the day some days later. Without a day it is nil.
func (r *request) dayFrom(p *programme.Programme, field string, text *string, later int) (*programme.Instant, *views.FieldError) {
	if *text == "" {
		return nil, nil
	}
	day, err := time.ParseInLocation(time.DateOnly, *text, p.Zone)
	if err != nil {
		wrong := &views.FieldError{Field: field, Message: r.l.T("input.date", "Text", *text)}
		*text = ""
		return nil, wrong
	}
	begins := programme.InstantOf(day.AddDate(0, 0, later))
	return &begins, nil
}
