package directory

import "shimei/store/db"

// CustomerPersonOrder is what a customer's people can be sorted by. Of roles those that may do
// more come first.
var CustomerPersonOrder = db.Order{Key: "x.id", Usual: db.Sort{By: "role"}, Columns: map[string]string{
	"name": "x.sorted", "email": "x.email", "role": "CASE x.role WHEN 'owner' THEN 0 WHEN 'administrator' THEN 1 ELSE 2 END",
	"state": "CASE WHEN x.disabled THEN 1 ELSE 0 END"}}

// CustomerPeople lists everybody of a customer.
func (d Directory) CustomerPeople(customer int64) db.List[Person] {
	list := d.People(PersonFilter{})
	list.Order, list.Within = CustomerPersonOrder, db.Where("x.customer_id = ?", customer)
	return list
}
