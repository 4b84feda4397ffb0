package directory

import (
	"shimei/store/db"
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
var AuditOrder = db.Order{Key: "e.id", Usual: db.Sort{By: "at", Down: true}, Columns: map[string]string{
	"at": "e.at", "who": "coalesce(y.email, '')", "kind": "e.action", "customer": "c.sorted"}}

const fromAudit = `events e JOIN customers c ON c.id = e.customer_id LEFT JOIN people y ON y.id = e.person_id
	LEFT JOIN subscriptions s ON s.id = e.subscription_id
	LEFT JOIN partners p ON p.id = e.partner_id LEFT JOIN partners q ON q.id = e.earlier_partner_id`

func (d Directory) auditEntries(where string, args ...any) (found []AuditEntry, err error) {
	err = d.tx.Each(func(scan db.Scan) error {
		var e AuditEntry
		c, err := d.change(func(into ...any) error {
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

func (f AuditFilter) narrow(c *db.Conditions) {
	if f.Kind != "" {
		c.Add("e.action = ?", f.Kind)
	}
	if f.Who != "" {
		c.Add(`(lower(y.name) LIKE ? ESCAPE '\' OR y.email LIKE ? ESCAPE '\')`, db.Contains(f.Who), db.Contains(f.Who))
	}
	if f.Customer != "" {
		c.Add(`(c.found LIKE ? ESCAPE '\' OR c.tenant_id IN (?, ?))`, db.Contains(f.Customer), f.Customer, db.UsualWidth(f.Customer))
	}
	cameOrWent(c, f.Partner)
	f.within(c, "e.at")
}

// Audit lists what people did, as far as the filter lets it through.
func (d Directory) Audit(f AuditFilter) db.List[AuditEntry] {
	return db.List[AuditEntry]{Tx: d.tx, Order: AuditOrder, From: fromAudit, Narrow: f.narrow,
		Read: d.auditEntries, Key: func(e *AuditEntry) int64 { return e.Key }}
}
