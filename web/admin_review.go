package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

func init() {
	add(entry{path: views.ReviewPath, audience: views.Admin, duty: directory.ToDecide, section: "review", place: 5, get: reviewPage, post: reviewSeveral, file: reviewFile})
}

// mostDecided is the most cases that are decided on at once: what a page lists.
const mostDecided = pageRows

func reviewPage(r *request) (views.Page, error) { return r.reviewForm() }

// reviewForm is the queue as the query narrows it.
func (r *request) reviewForm() (*views.ReviewPage, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.ReviewPage{Filter: r.reviewQuery(), Routes: routeOptions(p), Desks: deskOptions(p)}
	page.List = r.list(views.ReviewPath, page.Filter.Query(), requests.QueueOrder)
	if page.Columns, err = r.columns(&page.List); err != nil {
		return nil, err
	}
	page.Rows, page.Count, err = listed(r, &page.List, requests.QueueOrder, func(part db.Part) ([]requests.Request, int64, error) {
		return r.Store.Requests(r.ctx(), r.who, reviewFilter(page.Filter), part)
	}, func(q requests.Request) (int64, views.ReviewCase) { return q.Key, r.reviewCase(p, q) })
	return page, err
}

// reviewCase is a request as an admin sees it in the queue.
func (r *request) reviewCase(p *programme.Programme, q requests.Request) views.ReviewCase {
	return views.ReviewCase{RequestView: requestView(p, q, r.now()), Flags: q.Flags, Disputed: q.Life.Disputed, Reviewed: q.Life.Reviewed,
		ToReview: q.Life.ToReview(), Own: q.Life.AskedBy == r.who.Key}
}

// deskOptions are the routes that somebody at the vendor opens or approves.
func deskOptions(p *programme.Programme) (options []views.Option) {
	for _, x := range p.Routes {
		if x.AtDesk() {
			options = append(options, views.Option{ID: x.ID, Name: x.Name})
		}
	}
	return options
}

// reviewQuery reads the filter from the query.
func (r *request) reviewQuery() views.ReviewFilter {
	return views.ReviewFilter{Way: r.QueryParam("way"), Route: r.QueryParam("route"), Partner: r.text("partner"), Customer: r.text("customer"),
		State: r.choice("state", views.FilterAll)}
}

func reviewFilter(v views.ReviewFilter) requests.Filter {
	return requests.Filter{ToReview: v.State != views.FilterAll, Way: programme.Way(v.Way), Route: v.Route, Partner: v.Partner, Customer: v.Customer}
}

// reviewFile is the same as a file.
func reviewFile(r *request) (file, error) {
	p, err := r.programme()
	columns := []string{"reference", "way", "route", "state", "partner_id", "partner", "tenant_id", "customer", "subscription_id", "product",
		"asked_at", "asked_by", "due", "flags", "objected", "disputed", "reviewed"}
	return file{name: "review", columns: columns, rows: func(write func(...any) error) error {
		return r.Store.EachRequest(r.ctx(), r.who, reviewFilter(r.reviewQuery()), r.sort(requests.QueueOrder), func(q requests.Request) error {
			return write(q.Reference, string(q.Life.Way), p.Routes[q.Route].ID, string(q.Life.State), q.Partner.ID, q.Partner.Name, q.TenantID, q.CustomerName,
				q.Subscription, productID(p, q.Product), moment(q.AskedAt, p.Zone), q.AskedBy, dueCell(p, &q.Life, r.now()), strings.Join(q.Flags, " "),
				strconv.FormatBool(q.Life.Objected), strconv.FormatBool(q.Life.Disputed), strconv.FormatBool(!q.Life.ToReview()))
		})
	}}, err
}

// reviewSeveral decides on all cases that were ticked, each by itself: what one of them is refused for keeps
// no other from being done.
func reviewSeveral(r *request) (views.Page, error) {
	values, err := r.FormParams()
	if err != nil {
		return nil, err
	}
	act, said := programme.Act(values.Get("act")), requests.Said{Reason: values.Get("reason"), Note: strings.TrimSpace(values.Get("note"))}
	chosen := values["case"]
	if !slices.Contains(views.ReviewActs, act) || len(chosen) > mostDecided {
		return nil, echo.ErrBadRequest
	}
	if utf8.RuneCountInString(said.Note) > views.NoteMost {
		return nil, echo.NewHTTPError(http.StatusRequestEntityTooLarge)
	}
	if wrong := r.missing(act, said, len(chosen)); len(wrong) > 0 {
		page, err := r.reviewForm()
		if err != nil {
			return nil, err
		}
		page.Errors, page.Reason, page.Note = wrong, said.Reason, said.Note
		page.Tick(chosen)
		return Invalid(page), nil
	}
	var results []views.ReviewResult
	for _, c := range chosen {
		results = append(results, r.reviewOne(c, act, said))
	}
	page, err := r.reviewForm()
	if err != nil {
		return nil, err
	}
	page.Results, page.Act = results, act
	return page, nil
}

// missing are the fields that an act on several needs and that were left empty.
func (r *request) missing(act programme.Act, said requests.Said, chosen int) (wrong []views.FieldError) {
	if chosen == 0 {
		wrong = append(wrong, views.FieldError{Message: r.l.T("review.nothing")})
	}
	if requests.NeedsReason(act) && !slices.Contains(requests.Reasons, said.Reason) {
		wrong = append(wrong, views.FieldError{Field: "reason", Message: r.l.T("request.choose_reason")})
	}
	if requests.NeedsNote(programme.ByVendor, act) && said.Note == "" {
		wrong = append(wrong, views.FieldError{Field: "note", Message: r.l.Refusal(&programme.Refusal{Code: programme.RefusedReason})})
	}
	return wrong
}

// reviewOne decides on one case as it was seen, and tells what came of it: an error is of this one alone, as
// others are done already, and so is a case that cannot be read.
func (r *request) reviewOne(chosen string, act programme.Act, said requests.Said) views.ReviewResult {
	reference, version, _ := strings.Cut(chosen, " ")
	result := views.ReviewResult{Reference: shortened(reference)}
	seen, err := strconv.ParseInt(version, 10, 64)
	if err != nil || seen < 1 {
		result.Refused = r.l.T("review.unread")
		return result
	}
	on := requests.On{Reference: reference, Act: act, Seen: seen, Said: chosenReason(act, said)}
	_, err = r.Store.Act(r.ctx(), r.who, on)
	switch refusal := store.Refusal(err); {
	case refusal != nil:
		result.Refused = r.l.Refusal(refusal)
	case errors.Is(err, store.ErrNotFound):
		result.Refused = r.l.T("review.gone")
	case err != nil:
		result.Refused = r.l.T("review.failed")
		r.Log.ErrorContext(r.ctx(), "one of several cases", "error", err, "id", requestID(r), "reference", on.Reference)
	}
	p, err := r.programme()
	if err != nil {
		return result
	}
	if d, err := r.Store.Request(r.ctx(), r.who, on.Reference); err == nil {
		result.Title = requestView(p, d.Request, r.now()).Title(r.l)
	}
	return result
}

// shortened is what a form sent for a reference, of which no more than that is shown.
func shortened(text string) string {
	const most = 40
	if letters := []rune(strings.ToValidUTF8(text, "")); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return text
}

// chosenReason is what was said, without a reason of the list where the act has none.
func chosenReason(act programme.Act, said requests.Said) requests.Said {
	if !requests.NeedsReason(act) && act != programme.ActEnd || !slices.Contains(requests.Reasons, said.Reason) {
		said.Reason = ""
	}
	return said
}
