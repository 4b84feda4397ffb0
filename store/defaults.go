package store

import (
	"context"

	"shimei/store/directory"
	"shimei/store/programme"
)

// DefaultPartner returns the partner that a customer chose to be proposed for new subscriptions; without a key where it
// chose none, or that cannot be nominated any more.
func (s *Store) DefaultPartner(ctx context.Context, customer int64) (directory.Partner, error) {
	return read(ctx, s, func(w *work) (directory.Partner, error) { return w.directory().Default(customer) })
}

// SetDefaultPartner has a partner, by its id, proposed for new subscriptions of the person's customer, or nobody for "".
// Nothing is nominated by it. Its error is the rules' refusal, as that of Nominate.
func (s *Store) SetDefaultPartner(ctx context.Context, who directory.Person, partnerID string) error {
	if !who.Role.May(directory.ToNominate) {
		return &programme.Refusal{Code: programme.RefusedRole}
	}
	return s.update(ctx, func(w *work) error {
		if partnerID == "" {
			return w.directory().SetDefault(who, nil)
		}
		p, err := w.directory().Nominee(partnerID)
		if err != nil {
			return err
		}
		return w.directory().SetDefault(who, &p)
	})
}
