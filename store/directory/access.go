package directory

import "shimei/store/db"

// AccessOrder is what the associations of a customer's tenant can be sorted by.
var AccessOrder = db.Order{Key: "a.id", Usual: db.Sort{By: "partner"}, Columns: map[string]string{
	"partner": "p.sorted", "route": "a.route", "scope": "coalesce(s.subscription_id, '')", "since": "a.from_at"}}

// Access lists the associations of a customer's tenant, with it as a whole or with one of its
// subscriptions, that the filter lets through.
func (d Directory) Access(customer int64, f AssociationFilter) db.List[Association] {
	seen := d.seenBy("$1")
	return db.List[Association]{Tx: d.tx, Order: AccessOrder, From: seen + joinAssociations, Within: db.Conditions{Args: []any{customer}},
		Narrow: func(c *db.Conditions) { f.narrowAccess(d, c) }, Key: func(a *Association) int64 { return a.Key },
		Read: func(tail string, args ...any) ([]Association, error) { return d.associationsIn(seen, tail, args...) }}
}

// narrowAccess adds the filter's conditions. To a customer an association is over with its subscription, too.
func (f AssociationFilter) narrowAccess(d Directory, c *db.Conditions) {
	open := f.Open
	f.Open = nil
	f.narrow(d, c)
	switch {
	case open == nil:
	case *open:
		c.Add("(a.to_at IS NULL OR a.to_at > ?) AND (s.end_at IS NULL OR s.end_at > ?)", d.tx.Now, d.tx.Now)
	default:
		c.Add("(a.to_at <= ? OR s.end_at <= ?)", d.tx.Now, d.tx.Now)
	}
}
