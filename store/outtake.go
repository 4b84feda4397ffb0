package store

import (
	"context"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/facts"
	"shimei/store/outtake"
)

// WriteFacts writes every fact of some kinds as rows of fact files, of one consistent state of the database.
func (s *Store) WriteFacts(ctx context.Context, kinds []facts.Kind, to outtake.Writer) error {
	return s.view(ctx, func(w *work) error { return outtake.All(w.tx, w.p, kinds, to) })
}

// EachPartnerFact calls row with every row of a file of the partners that the filter lets through, in order.
func (s *Store) EachPartnerFact(ctx context.Context, f directory.PartnerFilter, order db.Sort, row func([]any) error) error {
	return eachFact(ctx, s, facts.Partners, order, row, func(d directory.Directory) db.List[directory.PartnerEntry] { return d.Partners(f) })
}

// EachCustomerFact does so with customers.
func (s *Store) EachCustomerFact(ctx context.Context, f directory.CustomerFilter, order db.Sort, row func([]any) error) error {
	return eachFact(ctx, s, facts.Customers, order, row, func(d directory.Directory) db.List[directory.Customer] { return d.Customers(f) })
}

// EachAssociationFact does so with associations, but for those that sales made: their sales are the facts.
func (s *Store) EachAssociationFact(ctx context.Context, f directory.AssociationFilter, order db.Sort, row func([]any) error) error {
	return eachFact(ctx, s, facts.Associations, order, row, func(d directory.Directory) db.List[directory.Association] { return d.Associations(f) })
}

// eachFact calls row with every row of a fact file of a list.
func eachFact[T any](ctx context.Context, s *Store, kind facts.Kind, order db.Sort, row func([]any) error, list func(directory.Directory) db.List[T]) error {
	return s.view(ctx, func(w *work) error {
		l := list(w.directory())
		return l.EachPart(order, func(part []T) error {
			keys := make([]int64, len(part))
			for k := range part {
				keys[k] = l.Key(&part[k])
			}
			rows, err := outtake.Of(w.tx, kind, keys)
			for k := 0; k < len(rows) && err == nil; k++ {
				err = row(rows[k])
			}
			return err
		})
	})
}
