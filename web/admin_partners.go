package web

import (
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/facts"
	"shimei/views"
)

func init() {
	add(entry{path: views.PartnersPath, audience: views.Admin, section: "partners", place: 20, get: partnersPage, file: partnersFile, facts: partnerFacts})
}

func partnersPage(r *request) (views.Page, error) {
	page := &views.PartnersPage{Filter: r.directoryQuery()}
	page.List = r.list(views.PartnersPath, page.Filter.Query(), directory.PartnerOrder)
	page.List.Facts = true
	var err error
	if page.Columns, err = r.columns(&page.List); err != nil {
		return nil, err
	}
	page.Rows, page.Count, err = listed(r, &page.List, directory.PartnerOrder, func(part db.Part) ([]directory.PartnerEntry, int64, error) {
		return r.Store.Partners(r.ctx(), partnerFilter(page.Filter), part)
	}, func(x directory.PartnerEntry) (int64, views.PartnerRow) {
		return x.Key, views.PartnerRow{PartnerRef: partnerRef(x.Partner), Suspended: x.Suspended,
			Account: views.PartnerRef{ID: x.AccountID, Name: x.AccountName}}
	})
	return page, err
}

func partnerFilter(v views.DirectoryFilter) directory.PartnerFilter {
	f := directory.PartnerFilter{Text: v.Text}
	if v.State != "" {
		suspended := v.State == views.FilterSuspended
		f.Suspended = &suspended
	}
	return f
}

// partnersFile is the same as a file.
func partnersFile(r *request) (file, error) {
	columns := []string{"partner_id", "name", "parent_id", "country", "status", "email"}
	return file{name: "partners", columns: columns, rows: func(write func(...any) error) error {
		return r.Store.EachPartner(r.ctx(), partnerFilter(r.directoryQuery()), r.sort(directory.PartnerOrder), func(x directory.PartnerEntry) error {
			return write(x.ID, x.Name, x.AccountID, x.Country, map[bool]string{false: "active", true: "suspended"}[x.Suspended], x.Email)
		})
	}}, nil
}

// partnerFacts is the same as a fact file.
func partnerFacts(r *request) (file, error) {
	return factFile(facts.Partners, func(row func([]any) error) error {
		return r.Store.EachPartnerFact(r.ctx(), partnerFilter(r.directoryQuery()), r.sort(directory.PartnerOrder), row)
	}), nil
}
