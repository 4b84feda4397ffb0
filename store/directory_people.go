package store

import "context"

// AccountFilter narrows the list of accounts. Empty fields let all through.
type AccountFilter struct {
	Text string // part of the name, of the address or of the organisation's name
	Role Role
}

// AccountOrder is what the list of accounts can be sorted by.
var AccountOrder = Order{key: "x.id", usual: Sort{By: "email"}, columns: map[string]string{
	"email": "x.email", "name": "x.name", "role": "x.role", "organisation": "coalesce(c.sorted, p.sorted, '')",
	"state": "CASE WHEN x.disabled THEN 1 ELSE 0 END"}}

var accountRegister = register[Person]{AccountOrder, "people x" + joinOrganisation, (*tx).people, func(x *Person) int64 { return x.Key }}

func (f AccountFilter) narrow(c *conditions) {
	if f.Text != "" {
		like := contains(f.Text)
		c.add(`(lower(x.name) LIKE ? ESCAPE '\' OR x.email LIKE ? ESCAPE '\' OR coalesce(c.found, p.found, '') LIKE ? ESCAPE '\')`,
			like, like, like)
	}
	if f.Role != "" {
		c.add("x.role = ?", f.Role)
	}
}

// Accounts returns a part of the accounts that the filter lets through, and how many there are.
func (s *Store) Accounts(ctx context.Context, f AccountFilter, p Part) ([]Person, int64, error) {
	return accountRegister.page(s, ctx, f.narrow, p)
}

// EachAccount calls row with every account that the filter lets through, in order.
func (s *Store) EachAccount(ctx context.Context, f AccountFilter, by Sort, row func(Person) error) error {
	return accountRegister.each(s, ctx, f.narrow, by, row)
}
