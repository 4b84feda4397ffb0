package views

import (
	"net/url"
)

// AuditPath is the address of the audit.
const AuditPath = "/admin/audit"

// AuditPage lists what people did to partners of record and to requests, latest first.
type AuditPage struct {
	Frame
	Filter AuditFilter
	Count  int64 // of all that the filter lets through
	Rows   []AuditEntry
	List   List
	Errors []FieldError
}

// AuditFilter narrows the list, as it stands in the query.
type AuditFilter struct {
	Kind     string // one of auditKinds
	Who      string // part of a name or of an address
	Customer string // part of a name, or a tenant id
	Partner  string // part of a name, or an id, of whoever came or went
	From     string // the first day, 2016-04-15
	To       string // the last day
}

// AuditEntry is one thing that a person did, or the portal when the time of a request was over.
type AuditEntry struct {
	Change
	Email       string // empty where it is not known
	Customer    string
	TenantID    string
	Association int64    // key of what began, or of what ended where nothing began; 0 for what is of none
	Was, Is     *Contact // of a support contact that was changed; nil for anything else
}

func (f AuditFilter) fields() []filterField {
	return []filterField{{"kind", f.Kind}, {"who", f.Who}, {"customer", f.Customer}, {"partner", f.Partner}, {"from", f.From}, {"to", f.To}}
}

// Query returns the filter as a query, without its empty fields.
func (f AuditFilter) Query() url.Values { return queryOf(f.fields()) }

// chips returns the filters that are on.
func (p AuditPage) chips() []Chip { return p.chipsOf(p.List, p.Filter.fields(), p.shownChange) }
