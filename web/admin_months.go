package web

import (
	"context"
	"slices"

	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

func init() {
	add(entry{path: views.MonthsPath + "/:month/complete", audience: views.Admin, duty: directory.ToRun, form: true, section: "imports", get: completeMonthPage, post: completeMonth})
	add(entry{path: views.MonthsPath + "/:month/reopen", audience: views.Admin, duty: directory.ToRun, form: true, confirm: true, section: "imports", get: reopenMonthPage, post: reopenMonth})
}

// wholeMonths returns the months with usage or a declaration, latest first.
func (r *request) wholeMonths() ([]views.WholeMonth, error) {
	months, err := r.Store.Months(r.ctx())
	if err != nil {
		return nil, err
	}
	p, err := r.programme()
	rows := make([]views.WholeMonth, 0, len(months))
	for k := len(months) - 1; k >= 0; k-- {
		rows = append(rows, wholeMonth(p, months, k))
	}
	return rows, err
}

// wholeMonth is the month at a place, with what would become of the default month by its button.
func wholeMonth(p *programme.Programme, months []report.MonthState, place int) views.WholeMonth {
	m := months[place]
	before, after := wholeWith(months, -1), wholeWith(months, place)
	var counted int64
	if k := slices.IndexFunc(before.Reported, func(x programme.MonthReported) bool { return x.Month == m.Month }); k >= 0 {
		counted = before.Reported[k].Of
	}
	return views.WholeMonth{Month: m.Month, Reported: m.Reported, Of: counted, Closed: m.Closed,
		Default: before.Any && before.Default == m.Month, CompleteAt: timeOf(m.CompleteAt, p.Zone), CompletedBy: m.CompletedBy,
		ReopenedAt: timeOf(m.ReopenedAt, p.Zone), ReopenedBy: m.ReopenedBy, Moves: before.Default != after.Default}
}

// wholeWith applies the rule with the declaration of the month at a place turned round; -1 for none.
func wholeWith(months []report.MonthState, place int) programme.WholeMonths {
	list := make([]programme.ReportedMonth, 0, len(months))
	for _, m := range months {
		list = append(list, m.ReportedMonth)
	}
	if place >= 0 {
		list[place].Complete = !list[place].Complete
	}
	return programme.WholeMonthsOf(list)
}

// completeMonthPage asks before a month is declared complete.
func completeMonthPage(r *request) (views.Page, error) {
	return r.monthPage(false, programme.RefusedNoUsage)
}

// reopenMonthPage asks before that is taken back.
func reopenMonthPage(r *request) (views.Page, error) {
	return r.monthPage(true, programme.RefusedStays)
}

// monthPage is the question about a month. One that takes no such act is refused.
func (r *request) monthPage(reopen bool, refusal string) (views.Page, error) {
	m, err := r.monthOfPath()
	if err != nil {
		return nil, err
	}
	months, err := r.Store.Months(r.ctx())
	if err != nil {
		return nil, err
	}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	for k := range months {
		if months[k].Month != m || months[k].Closed && reopen {
			continue
		}
		page := &views.MonthPage{Month: wholeMonth(p, months, k), Reopen: reopen}
		before, after := wholeWith(months, -1), wholeWith(months, k)
		if before.Any && after.Any {
			page.Before, page.After = &before.Default, &after.Default
		}
		return page, nil
	}
	return nil, &programme.Refusal{Code: refusal, Name: m.String()}
}

// completeMonth declares a month complete.
func completeMonth(r *request) (views.Page, error) {
	return r.declare(r.Store.CompleteMonth, func(month string) string { return r.l.T("flash.month_complete", "Month", month) })
}

// reopenMonth takes that back.
func reopenMonth(r *request) (views.Page, error) {
	return r.declare(r.Store.ReopenMonth, func(month string) string { return r.l.T("flash.month_reopened", "Month", month) })
}

func (r *request) declare(act func(context.Context, string, programme.Month) error, said func(month string) string) (views.Page, error) {
	m, err := r.monthOfPath()
	if err != nil {
		return nil, err
	}
	if err := act(r.ctx(), r.who.Email, m); err != nil {
		return nil, err
	}
	r.flash(said(r.l.Month(m)))
	return SeeOther(views.ImportsPath), nil
}
