package db

import "strconv"

// List is rows of some tables that are sorted, narrowed and read page by page. A page and a
// file of a list are the same rows.
type List[T any] struct {
	Tx     *Tx
	Order  Order
	From   string                                      // its tables, joined
	Within Conditions                                  // of the rows that the asker may see
	Narrow func(*Conditions)                           // by the asker's filter; nil lets all through
	Read   func(tail string, args ...any) ([]T, error) // rows of From; tail begins with WHERE
	Key    func(*T) int64
}

// Page returns one part of the rows, and the number of all that the filter lets through.
func (l List[T]) Page(p Part) (found []T, count int64, err error) {
	if count, err = l.Count(); err != nil {
		return nil, 0, err
	}
	found, err = l.Part(p)
	return found, count, err
}

// Count returns the number of rows that the filter lets through.
func (l List[T]) Count() (count int64, err error) {
	c := l.narrowed()
	_, err = l.Tx.One([]any{&count}, "SELECT count(*) FROM "+l.From+" WHERE "+c.String(), c.Args...)
	return count, err
}

// Part returns one part of the rows, in the order of its Sort.
func (l List[T]) Part(p Part) ([]T, error) {
	c := l.narrowed()
	tail, err := l.tail(p)
	if err != nil {
		return nil, err
	}
	return l.Read("WHERE "+c.String()+tail, c.Args...)
}

// partRows is the number of rows that Each reads at once.
const partRows = 500

// Each calls row with every row, in order.
func (l List[T]) Each(by Sort, row func(T) error) error {
	return l.EachPart(by, func(part []T) error {
		for _, x := range part {
			if err := row(x); err != nil {
				return err
			}
		}
		return nil
	})
}

// EachPart calls take with all rows, in order, partRows at a time.
func (l List[T]) EachPart(by Sort, take func([]T) error) error {
	for p := (Part{Sort: by, Limit: partRows}); ; {
		found, err := l.Part(p)
		if err != nil {
			return err
		}
		if err := take(found); err != nil || len(found) < p.Limit {
			return err
		}
		p.After = l.Key(&found[len(found)-1])
	}
}

func (l List[T]) narrowed() Conditions {
	c := l.Within.Clone()
	if l.Narrow != nil {
		l.Narrow(&c)
	}
	return c
}

// tail returns the end of the statement of a part. It looks the row that the part comes after up
// among those that the asker may see; where there is none, the part is the first.
func (l List[T]) tail(p Part) (string, error) {
	if p.After == 0 {
		return l.Order.First(p.Sort, p.Limit), nil
	}
	last := "FROM " + l.From + " WHERE " + l.Within.String() + " AND " + l.Order.Key + " = " + strconv.FormatInt(p.After, 10)
	var some int
	known, err := l.Tx.One([]any{&some}, "SELECT 1 "+last, l.Within.Args...)
	if err != nil || !known {
		return l.Order.First(p.Sort, p.Limit), err
	}
	return l.Order.After(p.Sort, "(SELECT "+l.Order.position(p.Sort)+" "+last+")", p.Limit), nil
}
