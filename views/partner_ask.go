package views

import (
	"net/url"
	"strconv"
	"time"

	"shimei/store/programme"
)

// NewRequestPath is the address where a partner asks for something.
const NewRequestPath = PartnerRequestsPath + "/new"

// ExtendPath returns the address where a partner asks for more time for a delegation, by its reference.
func ExtendPath(reference string) string {
	return withQuery(NewRequestPath, url.Values{"way": {string(programme.WayExtension)}, "reference": {reference}})
}

// ExtendImportedPath is the same for a delegation that a file brought, by the key of its association.
func ExtendImportedPath(association int64) string {
	return withQuery(NewRequestPath, url.Values{"way": {string(programme.WayExtension)}, "association": {strconv.FormatInt(association, 10)}})
}

// AskPage is the form by which a partner asks for a delegation, more time for one, or what the vendor
// decides on; and, once it is filled in, the question whether that is right.
type AskPage struct {
	Frame
	Asked     Asked
	Of        *RequestView // the delegation that is to be longer; nil for another way
	Routes    []AskRoute   // that can be asked for now
	Announced []AskRoute   // that can be later
	Locations []PartnerRef // of the account to choose from; none where it has none
	Customers []AskCustomer
	Most      int        // days that can be asked for
	Last      *time.Time // the last day of so many days from today; nil where they are none
	Check     bool       // it is filled in
	Errors    []FieldError
}

// Asked is what was typed into the form.
type Asked struct {
	Way                        programme.Way
	Reference                  string // of the delegation that is to be longer
	Association                string // key of that, where a file brought it
	Route                      string // id
	Location                   string // partner id
	Tenant, Subscription, Name string
	Days, Note                 string
}

// AskRoute is a route that can be asked for.
type AskRoute struct {
	Option
	Tenant bool             // it is of the whole tenant
	From   *programme.Month // of one that is announced: when it can be; nil where nobody has said
}

// AskCustomer is a customer to choose.
type AskCustomer struct{ Name, TenantID string }

// NameMost is how many letters the purpose of a delegation has at most.
const NameMost = 200

// Query returns what was typed as a query.
func (a Asked) Query() url.Values { return queryOf(a.fields()) }

// fields are what was typed, by the names of the fields.
func (a Asked) fields() []filterField {
	return []filterField{{"way", string(a.Way)}, {"reference", a.Reference}, {"association", a.Association}, {"route", a.Route}, {"location", a.Location}, {"tenant", a.Tenant},
		{"subscription", a.Subscription}, {"name", a.Name}, {"days", a.Days}, {"note", a.Note}}
}

// route is the one that is chosen, nil for none.
func (p AskPage) route() *AskRoute {
	for k := range p.Routes {
		if p.Routes[k].ID == p.Asked.Route {
			return &p.Routes[k]
		}
	}
	return nil
}

// Shows reports whether the form has a field.
func (p AskPage) Shows(field string) bool {
	x, route := p.Asked.Way, p.route()
	switch field {
	case "note":
		return true
	case "days":
		return x == programme.WayDelegation || x == programme.WayExtension
	case "name":
		return x == programme.WayDelegation
	case "location":
		return x != programme.WayExtension && len(p.Locations) > 0
	case "tenant":
		return route != nil && route.Tenant
	case "subscription":
		return route != nil && !route.Tenant
	}
	return false
}

// choosesRoute reports whether a route has to be chosen first: which fields there are depends on it.
func (p AskPage) choosesRoute() bool {
	return p.Asked.Way != programme.WayExtension && p.route() == nil && len(p.Routes) > 0
}

// Ready reports whether it is clear what the form is for: it has its fields.
func (p AskPage) Ready() bool { return p.Of != nil || p.route() != nil }

// none reports whether nothing can be asked for in this way.
func (p AskPage) none() bool { return p.Asked.Way != programme.WayExtension && len(p.Routes) == 0 }

// title says what is asked for.
func (p AskPage) title() string {
	if p.Check {
		return p.T("check.title")
	}
	return p.L.Term("ask_title", string(p.Asked.Way))
}

// above leads back.
func (p AskPage) above() (path string) {
	switch {
	case p.Of != nil && p.Of.Reference == "":
		return CustomerPath(p.Of.TenantID)
	case p.Of != nil:
		return RequestPath(Partner, p.Of.Reference)
	}
	return PartnerRequestsPath
}

// choosing is the address of the form for one of the routes.
func (p AskPage) choosing(route string) string {
	a := p.Asked
	a.Route = route
	return withQuery(NewRequestPath, a.Query())
}

// locations are the choices of a location.
func (p AskPage) locations() (list []choice) {
	for _, x := range p.Locations {
		list = append(list, choice{x.ID, x.label(p.L)})
	}
	return list
}

// location is the one that is chosen, as people read it.
func (p AskPage) location() string {
	for _, x := range p.Locations {
		if x.ID == p.Asked.Location {
			return x.label(p.L)
		}
	}
	return p.Asked.Location
}

// customer is the one that is chosen, where it is one to choose.
func (p AskPage) customer() string {
	for _, c := range p.Customers {
		if c.TenantID == p.Asked.Tenant {
			return c.Name
		}
	}
	return ""
}

// tenantHint says where the id comes from.
func (p AskPage) tenantHint() string {
	if len(p.Customers) == 0 {
		return p.T("ask.tenant_hint")
	}
	return p.T("ask.tenant_offered")
}

// daysHint says how many days can be asked for, and when so many as are typed would be over.
func (p AskPage) daysHint() string {
	if p.Last == nil {
		return p.T("ask.days_hint", "Most", p.Most)
	}
	return p.T("ask.days_last", "Most", p.Most, "Days", p.Asked.Days, "Date", p.date(*p.Last))
}

// says when a route that is announced can be asked for.
func (r AskRoute) says(l *Locale) string {
	if r.From == nil {
		return l.T("ask.announced", "Route", l.Text(r.Name))
	}
	return l.T("ask.announced_from", "Route", l.Text(r.Name), "Month", l.Month(*r.From))
}

// days is how many were typed, for the words of the page that asks whether it is right.
func (a Asked) days() int {
	n, err := strconv.Atoi(a.Days)
	if err != nil {
		return 0
	}
	return n
}
