package store

import (
	"context"

	"shimei/store/programme"
)

// AuditEntry is one thing that a person did to the partner of record of a subscription.
type AuditEntry struct {
	Change             // its Key is that of what was done
	Email       string // of who did it, "" where that is not known
	TenantID    string
	Customer    string // name of the tenant that they belonged to
	Association int64  // key of what began, or of what ended where nothing began; 0 for neither
}

// AuditFilter narrows what people did. Empty fields let all through.
type AuditFilter struct {
	Kind     Action
	Who      string // part of the name or of the address
	Customer string // part of the name or its reading, or the tenant id
	Partner  string // part of the name or its reading, or the id, of whoever came or went
	Period
}

// AuditOrder is what it can be sorted by.
var AuditOrder = Order{key: "e.id", usual: Sort{By: "at", Down: true}, columns: map[string]string{
	"at": "e.at", "who": "coalesce(y.email, '')", "kind": "e.action", "customer": "c.sorted"}}

var auditRegister = register[AuditEntry]{AuditOrder, fromAudit, (*tx).auditEntries, func(e *AuditEntry) int64 { return e.Key }}

const fromAudit = `events e JOIN customers c ON c.id = e.customer_id LEFT JOIN people y ON y.id = e.person_id
	LEFT JOIN subscriptions s ON s.id = e.subscription_id
	LEFT JOIN partners p ON p.id = e.partner_id LEFT JOIN partners q ON q.id = e.earlier_partner_id`

func (t *tx) auditEntries(where string, args ...any) (found []AuditEntry, err error) {
	err = t.each(func(scan func(...any) error) error {
		var e AuditEntry
		c, err := t.change(func(into ...any) error {
			return scan(append(into, &e.Email, &e.TenantID, &e.Customer, &e.Association)...)
		})
		e.Change = c
		found = append(found, e)
		return err
	}, `SELECT e.id, e.at, e.action, '`+programme.DPOR+`', 'nomination', coalesce(y.name, ''), e.reference,
		coalesce(s.subscription_id, ''), coalesce(s.product, ''), coalesce(p.partner_id, ''), coalesce(p.name, ''), coalesce(q.partner_id, ''), coalesce(q.name, ''),
		coalesce(y.email, ''), c.tenant_id, c.name, coalesce(e.association_id, 0)
		FROM `+fromAudit+" "+where, args...)
	return found, err
}

func (f AuditFilter) narrow(c *conditions) {
	if f.Kind != "" {
		c.add("e.action = ?", f.Kind)
	}
	if f.Who != "" {
		c.add(`(lower(y.name) LIKE ? ESCAPE '\' OR y.email LIKE ? ESCAPE '\')`, contains(f.Who), contains(f.Who))
	}
	if f.Customer != "" {
		c.add(`(c.found LIKE ? ESCAPE '\' OR c.tenant_id IN (?, ?))`, contains(f.Customer), f.Customer, usualWidth(f.Customer))
	}
	c.cameOrWent(f.Partner)
	c.within("e.at", f.Period)
}

// Audit returns a part of what people did, as far as the filter lets it through, and how much
// there is.
func (s *Store) Audit(ctx context.Context, f AuditFilter, p Part) ([]AuditEntry, int64, error) {
	return auditRegister.page(s, ctx, f.narrow, p)
}

// EachAuditEntry calls row with everything that the filter lets through, in order.
func (s *Store) EachAuditEntry(ctx context.Context, f AuditFilter, by Sort, row func(AuditEntry) error) error {
	return auditRegister.each(s, ctx, f.narrow, by, row)
}
