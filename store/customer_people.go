package store

import "context"

// PersonOrder is what a customer's people can be sorted by. Of roles those that may do more
// come first.
var PersonOrder = Order{key: "x.id", usual: Sort{By: "role"}, columns: map[string]string{
	"name": "x.name", "email": "x.email", "role": "CASE x.role WHEN 'owner' THEN 0 WHEN 'administrator' THEN 1 ELSE 2 END",
	"state": "CASE WHEN x.disabled THEN 1 ELSE 0 END"}}

const ofCustomer = "x.customer_id = $1"

// CustomerPeople returns a part of the people of a customer, and how many there are.
func (s *Store) CustomerPeople(ctx context.Context, customer int64, p Part) (found []Person, count int64, err error) {
	err = s.view(ctx, func(t *tx) error {
		if _, err := t.one([]any{&count}, "SELECT count(*) FROM people x WHERE "+ofCustomer, customer); err != nil {
			return err
		}
		found, err = t.personPart(customer, p)
		return err
	})
	return found, count, err
}

// EachCustomerPerson calls row with everybody of a customer, in order.
func (s *Store) EachCustomerPerson(ctx context.Context, customer int64, by Sort, row func(Person) error) error {
	return s.view(ctx, func(t *tx) error {
		return eachPart(by, func(p Part) ([]Person, error) { return t.personPart(customer, p) }, func(x *Person) int64 { return x.Key }, row)
	})
}

func (t *tx) personPart(customer int64, p Part) ([]Person, error) {
	part, err := t.part(PersonOrder, p, "people x", ofCustomer, customer)
	if err != nil {
		return nil, err
	}
	return t.people("WHERE "+ofCustomer+part, customer)
}
