package store

import (
	"context"

	"shimei/store/db"
	"shimei/store/directory"
)

// Subscriptions returns a part of those of a customer's subscriptions that the filter lets
// through, and how many there are.
func (s *Store) Subscriptions(ctx context.Context, customer int64, f directory.SubscriptionFilter, p db.Part) ([]directory.Subscription, int64, error) {
	return page(ctx, s, p, func(d directory.Directory) db.List[directory.Subscription] { return d.Subscriptions(customer, f) })
}

// EachSubscription calls row with every subscription of a customer that the filter lets
// through, in order.
func (s *Store) EachSubscription(ctx context.Context, customer int64, f directory.SubscriptionFilter, order db.Sort, row func(directory.Subscription) error) error {
	return each(ctx, s, order, row, func(d directory.Directory) db.List[directory.Subscription] { return d.Subscriptions(customer, f) })
}

// WithoutPartnerOfRecord returns how many of a customer's subscriptions that go on, and
// whose product takes a partner of record, have none.
func (s *Store) WithoutPartnerOfRecord(ctx context.Context, customer int64) (int64, error) {
	return read(ctx, s, func(w *work) (int64, error) {
		return w.directory().Subscriptions(customer, directory.SubscriptionFilter{Without: true}).Count()
	})
}

// Renewing returns a customer's subscriptions that are renewed soon, and not by themselves.
func (s *Store) Renewing(ctx context.Context, customer int64) (directory.Renewing, error) {
	return read(ctx, s, func(w *work) (directory.Renewing, error) { return w.directory().Renewing(customer) })
}

// Insights returns what a customer's subscriptions say about their use: all together, and by product.
func (s *Store) Insights(ctx context.Context, customer int64) (all directory.Insight, products []directory.Insight, err error) {
	err = s.view(ctx, func(w *work) error {
		all, products, err = w.directory().Insights(customer)
		return err
	})
	return all, products, err
}

// AskedToNominate returns the first of a customer's subscriptions that came by a move and have no
// partner of record, and how many there are.
func (s *Store) AskedToNominate(ctx context.Context, customer int64) (found []directory.Asked, count int64, err error) {
	err = s.view(ctx, func(w *work) error {
		found, count, err = w.directory().Asked(customer)
		return err
	})
	return found, count, err
}

// Usual returns the partner of record that most of a customer's subscriptions have, with at most so many of
// those that could have it too and have none; its Partner has no key where there is no such partner.
func (s *Store) Usual(ctx context.Context, customer int64, most int) (directory.Usual, error) {
	return read(ctx, s, func(w *work) (directory.Usual, error) { return w.directory().Usual(customer, most) })
}

// Chosen returns those of a customer's subscriptions that the ids name, in their order;
// ErrNotFound where one is not the customer's.
func (s *Store) Chosen(ctx context.Context, customer int64, ids []string) ([]directory.Subscription, error) {
	return read(ctx, s, func(w *work) ([]directory.Subscription, error) { return w.directory().Chosen(customer, ids) })
}

// Subscription returns one of a customer's subscriptions, or ErrNotFound.
func (s *Store) Subscription(ctx context.Context, customer int64, id string) (directory.SubscriptionDetail, error) {
	return read(ctx, s, func(w *work) (directory.SubscriptionDetail, error) { return w.directory().Subscription(customer, id) })
}
