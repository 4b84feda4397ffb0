package directory

import "shimei/store/db"

// AuditFilter narrows what people did. Empty fields let all through.
type AuditFilter struct {
	Kind     Kind
	Who      string // part of the name or of the address
	Customer string // part of the name or its reading, or the tenant id
	Partner  string // part of the name or its reading, or the id, of whoever came or went
	Portal   *bool  // of the portal itself: imports, programmes, months, accounts; or of associations and requests
	Period
}

// AuditOrder is what it can be sorted by.
var AuditOrder = db.Order{Key: "x.key", Usual: db.Sort{By: "at", Down: true}, Columns: map[string]string{
	"at": "x.place", "who": "coalesce(y.email, '')", "kind": "x.kind", "customer": "coalesce(c.sorted, '')"}}

var fromAudit = fromEvents(recorded("e.id", "e.at", "e.reference", "events e"))

// Audit lists what people did, as far as the filter lets it through.
func (d Directory) Audit(f AuditFilter) db.List[Event] {
	return db.List[Event]{Tx: d.tx, Order: AuditOrder, From: fromAudit, Narrow: f.narrow, Key: eventKey,
		Read: func(tail string, args ...any) ([]Event, error) { return d.events(fromAudit, tail, args...) }}
}

func (f AuditFilter) narrow(c *db.Conditions) {
	if f.Kind != "" {
		c.Add("x.kind = ?", f.Kind)
	}
	if f.Who != "" {
		c.Add(`(lower(coalesce(y.name, x.actor)) LIKE ? ESCAPE '\' OR y.email LIKE ? ESCAPE '\')`, db.Contains(f.Who), db.Contains(f.Who))
	}
	ofCustomer(c, f.Customer)
	if f.Portal != nil {
		c.Add("(x.subject IN ('import', 'programme', 'month', 'person')) = ?", *f.Portal)
	}
	cameOrWent(c, f.Partner)
	f.within(c, "x.at")
}

// securityLog is how many events a person is shown of the own account.
const securityLog = 30

// SecurityLog returns the latest events of a person's account, the latest first.
func (d Directory) SecurityLog(person int64) ([]Event, error) {
	return d.events(fromAudit, "WHERE x.subject = 'person' AND x.subject_key = $1 ORDER BY x.place DESC, x.key DESC LIMIT $2", person, securityLog)
}
