package web

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
	requests "shimei/store/request"
	"shimei/views"
)

func init() {
	add(entry{path: views.NewRequestPath, audience: views.Partner, duty: directory.ToAsk, form: true, section: "requests", get: askPage, post: ask})
}

// askPage is the form.
func askPage(r *request) (views.Page, error) {
	page, _, err := r.askForm()
	return page, err
}

// ask takes the form: first it is shown as it was filled in, and then it is asked.
func ask(r *request) (views.Page, error) {
	page, of, err := r.askForm()
	if err != nil {
		return nil, err
	}
	if page.Errors = r.askErrors(page); len(page.Errors) > 0 {
		return Invalid(page), nil
	}
	if r.FormValue("change") != "" {
		return page, nil
	}
	var q requests.Request
	if page.Check = r.FormValue("sure") == ""; page.Check {
		err = r.Store.MayAsk(r.ctx(), r.who, askOf(page.Asked, of))
	} else {
		q, err = r.Store.Ask(r.ctx(), r.who, askOf(page.Asked, of))
	}
	refusal := store.Refusal(err)
	switch {
	case refusal != nil && !refusal.Role():
		page.Check = false
		page.Errors = []views.FieldError{{Field: askField(page, refusal.Code), Message: r.requestRefusal(refusal)}}
		return Invalid(page), nil
	case err != nil:
		return nil, err
	case page.Check:
		return page, nil
	}
	r.flash(r.l.T("ask.done", "Reference", q.Reference))
	return SeeOther(views.RequestPath(views.Partner, q.Reference)), nil
}

// askForm is the form with what was typed, and the association that is to be longer, 0 for none.
func (r *request) askForm() (page *views.AskPage, of int64, err error) {
	p, err := r.programme()
	if err != nil {
		return nil, 0, err
	}
	page = &views.AskPage{Asked: r.asks(), Most: p.Terms.LongestDays}
	page.Path = views.NewRequestPath + "?" + page.Asked.Query().Encode() // of a refused POST too
	if page.Asked.Way == programme.WayExtension {
		of, err = r.askLonger(p, page)
		return page, of, err
	}
	r.askRoutes(p, page)
	if err := r.askFor(p, page); err != nil {
		return nil, 0, err
	}
	if days, err := strconv.Atoi(page.Asked.Days); err == nil && days >= 1 && days <= page.Most {
		page.Last = lastDay(p, p.In(r.now(), days))
	}
	return page, 0, nil
}

// asks is what was typed, or stands in the address.
func (r *request) asks() views.Asked {
	text := func(name string) string { return strings.TrimSpace(r.FormValue(name)) }
	a := views.Asked{Way: programme.Way(text("way")), Reference: text("reference"), Association: text("association"), Route: text("route"), Location: text("location"), Tenant: text("tenant"),
		Subscription: text("subscription"), Name: text("name"), Days: text("days"), Note: plainLines(text("note"))}
	if a.Way != programme.WayExtension && a.Way != programme.WayApplication {
		a.Way = programme.WayDelegation
	}
	return a
}

