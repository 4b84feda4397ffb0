package store

import (
	"context"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
)

// Overview returns the overview of an account, by its key; month nil is the one that figures
// are of (R10). An unknown account is ErrNotFound.
func (s *Store) Overview(ctx context.Context, account int64, month *programme.Month) (report.Overview, error) {
	return read(db.Brief(ctx), s, func(w *work) (report.Overview, error) { return w.report().Overview(ctx, account, month) })
}

// Progress returns every active account's progress in every competency (R9), by partner id
// and then in the programme's order, and the programme that it follows. An unknown partner
// is ErrNotFound.
func (s *Store) Progress(ctx context.Context, f report.ProgressFilter) (all []report.Progress, p *programme.Programme, err error) {
	err = s.view(ctx, func(w *work) error {
		p = w.p
		all, err = w.report().Progress(f)
		return err
	})
	return all, p, err
}

// ProgressIn returns an account's progress, by its key, in each of some months, by month and then in the
// programme's order of competencies (R9).
func (s *Store) ProgressIn(ctx context.Context, account int64, months []programme.Month) ([][]report.Progress, error) {
	return read(ctx, s, func(w *work) ([][]report.Progress, error) { return w.report().ProgressIn(account, months) })
}

// Ladder returns the accounts that stand nearest to the levels at a month, at most so many on either side of
// each; month nil is the one that figures are of (R10).
func (s *Store) Ladder(ctx context.Context, month *programme.Month, most int) (report.Ladder, error) {
	return read(ctx, s, func(w *work) (report.Ladder, error) { return w.report().Ladder(month, most) })
}

// Credits returns the credits other than zero behind Progress, one for each account, competency and
// requirement: by partner id, then in the programme's order of competencies and requirements.
func (s *Store) Credits(ctx context.Context, f report.ProgressFilter) (all []report.Credit, p *programme.Programme, err error) {
	err = s.view(ctx, func(w *work) error {
		p = w.p
		all, err = w.report().Credits(f)
		return err
	})
	return all, p, err
}

// PendingNomination returns what of a customer's nomination, by its reference, is in no figure yet.
func (s *Store) PendingNomination(ctx context.Context, customer int64, reference string) (report.Pending, error) {
	return read(db.Brief(ctx), s, func(w *work) (report.Pending, error) { return w.report().PendingNomination(customer, reference) })
}

// listing opens rows that customers have.
type listing[T any] func(report.Reader) (directory.Listing[T], error)

// eachOf calls row for every row. Neither rows nor customers are held in memory all together.
func eachOf[T any](ctx context.Context, s *Store, row func(T) error, open listing[T]) error {
	return s.view(ctx, func(w *work) error {
		l, err := open(w.report())
		if err != nil {
			return err
		}
		return l.Each(row)
	})
}

// pageOf returns the rows of the customers after one, by its key, in the order of their names, of
// whole customers until there are limit rows, and after whom the next page begins, 0 for nobody.
func pageOf[T any](ctx context.Context, s *Store, after int64, limit int, open listing[T]) (rows []T, next int64, err error) {
	err = s.view(ctx, func(w *work) error {
		l, err := open(w.report())
		if err == nil {
			rows, next, err = l.Page(after, limit)
		}
		return err
	})
	return rows, next, err
}

// countedPageOf is pageOf that tells how many customers there are.
func countedPageOf[T any](ctx context.Context, s *Store, after int64, limit int, open listing[T]) (rows []T, next, count int64, err error) {
	err = s.view(ctx, func(w *work) error {
		l, err := open(w.report())
		if err == nil {
			count, err = l.Count()
		}
		if err == nil {
			rows, next, err = l.Page(after, limit)
		}
		return err
	})
	return rows, next, count, err
}

// Explain calls row for every line of a figure and for every miss, customer by customer in the order
// of their names. It holds neither all rows nor all customers in memory. The amounts without a reason
// sum to the figure. It is ErrNotFound where the month has no such requirement.
func (s *Store) Explain(ctx context.Context, q report.FigureQuery, row func(report.Explained) error) error {
	return eachOf(ctx, s, row, func(r report.Reader) (directory.Listing[report.Explained], error) { return r.Explain(q) })
}

// ExplainPage returns the rows of Explain for the customers after one, by its key: those of whole
// customers until there are limit rows, and the customer after whom the next page begins, 0 for none.
func (s *Store) ExplainPage(ctx context.Context, q report.FigureQuery, after int64, limit int) (report.Explanation, error) {
	return read(db.Brief(ctx), s, func(w *work) (report.Explanation, error) { return w.report().ExplainPage(q, after, limit) })
}

// Nominated returns what customers that a scope is associated with now, by their tenant ids, would bring to the
// measures of a month by nominating the account.
func (s *Store) Nominated(ctx context.Context, scope directory.Scope, month programme.Month, tenantIDs []string) ([]report.Nominated, error) {
	return read(ctx, s, func(w *work) ([]report.Nominated, error) { return w.report().Nominated(scope, month, tenantIDs) })
}

// CreditRows returns a figure's amounts by customer and route: in the order of the customers' names,
// after the one with the key after, the rows of whole customers until there are limit of them. next
// is the customer after whom the next page begins, 0 for none. It is ErrNotFound where the month has
// no such requirement.
func (s *Store) CreditRows(ctx context.Context, q report.FigureQuery, after int64, limit int) ([]report.CreditRow, int64, error) {
	return pageOf(ctx, s, after, limit, func(r report.Reader) (directory.Listing[report.CreditRow], error) { return r.CreditRows(q) })
}

