package report

import (
	"slices"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// Explanation is one page of what Explain lists: of whole customers, in the order of their names.
type Explanation struct {
	Rows  []Explained
	Next  int64          // the customer after whom the next page begins; 0 for none
	Known map[int64]bool // the customers of the rows that the scope is associated with now, by their keys
}

// ExplainPage returns the rows of Explain for the customers after one, by its key (0 for the first page): those
// of whole customers until there are limit rows.
func (r Reader) ExplainPage(q FigureQuery, after int64, limit int) (x Explanation, err error) {
	l, err := r.Explain(q)
	if err != nil {
		return x, err
	}
	if x.Rows, x.Next, err = l.Page(after, limit); err != nil || len(x.Rows) == 0 {
		return x, err
	}
	x.Known, err = r.associatedNow(q.Scope, x.Rows)
	return x, err
}

// associatedNow are the customers of rows that a scope is associated with now: those who have a page of their own.
func (r Reader) associatedNow(s directory.Scope, rows []Explained) (map[int64]bool, error) {
	keys, known, args := make([]int64, len(rows)), map[int64]bool{}, []any{s.Account, r.tx.Now}
	for k := range rows {
		keys[k] = rows[k].Customer.Key
	}
	those := db.Among(distinct(keys), &args)
	return known, r.tx.Each(func(scan db.Scan) error {
		var key int64
		err := scan(&key)
		known[key] = true
		return err
	}, "SELECT DISTINCT x.customer_id FROM "+inEffect(s)+" AND x.customer_id IN "+those, args...)
}

// CustomerLines are the lines that one customer adds to a figure.
type CustomerLines struct {
	Amount int64 // their sum
	Facts  []FactRows
}

// FactRows are rows of one subscription, of one customer's use of a product, or of one customer: of misses those
// that one route missed for one reason. They stand in the order of their months.
type FactRows struct {
	Amount int64 // their sum
	Rows   []Explained
}

// ReasonMisses is what a figure leaves out for one reason.
type ReasonMisses struct {
	Reason programme.Reason
	Count  int
	Amount int64
	Facts  []FactRows
}

// ByCustomer puts the lines among rows together by customer and by what they are of, in the order in which they
// come. The error is of a sum beyond 2^63 (R11).
func ByCustomer(rows []Explained) (list []CustomerLines, err error) {
	lines := slices.DeleteFunc(slices.Clone(rows), func(r Explained) bool { return r.Reason != "" })
	for _, its := range together(lines, func(r *Explained) int64 { return r.Customer.Key }) {
		x := CustomerLines{}
		if x.Facts, x.Amount, err = factRows(its); err != nil {
			return nil, err
		}
		list = append(list, x)
	}
	return list, err
}

// ByReason puts the misses among rows together by their reasons, in the order in which something can be done about
// them, and by what they are of. The error is as of ByCustomer.
func ByReason(rows []Explained) (list []ReasonMisses, err error) {
	for _, reason := range reasonsInOrder() {
		misses := slices.DeleteFunc(slices.Clone(rows), func(r Explained) bool { return r.Reason != reason })
		if len(misses) == 0 {
			continue
		}
		x := ReasonMisses{Reason: reason, Count: len(misses)}
		if x.Facts, x.Amount, err = factRows(misses); err != nil {
			return nil, err
		}
		list = append(list, x)
	}
	return list, err
}

// reasonsInOrder are all reasons: last those by which nothing is lost.
func reasonsInOrder() []programme.Reason {
	last := []programme.Reason{programme.AlreadyCounted, programme.OutsideWindow}
	return append(slices.DeleteFunc(slices.Clone(programme.Reasons), func(r programme.Reason) bool { return slices.Contains(last, r) }), last...)
}

// factOfRow is what a row is of.
type factOfRow struct {
	customer, key int64
	route         int // of a miss; -1 of a line, whose routes may change from month to month
}

func factRows(rows []Explained) (list []FactRows, sum int64, err error) {
	for _, its := range together(rows, func(r *Explained) factOfRow {
		if r.Reason == "" {
			return factOfRow{r.Customer.Key, r.Key, -1}
		}
		return factOfRow{r.Customer.Key, r.Key, r.Routes[0]}
	}) {
		x := FactRows{Rows: its}
		for _, r := range its {
			if x.Amount, err = programme.Add(x.Amount, r.Amount); err != nil {
				return nil, 0, err
			}
		}
		if sum, err = programme.Add(sum, x.Amount); err != nil {
			return nil, 0, err
		}
		list = append(list, x)
	}
	return list, sum, nil
}

// together puts rows with the same key together, in the order of the first of each.
func together[K comparable](rows []Explained, key func(*Explained) K) (lists [][]Explained) {
	places := map[K]int{}
	for k := range rows {
		place, is := places[key(&rows[k])]
		if !is {
			place = len(lists)
			places[key(&rows[k])] = place
			lists = append(lists, nil)
		}
		lists[place] = append(lists[place], rows[k])
	}
	return lists
}
