package statement

import (
	"cmp"
	"slices"

	"shimei/store/db"
	"shimei/store/directory"
)

// keepNames keeps the names that a statement which is being closed shows, beside its lines: of its
// customers, and of all partners, since one without lines has a statement too. Names have no history,
// so that nothing else would tell later what they were.
func (s Statements) keepNames(c closedMonth) error {
	if err := s.tx.Exec(`INSERT INTO statement_partners (statement_id, partner_id, name)
		SELECT s.id, p.id, p.name FROM statements s CROSS JOIN partners p WHERE s.id = $1`, c.key); err != nil {
		return err
	}
	return s.tx.Exec(`INSERT INTO statement_customers (statement_id, customer_id, name)
		SELECT l.statement_id, c.id, c.name FROM (SELECT DISTINCT statement_id, customer_id FROM statement_lines WHERE statement_id = $1) l
		JOIN customers c ON c.id = l.customer_id`, c.key)
}

// nameAccount gives the account of a closed statement its name of then. A partner that came later has
// the one of today.
func (r *reader) nameAccount() error {
	if r.key == 0 {
		return nil
	}
	_, err := r.s.tx.One([]any{&r.statement.Account.Name},
		"SELECT name FROM statement_partners WHERE statement_id = $1 AND partner_id = $2", r.key, r.statement.Account.Key)
	return err
}

// named returns customers by the names that the statement shows: those of then where it is closed. They
// stay in the order of today's names, by which a walk goes through them.
func (r *reader) named(customers []directory.NamedCustomer) ([]directory.NamedCustomer, error) {
	if r.key == 0 || len(customers) == 0 {
		return customers, nil
	}
	names := make(map[int64]string, len(customers))
	err := r.s.tx.Each(func(scan db.Scan) error {
		var key int64
		var name string
		err := scan(&key, &name)
		names[key] = name
		return err
	}, "SELECT customer_id, name FROM statement_customers WHERE statement_id = $1 AND customer_id IN "+db.Keys(directory.KeysOf(customers)), r.key)
	named := slices.Clone(customers)
	for k := range named {
		named[k].Name = cmp.Or(names[named[k].Key], named[k].Name)
	}
	return named, err
}
