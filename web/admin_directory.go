package web

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"shimei/store"
	"shimei/views"
)

// directoryQuery reads what a list of the directory is narrowed to.
func (r *request) directoryQuery() views.DirectoryFilter {
	return views.DirectoryFilter{Text: strings.TrimSpace(r.QueryParam("q")), State: r.QueryParam("state"), Role: r.QueryParam("role")}
}

func partnersPage(r *request) (templ.Component, error) {
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.PartnersPage{Frame: f, Filter: r.directoryQuery()}
	list, part := r.list(views.PartnersPath, page.Filter.Query(), store.PartnerOrder)
	page.List = list
	found, count, err := r.Store.Partners(r.Request().Context(), partnerFilter(page.Filter), part)
	if err != nil {
		return nil, err
	}
	page.Count = count
	for _, x := range onPage(&page.List, found, func(x *store.PartnerEntry) int64 { return x.Key }) {
		page.Rows = append(page.Rows, views.PartnerRow{PartnerRef: partnerRef(x.Partner), Suspended: x.Suspended,
			Account: views.PartnerRef{ID: x.AccountID, Name: x.AccountName}})
	}
	return page.Page(), nil
}

func partnerFilter(v views.DirectoryFilter) store.PartnerFilter {
	f := store.PartnerFilter{Text: v.Text}
	if v.State != "" {
		suspended := v.State == views.FilterSuspended
		f.Suspended = &suspended
	}
	return f
}

// partnerList is the same as a file.
func partnerList(r *request) (list, error) {
	columns := []string{"partner_id", "name", "parent_id", "country", "status", "email"}
	return list{"partners", columns, func(write func(...any) error) error {
		sort := store.PartnerOrder.Parse(r.QueryParam("sort"))
		return r.Store.EachPartner(r.Request().Context(), partnerFilter(r.directoryQuery()), sort, func(x store.PartnerEntry) error {
			return write(x.ID, x.Name, x.AccountID, x.Country, map[bool]string{false: "active", true: "suspended"}[x.Suspended], x.Email)
		})
	}}, nil
}

func customerDirectoryPage(r *request) (templ.Component, error) {
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.CustomerDirectoryPage{Frame: f, Filter: r.directoryQuery()}
	list, part := r.list(views.CustomerDirectoryPath, page.Filter.Query(), store.CustomerOrder)
	page.List = list
	found, count, err := r.Store.Customers(r.Request().Context(), store.CustomerFilter{Text: page.Filter.Text}, part)
	if err != nil {
		return nil, err
	}
	page.Count = count
	for _, x := range onPage(&page.List, found, func(x *store.Customer) int64 { return x.Key }) {
		page.Rows = append(page.Rows, views.CustomerEntry{Name: x.Name, TenantID: x.TenantID, Domain: x.Domain, Country: x.Country, Subscriptions: x.Subscriptions})
	}
	return page.Page(), nil
}

// customerDirectoryList is the same as a file.
func customerDirectoryList(r *request) (list, error) {
	columns := []string{"tenant_id", "name", "domain", "country", "subscriptions"}
	return list{"customers", columns, func(write func(...any) error) error {
		sort := store.CustomerOrder.Parse(r.QueryParam("sort"))
		return r.Store.EachCustomer(r.Request().Context(), store.CustomerFilter{Text: r.directoryQuery().Text}, sort, func(x store.Customer) error {
			return write(x.TenantID, x.Name, x.Domain, x.Country, x.Subscriptions)
		})
	}}, nil
}

func accountsPage(r *request) (templ.Component, error) {
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.AccountsPage{Frame: f, Filter: r.directoryQuery()}
	list, part := r.list(views.AccountsPath, page.Filter.Query(), store.AccountOrder)
	page.List = list
	found, count, err := r.Store.Accounts(r.Request().Context(), accountFilter(page.Filter), part)
	if err != nil {
		return nil, err
	}
	page.Count = count
	for _, x := range store.Roles {
		page.Roles = append(page.Roles, string(x))
	}
	for _, x := range onPage(&page.List, found, func(x *store.Person) int64 { return x.Key }) {
		page.Rows = append(page.Rows, views.AccountRow{Organisation: x.Organisation, OrganisationID: x.OrgID,
			PersonRow: views.PersonRow{Name: x.Name, Email: x.Email, Role: string(x.Role), Disabled: x.Disabled, Self: x.Key == r.who.Key}})
	}
	return page.Page(), nil
}

func accountFilter(v views.DirectoryFilter) store.AccountFilter {
	return store.AccountFilter{Text: v.Text, Role: store.Role(v.Role)}
}

// accountList is the same as a file.
func accountList(r *request) (list, error) {
	columns := []string{"email", "name", "role", "organisation_id", "organisation", "disabled"}
	return list{"people", columns, func(write func(...any) error) error {
		sort := store.AccountOrder.Parse(r.QueryParam("sort"))
		return r.Store.EachAccount(r.Request().Context(), accountFilter(r.directoryQuery()), sort, func(x store.Person) error {
			return write(x.Email, x.Name, string(x.Role), x.OrgID, x.Organisation, strconv.FormatBool(x.Disabled))
		})
	}}, nil
}
