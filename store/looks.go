package store

import (
	"context"

	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
)

// AsSeen returns what the account of a partner, by the partner's id, sees of a customer, and when it last
// looked. It is ErrNotFound for a partner of whom the customer sees nothing.
func (s *Store) AsSeen(ctx context.Context, customer int64, partnerID string) (report.AsSeen, error) {
	return read(ctx, s, func(w *work) (report.AsSeen, error) { return w.report().AsSeen(customer, partnerID) })
}

// Looks returns when people of accounts last looked at a customer, by the account's key.
func (s *Store) Looks(ctx context.Context, customer int64) (map[int64]programme.Instant, error) {
	return read(ctx, s, func(w *work) (map[int64]programme.Instant, error) { return w.directory().Looks(customer) })
}

// Looked records that somebody of an account looks at a customer now, once an hour at most.
func (s *Store) Looked(ctx context.Context, account, customer int64) error {
	return s.update(ctx, func(w *work) error { return directory.Looked(w.tx, account, customer) })
}
