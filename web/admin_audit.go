package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"shimei/store"
	"shimei/store/programme"
	"shimei/views"
)

// auditPage lists for admins what people did.
func auditPage(r *request) (templ.Component, error) {
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.AuditPage{Frame: f, Filter: r.auditQuery()}
	list, part := r.list(views.AuditPath, page.Filter.Query(), store.AuditOrder)
	page.List = list
	filter, wrong := r.auditFilter(f.Programme, &page.Filter)
	if wrong != nil {
		r.code = http.StatusUnprocessableEntity
		page.Errors = []views.FieldError{*wrong}
		return page.Page(), nil
	}
	found, count, err := r.Store.Audit(r.Request().Context(), filter, part)
	if err != nil {
		return nil, err
	}
	page.Count = count
	for _, e := range onPage(&page.List, found, func(e *store.AuditEntry) int64 { return e.Key }) {
		page.Rows = append(page.Rows, views.AuditEntry{Change: change(f.Programme, e.Change), Email: e.Email, Customer: e.Customer,
			TenantID: e.TenantID, Association: e.Association})
	}
	return page.Page(), nil
}

// auditList is the same as a file.
func auditList(r *request) (list, error) {
	b, err := r.standsOn()
	if err != nil {
		return list{}, err
	}
	typed := r.auditQuery()
	filter, wrong := r.auditFilter(b.Programme, &typed)
	if wrong != nil {
		return list{}, r.badInput(wrong.Message)
	}
	columns := slices.Concat(changeColumns, []string{"email", "tenant_id", "customer"})
	return list{"audit", columns, func(write func(...any) error) error {
		sort := store.AuditOrder.Parse(r.QueryParam("sort"))
		return r.Store.EachAuditEntry(r.Request().Context(), filter, sort, func(e store.AuditEntry) error {
			return write(append(changeCells(b.Programme, e.Change), e.Email, e.TenantID, e.Customer)...)
		})
	}}, nil
}

// auditQuery reads what the list is narrowed to.
func (r *request) auditQuery() views.AuditFilter {
	text := func(name string) string { return strings.TrimSpace(r.QueryParam(name)) }
	return views.AuditFilter{Kind: text("kind"), Who: text("who"), Customer: text("customer"), Partner: text("partner"), From: text("from"), To: text("to")}
}

// auditFilter reads the filter, or says what is wrong with it.
func (r *request) auditFilter(p *programme.Programme, v *views.AuditFilter) (store.AuditFilter, *views.FieldError) {
	period, wrong := r.period(p, &v.From, &v.To)
	return store.AuditFilter{Kind: store.Action(v.Kind), Who: v.Who, Customer: v.Customer, Partner: v.Partner, Period: period}, wrong
}