// EachCreditRow calls row with each of a figure's amounts by customer and route.
func (s *Store) EachCreditRow(ctx context.Context, q report.FigureQuery, row func(report.CreditRow) error) error {
	return eachOf(ctx, s, row, func(r report.Reader) (directory.Listing[report.CreditRow], error) { return r.CreditRows(q) })
}

// FigureParts returns what a figure, and those of the months before it, are made of, by route and by product.
// It is ErrNotFound where the month has no such requirement.
func (s *Store) FigureParts(ctx context.Context, q report.FigureQuery) (report.Parts, error) {
	return read(db.Brief(ctx), s, func(w *work) (report.Parts, error) { return w.report().Parts(q) })
}

// AccountCustomers returns the customers that a scope is associated with now, in the order
// of their names: at most limit of them after one, by its key, after whom the next page begins,
// 0 for nobody, and how many the filter lets through.
func (s *Store) AccountCustomers(ctx context.Context, scope directory.Scope, f report.AccountCustomerFilter, after int64, limit int) (page []report.AccountCustomer, next, count int64, err error) {
	return countedPageOf(ctx, s, after, limit, func(r report.Reader) (directory.Listing[report.AccountCustomer], error) {
		return r.AccountCustomers(scope, f)
	})
}

// EachAccountCustomer calls row with every customer that a scope is associated with now and that
// the filter lets through.
func (s *Store) EachAccountCustomer(ctx context.Context, scope directory.Scope, f report.AccountCustomerFilter, row func(report.AccountCustomer) error) error {
	return eachOf(ctx, s, row, func(r report.Reader) (directory.Listing[report.AccountCustomer], error) {
		return r.AccountCustomers(scope, f)
	})
}

// AccountCustomer returns a customer that a scope is associated with now, by its tenant id,
// or ErrNotFound.
func (s *Store) AccountCustomer(ctx context.Context, scope directory.Scope, tenantID string) (report.AccountCustomerDetail, error) {
	return read(ctx, s, func(w *work) (report.AccountCustomerDetail, error) {
		return w.report().AccountCustomer(scope, tenantID)
	})
}

// OwnUse returns how a customer's own subscription was used in each of the last months that it was the
// customer's, and then what was reported of its product together.
func (s *Store) OwnUse(ctx context.Context, customer int64, of directory.Subscription) ([]report.Use, error) {
	return read(db.Brief(ctx), s, func(w *work) ([]report.Use, error) { return w.report().OwnUse(customer, of) })
}

// Incentives returns the subscriptions that the associations of a scope reach, in the order of
// their customers' names: about limit of them after a customer, by its key, after whom the
// next page begins, 0 for nobody, and how many customers the filter lets through.
func (s *Store) Incentives(ctx context.Context, scope directory.Scope, f report.AccountCustomerFilter, after int64, limit int) (page []report.IncentiveRow, next, count int64, err error) {
	return countedPageOf(ctx, s, after, limit, func(r report.Reader) (directory.Listing[report.IncentiveRow], error) {
		return r.Incentives(scope, f)
	})
}

// EachIncentive calls row with every subscription that the associations of a scope reach, of the
// customers that the filter lets through.
func (s *Store) EachIncentive(ctx context.Context, scope directory.Scope, f report.AccountCustomerFilter, row func(report.IncentiveRow) error) error {
	return eachOf(ctx, s, row, func(r report.Reader) (directory.Listing[report.IncentiveRow], error) {
		return r.Incentives(scope, f)
	})
}

// Work returns what there is to do for those of a scope: about limit rows after a place, 0 for the first, and
// where the next page begins, 0 for nowhere.
func (s *Store) Work(ctx context.Context, scope directory.Scope, f report.WorkFilter, p db.Part) (page []report.WorkItem, next int64, err error) {
	err = s.view(ctx, func(w *work) error {
		page, next, err = w.report().Work(scope, f, p.Sort).Page(p.After, p.Limit)
		return err
	})
	return page, next, err
}

// Waiting returns, by kind, about limit things that there are to do for those of a scope, with leads what customers have
// to give besides; and whether they are not all
// kinds, as the account has more than most associations.
func (s *Store) Waiting(ctx context.Context, scope directory.Scope, leads bool, limit, most int) (all map[programme.WorkKind]report.Waiting, large bool, err error) {
	err = s.view(ctx, func(w *work) error {
		all, large, err = w.report().Waiting(scope, leads, limit, most)
		return err
	})
	return all, large, err
}

// EachWork calls row with everything that there is to do for those of a scope.
func (s *Store) EachWork(ctx context.Context, scope directory.Scope, f report.WorkFilter, order db.Sort, row func(report.WorkItem) error) error {
	return s.view(ctx, func(w *work) error { return w.report().Work(scope, f, order).Each(row) })
}

// Simulate compares the levels of every active account by the programme in force with those
// that p gives by the same facts, in one consistent view of them; month nil is the one
// that figures are of (R10). Credits under p are derived in memory and nothing is stored. A
// programme that could not be put in force is an error, as it is when it is.
func (s *Store) Simulate(ctx context.Context, p *programme.Programme, month *programme.Month) (report.Simulation, error) {
	return read(ctx, s, func(w *work) (report.Simulation, error) {
		if err := w.fits(p); err != nil {
			return report.Simulation{}, err
		}
		return w.report().Simulate(p, month)
	})
}
