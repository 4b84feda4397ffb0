package web

import (
	"strings"

	"golang.org/x/text/width"

	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.WhatIfPath, audience: views.Partner, section: "what_if", place: 50, get: whatIfPage})
}

// whatIfPage shows an account's levels today, and with the amounts that the address adds. It is
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
	if len(wrong) == 0 {
		page.Competencies, wrong = r.whatIf(s, added)
	}
	if len(wrong) > 0 {
		page.Errors = wrong
		return Invalid(page), nil
	}
	return page, nil
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
		name := views.WhatIfName(p, asked.Measure)
		typed := r.QueryParam(name)
		// A Japanese keyboard may write digits as wide as the characters around them.
		text := strings.TrimSpace(width.Fold.String(typed))
		if text == "" {
			continue
		}
		money := p.MetricOf(asked).Money()
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
