package web

import (
	"net/url"
	"slices"
	"strings"

	"shimei/store"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.WhatIfPath, audience: views.Partner, section: "what_if", place: 50, get: whatIfPage})
}

// whatIfPage shows an account's levels today, and with the amounts and the customers that the address adds. It is
// a GET that stores nothing, so that a result can be kept and passed on as a link.
func whatIfPage(r *request) (views.Page, error) {
	s, err := r.shown()
	if err != nil {
		return nil, err
	}
	page := &views.WhatIfPage{Account: partnerRef(s.account), Month: s.month, Months: s.months}
	if len(s.months) == 0 {
		return page, nil
	}
	page.Fields = views.WhatIfFields(s.p, s.month, r.QueryParam)
	added, wrong := r.added(s.p, s.month)
	brought, err := r.fillNominated(page, s)
	if err != nil {
		return nil, err
	}
	if least := r.QueryParam("least"); least != "" {
		return r.whatIfLeast(s, brought, least)
	}
	if len(wrong) == 0 && !sum(added, brought) {
		wrong = []views.FieldError{{Message: r.l.T("what_if_error.beyond")}}
	}
	if len(wrong) == 0 {
		page.Competencies, wrong = r.whatIf(s, added)
	}
	if len(wrong) > 0 {
		page.Errors = wrong
		page.Competencies, _ = r.whatIf(s, nil) // nothing is added, which cannot fail
		return Invalid(page), nil
	}
	return page, nil
}

// sum adds to amounts others, and reports whether all of them can be held.
func sum(added, others map[int]int64) bool {
	for measure, n := range others {
		var err error
		if added[measure], err = programme.Add(added[measure], n); err != nil {
			return false
		}
	}
	return true
}

// whatIf returns the competencies with the amounts added to their measures, or why the amounts
// cannot be added.
func (r *request) whatIf(s shown, added map[int]int64) (list []views.WhatIfCompetency, wrong []views.FieldError) {
	for k, card := range s.cards() {
		progress := s.all[k]
		then, err := programme.WhatIf(progress.Version, progress.Figures, added)
		if err != nil {
			return nil, []views.FieldError{{Message: r.l.T("what_if_error.beyond")}}
		}
		if c, asked := views.NewWhatIfCompetency(s.p, progress.Competency, s.month, card, then); asked {
			list = append(list, c)
		}
	}
	return list, nil
}

// added reads the amount that the query adds to each measure of a month. An empty field adds
// nothing.
func (r *request) added(p *programme.Programme, m programme.Month) (added map[int]int64, wrong []views.FieldError) {
	added = map[int]int64{}
	for _, asked := range p.MeasuredAt(m) {
		name, money := views.WhatIfName(p, asked.Measure), p.MetricOf(asked).Money()
		typed := r.QueryParam(name)
		text := r.l.PlainNumber(typed, map[bool]string{true: p.Currency}[money])
		if text == "" {
			continue
		}
		n, err := programme.ParseDecimal(text, map[bool]int{true: p.Digits}[money])
		switch {
		case err != nil && money:
			wrong = append(wrong, views.FieldError{Field: name, Message: r.l.T("what_if_error.money", "Text", typed)})
		case err != nil:
			wrong = append(wrong, views.FieldError{Field: name, Message: r.l.T("what_if_error.whole", "Text", typed)})
		}
		added[asked.Measure] = n
	}
	return added, wrong
}

// whatIfLeast leads on to the same page with the least filled in that reaches a level of a competency, beside what
// the ticked customers bring.
func (r *request) whatIfLeast(s shown, brought map[int]int64, asked string) (views.Page, error) {
	id, levelID, _ := strings.Cut(asked, "~")
	competency, known := s.p.Competency(id)
	level := slices.Index(s.p.Levels, levelID)
	if !known || level < 0 || s.all[competency].Version == nil {
		return nil, store.ErrNotFound
	}
	version := s.all[competency].Version
	figures, err := programme.WhatIf(version, s.all[competency].Figures, brought)
	if err != nil {
		return nil, err
	}
	least, err := programme.Least(version, figures, level)
	if err != nil {
		return nil, err
	}
	return SeeOther(views.WhatIfWith(r.filled(s.p, version, least), id)), nil
}

// filled is the query with amounts in the fields of a version, as they are printed.
func (r *request) filled(p *programme.Programme, v *programme.Version, amounts map[int]int64) url.Values {
	q := url.Values{}
	for name, typed := range r.QueryParams() {
		if name != "least" {
			q[name] = typed
		}
	}
	for _, requirement := range v.Requirements {
		name, n := views.WhatIfName(p, requirement.Measure), amounts[requirement.Measure]
		switch {
		case n == 0:
			q.Del(name)
		case p.MetricOf(requirement).Money():
			q.Set(name, r.l.Money(n, p.Currency, p.Digits))
		default:
			q.Set(name, r.l.Number(n))
		}
	}
	return q
}
