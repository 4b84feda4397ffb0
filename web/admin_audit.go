package web

import (
	"slices"
	"strconv"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.AuditPath, audience: views.Admin, section: "audit", place: 80, get: auditPage, file: auditFile})
}

// auditPage lists for admins the changes that people made.
func auditPage(r *request) (views.Page, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	page := &views.AuditPage{Filter: r.auditQuery()}
	page.List = r.list(views.AuditPath, page.Filter.Query(), directory.AuditOrder)
	if page.Columns, err = r.columns(&page.List); err != nil {
		return nil, err
	}
	filter, wrong := r.auditFilter(p, &page.Filter)
	if wrong != nil {
		page.Errors = []views.FieldError{*wrong}
		return Invalid(page), nil
	}
	page.Rows, page.Count, err = listed(r, &page.List, directory.AuditOrder, func(part db.Part) ([]directory.Event, int64, error) {
		return r.Store.Audit(r.ctx(), filter, part)
	}, func(e directory.Event) (int64, views.AuditEntry) { return e.Key, auditRow(p, e) })
	return page, err
}

func auditRow(p *programme.Programme, e directory.Event) views.AuditEntry {
	row := views.AuditEntry{Change: change(p, e), Email: e.By.Email, Customer: e.Customer, TenantID: e.TenantID}
	row.About, row.Portal = auditedOf(e)
	switch e.Subject.Of {
	case directory.AnAssociation:
		row.Association = e.Subject.Key
	case directory.AnImport:
		row.Path = views.ImportPath(e.Subject.Key)
	case directory.AMonth:
		row.Path = views.MonthsPath
	case directory.AProgramme:
		row.Path = views.ProgrammePath
	case directory.APerson:
		row.Path, row.Account = views.PersonPath(views.Admin, strconv.FormatInt(e.Subject.Key, 10)), accountChange(e)
	case directory.APartner:
		row.Was, row.Is = contactOf(e.Before), contactOf(e.After)
		if e.Kind == directory.ProfileSet {
			row.Was, row.Is = profileOf(e.Before), profileOf(e.After)
		}
	}
	return row
}

// auditedOf names what an event of the portal itself is of, and reports whether it is one.
func auditedOf(e directory.Event) (about string, portal bool) {
	switch e.Subject.Of {
	case directory.AMonth:
		return programme.Month(e.Subject.Key).String(), true
	case directory.AnImport, directory.AProgramme, directory.APerson:
		return e.About, true
	}
	return "", false
}

// accountChange is what an event of an account tells besides.
func accountChange(e directory.Event) *views.AccountChange {
	a := &views.AccountChange{Address: e.After.Values["address"], Provider: e.After.Values["provider"], Why: e.After.Values["why"],
		Was: e.Before.Values["name"], Is: e.After.Values["name"]}
	if e.Kind == directory.SignedIn {
		a.Proof = e.After.Values["by"]
	}
	if e.Kind == directory.ScopeChanged {
		a.Was, a.Is = e.Before.Values["locations"], e.After.Values["locations"]
	}
	if role := e.After.Values["role"]; role != "" {
		a.Role, a.Was, a.Is = true, e.Before.Values["role"], role
	}
	return a
}

// accountCells are what an event of an account tells besides; nothing of another event.
func accountCells(e directory.Event) []any {
	if e.Subject.Of != directory.APerson {
		return []any{nil, nil, nil, nil, nil, nil}
	}
	a := accountChange(e)
	return []any{a.Address, a.Proof, a.Was, a.Is, a.Provider, a.Why}
}

// contactOf is a support contact as an event tells it.
func contactOf(s directory.State) *views.Contact {
	return &views.Contact{Name: s.Values["name"], Email: s.Values["email"], Phone: s.Values["phone"], Hours: s.Values["hours"]}
}

// profileOf is what a location tells of itself, as an event keeps it, in the lines of a contact.
func profileOf(s directory.State) *views.Contact {
	return &views.Contact{Name: s.Values["place"], Phone: s.Values["languages"], Hours: s.Values["introduction"]}
}

// contactCells are a support contact before and after a change; nothing of another event.
func contactCells(e directory.Event) []any {
	if e.Subject.Of != directory.APartner {
		return []any{nil, nil}
	}
	if e.Kind == directory.ProfileSet {
		return []any{profileOf(e.Before).String(), profileOf(e.After).String()}
	}
	return []any{contactOf(e.Before).String(), contactOf(e.After).String()}
}

// auditFile is the same as a file.
func auditFile(r *request) (file, error) {
	p, err := r.programme()
	if err != nil {
		return file{}, err
	}
	query := r.auditQuery()
	filter, wrong := r.auditFilter(p, &query)
	if wrong != nil {
		return file{}, r.badInput(wrong.Message)
	}
	columns := slices.Concat(changeColumns, []string{"email", "tenant_id", "customer", "contact_before", "contact_after", "about",
		"address", "proof", "value_before", "value_after", "provider", "why"})
	return file{name: "audit", columns: columns, rows: func(write func(...any) error) error {
		return r.Store.EachAuditEntry(r.ctx(), filter, r.sort(directory.AuditOrder), func(e directory.Event) error {
			about, _ := auditedOf(e)
			return write(slices.Concat(changeCells(p, e, views.Admin), []any{e.By.Email, e.TenantID, e.Customer}, contactCells(e), []any{about}, accountCells(e))...)
		})
	}}, nil
}

// auditQuery reads the filter from the query.
func (r *request) auditQuery() views.AuditFilter {
	return views.AuditFilter{Kind: r.text("kind"), Who: r.text("who"), Customer: r.text("customer"), Partner: r.text("partner"), About: r.text("about"),
		From: r.text("from"), To: r.text("to")}
}

// auditFilter reads the filter, or returns the fault of one of its fields.
func (r *request) auditFilter(p *programme.Programme, v *views.AuditFilter) (directory.AuditFilter, *views.FieldError) {
	period, wrong := r.period(p, &v.From, &v.To)
	var portal *bool
	if v.About == "associations" || v.About == "portal" {
		is := v.About == "portal"
		portal = &is
	}
	return directory.AuditFilter{Portal: portal, Kind: directory.Kind(v.Kind), Who: v.Who, Customer: v.Customer, Partner: v.Partner, Period: period}, wrong
}
