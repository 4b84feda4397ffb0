package web

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"
	"golang.org/x/text/width"

	"shimei/store/programme"
	"shimei/views"
)

// whatIfPage shows an account's levels today, and with what the address adds by hand. It is
// a GET that stores nothing, so that a result can be kept and passed on as a link.
func whatIfPage(r *request) (templ.Component, error) {
	s, err := r.shown()
	if err != nil {
		return nil, err
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.WhatIfPage{Frame: f, Account: partnerRef(s.account), Month: s.month, Months: s.months}
	if len(s.months) > 0 {
		page.Fields = views.WhatIfFields(s.p, s.month, r.QueryParam)
		var added map[int]int64
		added, page.Errors = r.added(s.p, s.month)
		r.whatIf(s, added, &page)
	}
	if len(page.Errors) > 0 {
		r.code = http.StatusUnprocessableEntity
	}
	return page.Page(), nil
}

// whatIf puts the competencies on a page whose input is sound.
func (r *request) whatIf(s shown, added map[int]int64, page *views.WhatIfPage) {
	if len(page.Errors) > 0 {
		return
	}
	for k, card := range s.cards() {
		one := s.all[k]
		then, err := programme.WhatIf(one.Version, one.Figures, added)
		if err != nil {
			page.Competencies, page.Errors = nil, []views.FieldError{{Message: r.l.T("what_if_error.beyond")}}
			return
		}
		if c, asked := views.NewWhatIfCompetency(s.p, one.Competency, s.month, card, then); asked {
			page.Competencies = append(page.Competencies, c)
		}
	}
}

// added reads what the query adds to each measure of a month. An empty field adds nothing.
func (r *request) added(p *programme.Programme, m programme.Month) (added map[int]int64, wrong []views.FieldError) {
	added = map[int]int64{}
	for _, measure := range p.MeasuresAt(m) {
		name := views.WhatIfName(p, measure)
		typed := r.QueryParam(name)
		// A Japanese keyboard may write digits as wide as the characters around them.
		text := strings.TrimSpace(width.Fold.String(typed))
		if text == "" {
			continue
		}
		money := p.Metrics[p.Measures[measure].Metric].Money()
		n, err := programme.ParseDecimal(text, map[bool]int{true: p.Digits}[money])
		switch {
		case err != nil && money:
			wrong = append(wrong, views.FieldError{Field: name, Message: r.l.T("what_if_error.money", "Text", typed)})
		case err != nil:
			wrong = append(wrong, views.FieldError{Field: name, Message: r.l.T("what_if_error.whole", "Text", typed)})
		}
		added[measure] = n
	}
	return added, wrong
}
