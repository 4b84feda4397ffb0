package store

import "context"

// AccessOrder is what the associations of a customer's tenant can be sorted by.
var AccessOrder = Order{key: "a.id", usual: Sort{By: "partner"}, columns: map[string]string{
	"partner": "p.sorted", "route": "a.route", "scope": "coalesce(s.subscription_id, '')", "since": "a.from_at"}}

// accessTo is the associations of a customer's tenant: with it as a whole, or with one of its
// subscriptions.
func accessTo(customer int64) assignmentList {
	return assignmentList{order: AccessOrder, within: where("a.customer_id = ?", customer)}
}

// Access returns a part of those associations of a customer that the filter lets through, and
// how many there are.
func (s *Store) Access(ctx context.Context, customer int64, f AssignmentFilter, p Part) (found []Assignment, count int64, err error) {
	err = s.view(ctx, func(t *tx) error {
		found, count, err = t.countedAssignments(accessTo(customer), f, p)
		return err
	})
	return found, count, err
}

// EachAccess calls row with every association of a customer that the filter lets through, in
// order.
func (s *Store) EachAccess(ctx context.Context, customer int64, f AssignmentFilter, by Sort, row func(Assignment) error) error {
	return s.view(ctx, func(t *tx) error { return t.eachAssignment(accessTo(customer), f, by, row) })
}
