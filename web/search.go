package web

import (
	"strconv"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

func init() {
	add(entry{path: views.SearchPath, audience: views.SignedIn, get: searchPage})
}

// foundRows is how many of a kind the search shows.
const foundRows = 8

// mostTyped is how long a text is looked for: no name is longer.
const mostTyped = 200

// searchPage shows what the person finds by a text.
func searchPage(r *request) (views.Page, error) {
	page := &views.SearchPage{Query: r.text("q")}
	if typed := []rune(page.Query); len(typed) > mostTyped {
		page.Query = string(typed[:mostTyped])
	}
	if page.Query == "" {
		return page, nil
	}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	f, err := r.Store.Find(r.ctx(), r.who, page.Query, foundRows)
	if err != nil {
		return nil, err
	}
	page.Kinds = []views.FoundKind{r.foundReferences(p, f), r.foundPartners(f), r.foundCustomers(f), r.foundSubscriptions(p, f),
		r.foundPeople(f), foundImports(r.l, f)}
	for k := range page.Kinds {
		page.Kinds[k].List = r.foundList(page.Kinds[k].Kind, page.Query)
	}
	return page, nil
}

// foundList is the address of the list of all of a kind that a text finds; "" where there is none.
func (r *request) foundList(kind, text string) string {
	list := map[views.Audience]map[string]string{
		views.Customer: {"people": views.PeoplePath, "subscriptions": views.SubscriptionsPath},
		views.Partner:  {"people": views.LocationsPath, "locations": views.LocationsPath, "customers": views.CustomersOf(text)},
		views.Admin: {"people": views.DirectoryOf(views.PeopleDirectoryPath, text), "partners": views.DirectoryOf(views.PartnersPath, text),
			"customers": views.DirectoryOf(views.CustomerDirectoryPath, text), "imports": views.ImportsPath},
	}
	return list[r.audience()][kind]
}

// foundReferences are the nominations and the requests of a reference.
func (r *request) foundReferences(p *programme.Programme, f store.Found) views.FoundKind {
	found := views.FoundKind{Kind: "references"}
	for _, n := range f.Nominations {
		found.Hits = append(found.Hits, views.Hit{Name: r.l.T("event.reference", "Reference", n.Reference),
			Detail: r.l.T("event.nominated", "Partner", n.Partner.Name), Path: views.NominationPath(n.Reference)})
	}
	for _, q := range f.Requests.First {
		found.Hits = append(found.Hits, r.foundRequest(p, q))
	}
	for _, a := range f.Associations {
		found.Hits = append(found.Hits, views.Hit{Name: r.l.T("assignment.title", "Partner", a.Partner.Name, "Customer", a.Customer),
			Detail: r.l.Text(p.Routes[a.Route].Name), ID: a.Subscription, Path: views.AssignmentPath(a.Key)})
	}
	return found
}

func (r *request) foundRequest(p *programme.Programme, q requests.Request) views.Hit {
	v := requestView(p, q, r.now())
	return views.Hit{Name: v.Title(r.l), Detail: r.l.T("event.reference", "Reference", q.Reference), Path: views.RequestPath(r.audience(), q.Reference)}
}

// foundPartners are those that a customer can nominate, a partner's own locations, or any for an admin.
func (r *request) foundPartners(f store.Found) views.FoundKind {
	found := views.FoundKind{Kind: "partners", More: f.Partners.More}
	path := func(id string) string { return views.NominateStep(views.NominatePath, nil, id) }
	switch r.audience() {
	case views.Partner:
		found.Kind, path = "locations", func(string) string { return views.LocationsPath }
	case views.Admin:
		path = views.AdminPartnerPath
	}
	for _, x := range f.Partners.First {
		found.Hits = append(found.Hits, views.Hit{Name: x.Name, Detail: r.l.Country(x.Country), ID: x.ID, Path: path(x.ID)})
	}
	return found
}

func (r *request) foundCustomers(f store.Found) views.FoundKind {
	found := views.FoundKind{Kind: "customers", More: f.Customers.More}
	path := views.CustomerPath
	if r.audience() == views.Admin {
		path = views.AdminCustomerPath
	}
	for _, c := range f.Customers.First {
		found.Hits = append(found.Hits, views.Hit{Name: c.Name, Detail: c.Domain, ID: c.TenantID, Path: path(c.TenantID)})
	}
	return found
}

func (r *request) foundSubscriptions(p *programme.Programme, f store.Found) views.FoundKind {
	found := views.FoundKind{Kind: "subscriptions", More: f.Subscriptions.More}
	path := views.SubscriptionPath
	if r.audience() == views.Admin {
		path = views.AdminSubscriptionPath
	}
	for _, s := range f.Subscriptions.First {
		hit := views.Hit{Name: r.l.Text(p.Products[s.Product].Name), Detail: s.CustomerName, ID: s.ID, Path: path(s.ID)}
		if hit.Detail == "" {
			hit.Detail = r.l.T("record.since", "Date", r.l.Date(s.Start.In(p.Zone)))
		}
		found.Hits = append(found.Hits, hit)
	}
	return found
}

// foundPeople lead to their accounts where the person manages them, and else to the list that they are in.
func (r *request) foundPeople(f store.Found) views.FoundKind {
	found := views.FoundKind{Kind: "people", More: f.People.More}
	for _, x := range f.People.First {
		found.Hits = append(found.Hits, views.Hit{Name: x.Name, Detail: r.personDetail(x), Path: r.foundPerson(x)})
	}
	return found
}

// personDetail tells people of one name apart.
func (r *request) personDetail(x directory.Person) string {
	if r.audience() == views.Admin && x.Organisation != "" {
		return x.Email + " · " + x.Organisation
	}
	return x.Email
}

func (r *request) foundPerson(x directory.Person) string {
	path := r.personPath(x)
	if path == "" && r.audience() == views.Admin {
		return views.DirectoryOf(views.PeopleDirectoryPath, x.Email)
	}
	if path == "" {
		return views.PeopleOf(r.audience())
	}
	return path
}

func foundImports(l *views.Locale, f store.Found) views.FoundKind {
	found := views.FoundKind{Kind: "imports", More: f.Imports.More}
	for _, x := range f.Imports.First {
		found.Hits = append(found.Hits, views.Hit{Name: l.T("import.title", "ID", strconv.FormatInt(x.Key, 10)), Detail: x.File, Path: views.ImportPath(x.Key)})
	}
	return found
}
