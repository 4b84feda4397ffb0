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
		Narrow: func(c *db.Conditions) { f.narrow(d, c) }, Key: func(a *Association) int64 { return a.Key },
		Read: func(tail string, args ...any) ([]Association, error) { return d.associationsIn(seen, tail, args...) }}
}
