package views

import (
	"net/url"
)

// AuditPath is the address of the audit.
const AuditPath = "/admin/audit"

// AuditPage lists what people did to partners of record and to requests, latest first.
type AuditPage struct {
	Frame
	Filter  AuditFilter
	Count   int64 // of all that the filter lets through
	Rows    []AuditEntry
	List    List
	Columns Columns
	Errors  []FieldError
}

// AuditFilter narrows the list, as it stands in the query.
type AuditFilter struct {
	Kind     string // one of auditKinds
	Who      string // part of a name or of an address
	Customer string // part of a name, or a tenant id
	Partner  string // part of a name, or an id, of whoever came or went
	About    string // "associations", "portal" or empty for both
	From     string // the first day, 2016-04-15
	To       string // the last day
}

// AuditEntry is one thing that a person did, or the portal when the time of a request was over.
type AuditEntry struct {
	Change
	Email       string // empty where it is not known
	Customer    string
	TenantID    string
	Association int64          // key of what began, or of what ended where nothing began; 0 for what is of none
	Was, Is     *Contact       // of a support contact that was changed; nil for anything else
	Account     *AccountChange // of an account; nil for anything else
	// Portal is whether the entry is of the portal itself. About is then what it is of: a file, a month, an
	// address; and Path where that has a page, or empty.
	Portal      bool
	About, Path string
}

// portalKinds are what is told of the portal itself, in the order of a choice.
var portalKinds = []EventKind{"imported", "undone", "completed", "reopened", "closed", "adopted", "account_made", "account_disabled", "password_set",
	"account_enabled",
	"invited", "invitation_withdrawn", "joined", "role_changed", "scope_changed", "name_changed", "email_changed", "account_moved",
	"account_merged", "account_erased", "data_exported", "factor_set", "factor_removed", "passkey_copied", "recovery_made",
	"factor_wanted", "factor_not_wanted", "identity_linked", "identity_unlinked", "role_kept", "reset_asked", "identity_proved", "sign_on_refused", "signed_in", "confirmed", "sign_in_failed", "session_ended"}

// abouts are the choices of what the audit is narrowed to.
func (p AuditPage) abouts() []choice {
	return []choice{{"", p.T("filter.all")}, {"associations", p.L.Term("audit_about", "associations")}, {"portal", p.L.Term("audit_about", "portal")}}
}

func (f AuditFilter) fields() []filterField {
	return []filterField{{"kind", f.Kind}, {"who", f.Who}, {"customer", f.Customer}, {"partner", f.Partner}, {"about", f.About}, {"from", f.From}, {"to", f.To}}
}

// Query returns the filter as a query, without its empty fields.
func (f AuditFilter) Query() url.Values { return queryOf(f.fields()) }

// chips returns the filters that are on.
func (p AuditPage) chips() []Chip {
	return p.chipsOf(p.List, p.Filter.fields(), func(f filterField) string {
		if f.name == "about" && (f.value == "associations" || f.value == "portal") {
			return p.L.Term("audit_about", f.value)
		}
		return p.shownChange(f)
	})
}

// counted says how much there is.
func (p AuditPage) counted() string {
	if p.Count == 0 {
		return p.T("audit.no_changes")
	}
	return p.T("audit.count", "N", p.Count)
}
