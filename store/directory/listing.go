package directory

// Listing is rows that customers have, in the order of the customers' names. A page and a
// file of it are the same rows, and neither holds all of them in memory.
type Listing[T any] struct {
	Directory Directory
	Customers CustomerSet
	Read      func([]NamedCustomer) ([]T, error) // of some customers, in their order
	Customer  func(*T) int64                     // key of the customer whose row it is
	PerEach   int                                // about how many rows a customer has
}

// Count returns how many customers have rows, of a set of one table.
func (l Listing[T]) Count() (int64, error) { return l.Directory.HowMany(l.Customers) }

// Each calls row for every row.
func (l Listing[T]) Each(row func(T) error) error {
	return l.Directory.Walk(l.Customers, 0, AtOnce, func(customers []NamedCustomer) (int, error) {
		rows, err := l.Read(customers)
		for k := 0; k < len(rows) && err == nil; k++ {
			err = row(rows[k])
		}
		return AtOnce, err
	})
}

// Page returns the rows of the customers after one, by its key (0 for the first page), of db.Whole
// customers until there are limit rows, and after whom the next page begins, 0 for nobody.
func (l Listing[T]) Page(after int64, limit int) (page []T, next int64, err error) {
	seen := 0
	err = l.Directory.Walk(l.Customers, after, 1+limit/l.PerEach, func(customers []NamedCustomer) (int, error) {
		seen += len(customers)
		rows, err := l.Read(customers)
		if err != nil {
			return 0, err
		}
		for len(rows) > 0 {
			n := l.OfFirst(rows)
			if len(page) > 0 && len(page)+n > limit {
				next = l.Customer(&page[len(page)-1])
				return 0, nil
			}
			page, rows = append(page, rows[:n]...), rows[n:]
		}
		// As many as fill the page, by the rows that those before have, and the one after it.
		return 1 + (1+max(limit-len(page), 0))*seen/max(len(page), 1), nil
	})
	return page, next, err
}

// OfFirst returns how many rows at the beginning are of the same customer.
func (l Listing[T]) OfFirst(rows []T) int {
	first := l.Customer(&rows[0])
	return CountWhile(rows, func(r *T) bool { return l.Customer(r) == first })
}

// CountWhile returns how many elements at the beginning satisfy is.
func CountWhile[T any](list []T, is func(*T) bool) int {
	for k := range list {
		if !is(&list[k]) {
			return k
		}
	}
	return len(list)
}
