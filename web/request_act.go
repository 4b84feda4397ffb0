package web

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"shimei/store"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

func init() {
	for _, a := range []struct {
		audience views.Audience
		section  string
	}{{views.Customer, "access"}, {views.Partner, "requests"}} {
		add(entry{path: views.RequestPath(a.audience, ":reference"), audience: a.audience, section: a.section, get: requestPage})
		add(entry{path: views.RequestActPath(a.audience, ":reference", ":act"), audience: a.audience, section: a.section, get: requestActPage, post: requestAct,
			evidence: a.audience == views.Partner})
	}
}

// requestPage shows a request with what the person may do.
func requestPage(r *request) (views.Page, error) {
	d, p, err := r.shownRequest()
	if err != nil {
		return nil, err
	}
	return &views.RequestPage{Request: r.detailView(p, d)}, nil
}

// requestActPage asks before the person acts.
func requestActPage(r *request) (views.Page, error) { return r.requestActForm(requests.Said{}, nil) }

// requestActForm is the question, with what was typed and what was wrong with the last try. Where the act
// is none of now, the request is shown as it is now.
func (r *request) requestActForm(said requests.Said, refusal *programme.Refusal) (views.Page, error) {
	d, p, err := r.shownRequest()
	if err != nil {
		return nil, err
	}
	act := programme.Act(r.Param("act"))
	if !knownAct(act) {
		return nil, store.ErrNotFound
	}
	view := r.detailView(p, d)
	if !slices.Contains(d.Acts, act) {
		return r.notNow(p, d, act)
	}
	page := &views.RequestActPage{Request: view, Act: act, NeedsNote: requests.NeedsNote(r.actor().Side, act), Reason: said.Reason, Note: said.Note}
	page.TakesFiles = requests.TakesFiles(d.Life.Way, act)
	if requests.NeedsReason(act) {
		page.Reasons = requests.Reasons
	}
	if refusal == nil {
		return page, nil
	}
	wrong := views.FieldError{Field: page.FieldOf(refusal), Message: r.requestRefusal(refusal)}
	if wrong.Field == "reason" {
		wrong.Message = r.l.T("request.choose_reason")
	}
	page.Errors = []views.FieldError{wrong}
	if refusal.Conflict() {
		return Conflict(page), nil
	}
	return Invalid(page), nil
}

// notNow is the answer where the act is not the person's, or not any more: the request as it is now.
func (r *request) notNow(p *programme.Programme, d requests.Detail, act programme.Act) (views.Page, error) {
	_, err := p.After(d.Life, r.actor(), act, r.now())
	refusal := store.Refusal(err)
	if refusal == nil || !refusal.Conflict() {
		return nil, err
	}
	page, err := r.requestStands(p, d, views.FieldError{Message: r.l.Refusal(refusal)})
	if err != nil {
		return nil, err
	}
	return Conflict(page), nil
}

// requestAct does it.
func requestAct(r *request) (views.Page, error) {
	if r.actor().Side == "" { // who only reads
		return nil, &programme.Refusal{Code: programme.RefusedActor}
	}
	seen, err := strconv.ParseInt(r.FormValue("version"), 10, 64)
	if err != nil || seen < 1 { // without it nobody could tell what the person saw
		return nil, echo.ErrBadRequest.WithInternal(err)
	}
	act := programme.Act(r.Param("act"))
	if !knownAct(act) {
		return nil, store.ErrNotFound
	}
	said := requests.Said{Reason: r.FormValue("reason"), Note: plainLines(strings.TrimSpace(r.FormValue("note")))}
	if utf8.RuneCountInString(said.Note) > views.NoteMost { // no browser sends it
		return nil, echo.ErrStatusRequestEntityTooLarge
	}
	if r.files.refusal != nil {
		return r.requestActForm(said, r.files.refusal)
	}
	q, err := r.Store.Act(r.ctx(), r.who, requests.On{Reference: r.id("reference"), Act: act, Seen: seen, Said: chosenReason(act, said), Files: r.files.all})
	if refusal := store.Refusal(err); refusal != nil && !refusal.Role() {
		return r.requestActForm(said, refusal)
	}
	if err != nil {
		return nil, err
	}
	r.flash(r.l.T("request_done."+views.WordedAct(q.Life.Way, act), "Partner", q.Partner.Name))
	if r.who.Role.Audience() == "admin" {
		return SeeOther(views.CaseOf(q.Reference, r.reviewQuery().Query())), nil
	}
	return SeeOther(views.RequestPath(views.Audience(r.who.Role.Audience()), q.Reference)), nil
}
