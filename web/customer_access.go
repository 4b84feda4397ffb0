package web

import (
	"strconv"
	"strings"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

func init() {
	add(entry{path: views.AccessPath, audience: views.Customer, section: "access", place: 20, get: accessPage, file: accessFile})
}

func accessPage(r *request) (views.Page, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.AccessPage{Filter: r.accessQuery(), Routes: routeOptions(p), MayNominate: r.who.Role.May(directory.ToNominate)}
	looks, err := r.Store.Looks(r.ctx(), r.who.Customer)
	if err != nil {
		return nil, err
	}
	page.List = r.list(views.AccessPath, page.Filter.Query(), directory.AccessOrder)
	contacts, err := r.contactsOf()
	if err != nil {
		return nil, err
	}
	page.Rows, page.Count, err = listed(r, &page.List, directory.AccessOrder, func(part db.Part) ([]directory.Association, int64, error) {
		return r.Store.Access(r.ctx(), r.who.Customer, accessFilter(page.Filter), part)
	}, func(a directory.Association) (int64, views.AccessRow) {
		row := accessRow(p, a, r.now(), looks)
		if supports(p, a, r.now()) {
			row.Support = contacts(a.Partner.Key)
		}
		return a.Key, row
	})
	if err != nil {
		return nil, err
	}
	if page.Waiting, page.WaitingAll, err = r.someRequests(p, true); err != nil {
		return nil, err
	}
	page.Over, _, err = r.someRequests(p, false)
	return page, err
}

// someRequests are the first requests that wait, or the latest of the others, and how many there are.
func (r *request) someRequests(p *programme.Programme, waiting bool) (some []views.RequestView, count int64, err error) {
	order := requests.Order.Usual
	if waiting {
		order = requests.Oldest
	}
	found, count, err := r.Store.Requests(r.ctx(), r.who, requests.Filter{Waiting: &waiting}, db.Part{Sort: order, Limit: requestsNamed})
	for _, q := range found {
		some = append(some, requestView(p, q, r.now()))
	}
	return some, count, err
}

// requestsNamed is how many requests stand above a customer's associations. All are in their list.
const requestsNamed = 10

func accessRow(p *programme.Programme, a directory.Association, now programme.Instant, looks map[int64]programme.Instant) views.AccessRow {
	route := &p.Routes[a.Route]
	row := views.AccessRow{AssociationRow: associationRow(p, a, now), Benefits: route.Benefits, Record: route.ID == programme.DPOR, Public: !a.Partner.Suspended}
	row.State = stands(a, now)
	if row.Source == views.SourceAsked && a.To > now && a.To != programme.NoEnd {
		row.LastDay = lastDay(p, a.To)
	}
	if last, is := looks[a.Partner.Account]; is {
		row.Looked = timeOf(&last, p.Zone)
	}
	return row
}

// stands says whether an association is in effect to its customer: with its subscription it is over.
func stands(a directory.Association, now programme.Instant) views.State {
	of := state(a.From, a.To, now)
	if of == views.StateInEffect && a.Ends <= now {
		return views.StateExpired
	}
	return of
}

// supports reports whether an association makes its partner the customer's support contact now.
func supports(p *programme.Programme, a directory.Association, now programme.Instant) bool {
	return p.Routes[a.Route].Brings(programme.SupportContact) && stands(a, now) == views.StateInEffect
}

// accessFile is the same as a file.
func accessFile(r *request) (file, error) {
	p, err := r.programme()
	if err != nil {
		return file{}, err
	}
	contacts, err := r.contactsOf()
	columns := []string{"partner_id", "partner", "route", "subscription_id", "product", "from", "to", "state", "usage_data", "benefits", "last_looked",
		"support_name", "support_email", "support_phone", "support_hours"}
	return file{name: "access", columns: columns, rows: func(write func(...any) error) error {
		filter := accessFilter(r.accessQuery())
		looks, err := r.Store.Looks(r.ctx(), r.who.Customer)
		if err != nil {
			return err
		}
		return r.Store.EachAccess(r.ctx(), r.who.Customer, filter, r.sort(directory.AccessOrder), func(a directory.Association) error {
			var c views.Contact
			if supports(p, a, r.now()) {
				c = *contacts(a.Partner.Key)
			}
			return write(append(accessCells(p, a, r.now(), looks), c.Name, c.Email, c.Phone, c.Hours)...)
		})
	}}, err
}

// accessCells says of usage data whether the partner sees it now.
func accessCells(p *programme.Programme, a directory.Association, now programme.Instant, looks map[int64]programme.Instant) []any {
	route, of := &p.Routes[a.Route], stands(a, now)
	var looked any
	if last, is := looks[a.Partner.Account]; is && of == views.StateInEffect {
		looked = moment(last, p.Zone)
	}
	return []any{a.Partner.ID, a.Partner.Name, route.ID, a.Subscription, productID(p, a.Product), moment(a.From, p.Zone), moment(a.To, p.Zone),
		string(of), strconv.FormatBool(of == views.StateInEffect && route.Brings(programme.UsageData)), strings.Join(route.Benefits, " "), looked}
}

// accessQuery reads the filter from the query.
func (r *request) accessQuery() views.AccessFilter {
	return views.AccessFilter{Partner: r.text("partner"), Route: r.QueryParam("route"), State: r.choice("state", views.FilterEnded, views.FilterAll)}
}

// accessFilter lets through associations that go on, or begin later, unless the query asks for
// another state.
func accessFilter(v views.AccessFilter) directory.AssociationFilter {
	f := directory.AssociationFilter{Route: v.Route, Partner: v.Partner}
	if v.State != views.FilterAll {
		open := v.State == ""
		f.Open = &open
	}
	return f
}
