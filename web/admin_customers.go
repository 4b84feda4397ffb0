package web

import (
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/facts"
	"shimei/views"
)

func init() {
	add(entry{path: views.CustomerDirectoryPath, audience: views.Admin, section: "customers", place: 30, get: customerDirectoryPage, file: customerDirectoryFile, facts: customerFacts})
}

func customerDirectoryPage(r *request) (views.Page, error) {
	page := &views.CustomerDirectoryPage{Filter: r.directoryQuery()}
	page.List = r.list(views.CustomerDirectoryPath, page.Filter.Query(), directory.CustomerOrder)
	page.List.Facts = true
	var err error
	if page.Columns, err = r.columns(&page.List); err != nil {
		return nil, err
	}
	page.Rows, page.Count, err = listed(r, &page.List, directory.CustomerOrder, func(part db.Part) ([]directory.Customer, int64, error) {
		return r.Store.Customers(r.ctx(), directory.CustomerFilter{Text: page.Filter.Text}, part)
	}, func(x directory.Customer) (int64, views.CustomerEntry) {
		return x.Key, customerEntry(x)
	})
	return page, err
}

func customerEntry(x directory.Customer) views.CustomerEntry {
	return views.CustomerEntry{Name: x.Name, TenantID: x.TenantID, Domain: x.Domain, Country: x.Country, Subscriptions: x.Subscriptions}
}

// customerDirectoryFile is the same as a file.
func customerDirectoryFile(r *request) (file, error) {
	columns := []string{"tenant_id", "name", "domain", "country", "subscriptions"}
	return file{name: "customers", columns: columns, rows: func(write func(...any) error) error {
		filter := directory.CustomerFilter{Text: r.directoryQuery().Text}
		return r.Store.EachCustomer(r.ctx(), filter, r.sort(directory.CustomerOrder), func(x directory.Customer) error {
			return write(x.TenantID, x.Name, x.Domain, x.Country, x.Subscriptions)
		})
	}}, nil
}

// customerFacts is the same as a fact file.
func customerFacts(r *request) (file, error) {
	return factFile(facts.Customers, func(row func([]any) error) error {
		return r.Store.EachCustomerFact(r.ctx(), directory.CustomerFilter{Text: r.directoryQuery().Text}, r.sort(directory.CustomerOrder), row)
	}), nil
}
