package directory

import "shimei/store/db"

// AccessOrder is what the associations of a customer's tenant can be sorted by.
var AccessOrder = db.Order{Key: "a.id", Usual: db.Sort{By: "partner"}, Columns: map[string]string{
	"partner": "p.sorted", "route": "a.route", "scope": "coalesce(s.subscription_id, '')", "since": "a.from_at"}}

// Access lists the associations of a customer's tenant, with it as a whole or with one of its
// subscriptions, that the filter lets through.
func (d Directory) Access(customer int64, f AssociationFilter) db.List[Association] {
	list := d.Associations(f)
	list.Order, list.Within = AccessOrder, db.Where("a.customer_id = ?", customer)
	return list
}
