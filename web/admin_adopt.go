package web

import (
	"errors"
	"slices"
	"strings"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

func init() {
	add(entry{path: views.AdoptPath(":token"), audience: views.Admin, duty: directory.ToRun, form: true, confirm: true, section: "simulate", get: adoptPage, post: adopt})
}

// adoptPage asks from which month the programme that was simulated last applies.
func adoptPage(r *request) (views.Page, error) {
	kept, p, refused, err := r.programmeToAdopt()
	if err != nil || refused != nil {
		return refused, err
	}
	return r.adoptForm(kept, p)
}

// programmeToAdopt returns the programme that was simulated and is kept, or what to answer where there is none.
func (r *request) programmeToAdopt() (kept *upload, p *programme.Programme, refused views.Page, err error) {
	kept, _ = r.tried.of(r.who.Key, r.Param("token"))
	wrong := []views.FieldError{{Field: "file", Message: r.l.T("simulate.gone")}}
	if kept != nil {
		p, wrong, err = r.keptProgramme(kept.files[0])
	}
	if err == nil && len(wrong) > 0 {
		refused, err = r.simulateRefused(nil, wrong)
	}
	return kept, p, refused, err
}

// adoptForm is the question.
func (r *request) adoptForm(kept *upload, p *programme.Programme) (*views.AdoptPage, error) {
	page := &views.AdoptPage{Chosen: programmeRef(p), Token: kept.token}
	inForce, err := r.Store.InForce(r.ctx())
	if err != nil {
		return page, err
	}
	months, err := r.Store.Months(r.ctx())
	if err != nil {
		return page, err
	}
	page.InForce, page.Since = programmeRef(inForce.Programme), inForce.Since
	page.Differences = programme.Differences(inForce.Programme, p)
	offerMonths(page, months, inForce.Programme.MonthAt(r.now()))
	return page, nil
}

// offerMonths offers the months with usage, those of the differences and the present one; the first month from which
// a figure follows another rule stands chosen.
func offerMonths(page *views.AdoptPage, withUsage []report.MonthState, present programme.Month) {
	months := []programme.Month{present}
	for k, m := range withUsage {
		months = append(months, m.Month)
		if k == 0 {
			page.First = m.Month
		}
		if m.Closed {
			page.Closed = &m.Month
		}
	}
	for _, d := range page.Differences {
		if from := max(d.From, page.First); from > 0 {
			months = append(months, from)
		}
	}
	slices.Sort(months)
	page.Months = slices.Compact(months)
	page.From = page.Months[0]
	if len(page.Differences) > 0 {
		page.From = max(page.From, page.Differences[0].From)
	}
}

// adopt puts the programme in force.
func adopt(r *request) (views.Page, error) {
	kept, p, refused, err := r.programmeToAdopt()
	if err != nil || refused != nil {
		return refused, err
	}
	from, err := r.monthOf(r.FormValue("from"))
	if err != nil {
		return nil, err
	}
	if from == nil {
		return r.adoptRefused(kept, p, nil, r.l.T("adopt.month"))
	}
	err = r.Store.Adopt(r.ctx(), r.who.Email, store.Adopting{Programme: p, From: from, Instead: r.FormValue("instead")})
	if err != nil {
		return r.notAdopted(kept, p, from, err)
	}
	r.flash(r.l.T("flash.adopted", "Name", r.l.Text(p.Name), "Month", r.l.Month(*from)))
	return SeeOther(views.ProgrammePath), nil
}

// notAdopted says why a programme was not put in force.
func (r *request) notAdopted(kept *upload, p *programme.Programme, from *programme.Month, err error) (views.Page, error) {
	if refusal := store.Refusal(err); refusal != nil {
		page, err := r.adoptForm(kept, p)
		page.Errors = []views.FieldError{{Message: r.l.Refusal(refusal)}}
		return Conflict(page), err
	}
	if earlier, is := errors.AsType[store.EarlierError](err); is {
		return r.adoptRefused(kept, p, from, r.earlier(earlier))
	}
	wrong, err := r.unfit(err)
	if err != nil {
		return nil, err
	}
	return r.simulateRefused(nil, wrong)
}

// adoptRefused shows the question again, with what is wrong with the month, which stays chosen.
func (r *request) adoptRefused(kept *upload, p *programme.Programme, from *programme.Month, message string) (views.Page, error) {
	page, err := r.adoptForm(kept, p)
	page.Errors = []views.FieldError{{Field: "from", Message: message}}
	if from != nil {
		page.From = *from
	}
	return Invalid(page), err
}

// earlier says which rules would change figures of earlier months.
func (r *request) earlier(e store.EarlierError) string {
	var rules []string
	for _, d := range e.Differences {
		rules = append(rules, r.l.T("adopt.earlier_rule", "Rule", r.l.Difference(d), "Month", r.l.Month(d.From)))
	}
	return r.l.T("adopt.earlier", "Rules", strings.Join(rules, r.l.T("list.separator")),
		"Month", r.l.Month(e.Differences[0].From), "From", e.From.String())
}
