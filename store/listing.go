package store

// listing is rows that customers have, in the order of the customers' names. A page and a
// file of it are the same rows, and neither holds all of them in memory.
type listing[T any] struct {
	*tx
	customers customerSet
	read      func([]namedCustomer) ([]T, error) // of some customers, in their order
	of        func(*T) int64                     // key of the customer whose row it is
	per       int                                // about how many rows a customer has
}

// each calls row for every row.
func (l listing[T]) each(row func(T) error) error {
	return l.walk(l.customers, 0, tenantsAtOnce, func(customers []namedCustomer) (int, error) {
		rows, err := l.read(customers)
		for k := 0; k < len(rows) && err == nil; k++ {
			err = row(rows[k])
		}
		return tenantsAtOnce, err
	})
}

// page returns the rows of the customers after one, by its key (0 for the first page), of whole
// customers until there are limit rows, and after whom the next page begins, 0 for nobody.
func (l listing[T]) page(after int64, limit int) (page []T, next int64, err error) {
	seen := 0
	err = l.walk(l.customers, after, 1+limit/l.per, func(customers []namedCustomer) (int, error) {
		seen += len(customers)
		rows, err := l.read(customers)
		if err != nil {
			return 0, err
		}
		for len(rows) > 0 {
			n := l.ofFirst(rows)
			if len(page) > 0 && len(page)+n > limit {
				next = l.of(&page[len(page)-1])
				return 0, nil
			}
			page, rows = append(page, rows[:n]...), rows[n:]
		}
		// As many as fill the page, by the rows that those before have, and the one after it.
		return 1 + (1+max(limit-len(page), 0))*seen/max(len(page), 1), nil
	})
	return page, next, err
}

// ofFirst returns how many rows at the beginning are of the same customer.
func (l listing[T]) ofFirst(rows []T) int {
	first := l.of(&rows[0])
	return countWhile(rows, func(r *T) bool { return l.of(r) == first })
}

// countWhile returns how many elements at the beginning satisfy is.
func countWhile[T any](list []T, is func(*T) bool) int {
	for k := range list {
		if !is(&list[k]) {
			return k
		}
	}
	return len(list)
}