// plainLines writes the ends of lines as they are kept, and counted by browsers.
func plainLines(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// askLonger fills in the delegation that is to be longer, and returns its association.
func (r *request) askLonger(p *programme.Programme, page *views.AskPage) (int64, error) {
	d, err := r.longerOf(p, page)
	if err != nil {
		return 0, err
	}
	page.Most = min(page.Most, int(p.DayAt(p.In(r.now(), p.Terms.LongestDays))-p.DayAt(d.To)))
	if days, err := strconv.Atoi(page.Asked.Days); err == nil && days >= 1 && days <= page.Most {
		page.Last = lastDay(p, longer(p, d.To, days))
	}
	return d.Association, nil
}

// longerOf reads the delegation that is to be longer: one of a request, or one that a file brought.
func (r *request) longerOf(p *programme.Programme, page *views.AskPage) (requests.Request, error) {
	if key, err := strconv.ParseInt(page.Asked.Association, 10, 64); err == nil && page.Asked.Reference == "" {
		q, err := r.Store.Extendable(r.ctx(), r.who, key)
		if err != nil {
			return q, err
		}
		view := requestView(p, q, r.now())
		page.Of = &view
		return q, nil
	}
	d, err := r.Store.Request(r.ctx(), r.who, page.Asked.Reference)
	if err != nil {
		return d.Request, err
	}
	view := r.detailView(p, d)
	if !view.Extendable {
		return d.Request, &programme.Refusal{Code: programme.RefusedState, Name: d.Reference}
	}
	page.Of = &view
	return d.Request, nil
}

// askRoutes fills in what can be asked for now and what is announced, and chooses where there is one.
func (r *request) askRoutes(p *programme.Programme, page *views.AskPage) {
	for k := range p.Routes {
		x := &p.Routes[k]
		shown := views.AskRoute{Option: views.Option{ID: x.ID, Name: x.Name}, Tenant: x.Scope == programme.ScopeTenant}
		switch {
		case p.Takes(page.Asked.Way, k, r.now()):
			page.Routes = append(page.Routes, shown)
		case page.Asked.Way == programme.WayApplication && x.Accepts == "vendor":
			if x.From > p.MonthAt(r.now()) {
				shown.From = &x.From
			}
			page.Announced = append(page.Announced, shown)
		}
	}
	if len(page.Routes) == 1 {
		page.Asked.Route = page.Routes[0].ID
	}
}

// askFor fills in the locations that it can be asked for, and the customers that it can be asked of.
func (r *request) askFor(p *programme.Programme, page *views.AskPage) error {
	account, err := r.Store.Account(r.ctx(), r.who.Scope())
	if err != nil {
		return err
	}
	for _, x := range account.ToNominate() {
		if len(account.Locations) > 0 && !x.Suspended {
			page.Locations = append(page.Locations, partnerRef(x))
			if page.Asked.Location == "" && x.ID == r.who.OrgID {
				page.Asked.Location = x.ID
			}
		}
	}
	if len(account.Locations) == 0 {
		page.Asked.Location = account.ID
	}
	found, _, _, err := r.Store.AccountCustomers(r.ctx(), r.who.Scope(), report.AccountCustomerFilter{}, 0, customersOffered)
	for _, c := range found {
		if !askedAlready(p, c, page.Asked.Route) {
			page.Customers = append(page.Customers, views.AskCustomer{Name: c.Customer.Name, TenantID: c.TenantID})
		}
	}
	return err
}

// customersOffered is how many of the account's customers the form offers. Any other's tenant id is typed.
const customersOffered = 200

// askedAlready reports whether a customer is associated by a route already.
func askedAlready(p *programme.Programme, c report.AccountCustomer, route string) bool {
	for _, k := range c.Routes {
		if p.Routes[k].ID == route {
			return true
		}
	}
	return false
}

// askErrors are the fields of the form that are not filled in as they have to be.
func (r *request) askErrors(page *views.AskPage) (wrong []views.FieldError) {
	a := page.Asked
	need := func(field, text string) {
		if page.Shows(field) && text == "" {
			wrong = append(wrong, views.FieldError{Field: field, Message: r.l.Term("ask_need", field)})
		}
	}
	if !page.Ready() {
		return []views.FieldError{{Message: r.l.Refusal(&programme.Refusal{Code: programme.RefusedNotOpen})}}
	}
	need("tenant", a.Tenant)
	need("subscription", a.Subscription)
	need("name", a.Name)
	if page.Shows("name") && utf8.RuneCountInString(a.Name) > views.NameMost {
		wrong = append(wrong, views.FieldError{Field: "name", Message: r.l.T("request.long", "Most", views.NameMost)})
	}
	if page.Shows("days") && page.Last == nil {
		wrong = append(wrong, views.FieldError{Field: "days", Message: r.l.T("ask.days_wrong", "Most", page.Most)})
	}
	if utf8.RuneCountInString(a.Note) > views.NoteMost {
		wrong = append(wrong, views.FieldError{Field: "note", Message: r.l.T("request.long", "Most", views.NoteMost)})
	}
	return wrong
}

// askOf is what is asked for, of the association that is to be longer.
func askOf(a views.Asked, of int64) requests.Ask {
	days, _ := strconv.Atoi(a.Days) // which is none for an application
	return requests.Ask{Way: a.Way, Route: a.Route, PartnerID: a.Location, TenantID: a.Tenant, Subscription: a.Subscription, Name: a.Name, Days: days,
		Note: a.Note, Association: of}
}

// askField is the field that a refusal is about, "" for the whole form.
func askField(page *views.AskPage, code string) string {
	field := map[string]string{programme.RefusedTenant: "tenant", programme.RefusedSubscription: "subscription", programme.RefusedEnded: "subscription",
		programme.RefusedProduct: "subscription", programme.RefusedTerm: "days", programme.RefusedUnknown: "location", programme.RefusedSuspended: "location",
		programme.RefusedGlobal: "location"}[code]
	if about := code == programme.RefusedAlready || code == programme.RefusedAsked; about && page.Shows("tenant") {
		field = "tenant"
	} else if about {
		field = "subscription"
	}
	if !page.Shows(field) {
		return ""
	}
	return field
}

// requestRefusal says why what was asked for was refused. Some words of refusals are those of nominations.
func (r *request) requestRefusal(refusal *programme.Refusal) string {
	switch refusal.Code {
	case programme.RefusedEnded, programme.RefusedProduct, programme.RefusedUnknown, programme.RefusedSuspended, programme.RefusedGlobal:
		return r.l.T("request_refusal."+refusal.Code, "Name", refusal.Name)
	}
	return r.l.Refusal(refusal)
}
