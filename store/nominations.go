package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"shimei/store/directory"
	"shimei/store/history"
	"shimei/store/outbox"
	"shimei/store/programme"
	"shimei/store/request"
)

// Choice is a subscription that a person chose, and the partner of record they were shown.
type Choice struct {
	ID   string
	Seen int64 // key of the association that was shown as the present one; 0 for none
}

// Nominate makes a partner the partner of record of one or several subscriptions of the
// person's customer, at once and all or none (R5), and has an admin look at those that the programme
// wants looked at. It returns the reference of the nomination. Its error is db.ErrNotFound for a subscription that is not the customer's, or
// the rules' refusal.
func (s *Store) Nominate(ctx context.Context, who directory.Person, partnerID string, choices []Choice) (reference string, err error) {
	reference = request.NewReference()
	err = s.update(ctx, func(w *work) error {
		if !who.Role.May(directory.ToNominate) {
			return &programme.Refusal{Code: programme.RefusedRole}
		}
		if len(choices) == 0 {
			return &programme.Refusal{Code: programme.RefusedNothingChosen}
		}
		partner, err := w.directory().Nominee(partnerID)
		if err != nil {
			return err
		}
		nominated, all := make([]directory.Subscription, len(choices)), make([]request.Nominated, len(choices))
		if err := w.takingEffectNow(who.Customer, func() error {
			for k, c := range choices {
				if nominated[k], all[k], err = w.nominate(who, partner, c, reference); err != nil {
					return err
				}
			}
			if err := w.requests().Supersede(who, keysOf(nominated)); err != nil {
				return err
			}
			return w.requests().ToReview(who, partner, reference, all)
		}); err != nil {
			return err
		}
		return w.tellNominated(who, partner, nominated, reference)
	})
	return reference, s.changedMeanwhile(err)
}

func keysOf(subscriptions []directory.Subscription) (keys []int64) {
	for _, s := range subscriptions {
		keys = append(keys, s.Key)
	}
	return keys
}

// takingEffectNow runs a change of one customer's associations and changes the kept credits by the
// difference that it makes, from this month on: a change that takes effect now touches no credit of a
// month before. A nomination ends that of a former tenant too (R5), which may hold the subscription again.
func (w *work) takingEffectNow(customer int64, change func() error) error {
	customers, err := history.Sharing(w.tx, []int64{customer})
	if err != nil {
		return err
	}
	return w.ledger.AroundAssociations(customers, w.p.MonthAt(w.tx.Now), change)
}

// changedMeanwhile makes the refusal of a change that lost to another at the same moment
// and found the place taken.
func (s *Store) changedMeanwhile(err error) error {
	if s.db.IsTaken(err) {
		return errors.Join(&programme.Refusal{Code: programme.RefusedChanged}, err)
	}
	return err
}

// nominate nominates a partner for one subscription, and returns that as it was before, with what came of it.
func (w *work) nominate(who directory.Person, partner directory.Partner, c Choice, reference string) (s directory.Subscription, n request.Nominated, err error) {
	if s, err = w.directory().Chose(who.Customer, c.ID); err != nil {
		return s, n, err
	}
	if err := s.Nominable(w.p, w.tx.Now); err != nil {
		return s, n, err
	}
	now, err := w.nowOf(s)
	if err != nil {
		return s, n, err
	}
	from, err := programme.Nominate(s.ID, present(s, now), c.Seen, partner.Key, now)
	if err != nil {
		return s, n, err
	}
	if err := w.endPresent(&s, from); err != nil {
		return s, n, err
	}
	n = request.Nominated{Subscription: s.Key, Reference: request.NewReference()}
	if _, err := w.tx.One([]any{&n.Association}, `INSERT INTO associations (route, exclusive, partner_id, customer_id, subscription_id, from_at, source, opened_by)
		VALUES ($1, TRUE, $2, $3, $4, $5, 'nomination', $6) RETURNING id`,
		programme.DPOR, partner.Key, who.Customer, s.Key, from, who.Key); err != nil {
		return s, n, fmt.Errorf("open the association: %w", err)
	}
	e := directory.NewEvent{At: from, Kind: directory.Nominated, Subject: directory.Subject{Of: directory.AnAssociation, Key: n.Association}, Actor: who.Key,
		Reference: reference, Customer: s.Customer, Subscription: s.Key, After: directory.State{Partner: &partner}}
	if s.Present != nil {
		e.Kind, e.Before.Partner = directory.Changed, &s.Present.Partner
	}
	return s, n, directory.Record(w.tx, e)
}

// Remove ends the partner of record of a subscription of the person's customer, at once.
// Its errors are those of Nominate.
func (s *Store) Remove(ctx context.Context, who directory.Person, c Choice) error {
	err := s.update(ctx, func(w *work) error {
		if !who.Role.May(directory.ToNominate) {
			return &programme.Refusal{Code: programme.RefusedRole}
		}
		return w.takingEffectNow(who.Customer, func() error {
			s, err := w.directory().Chose(who.Customer, c.ID)
			if err != nil {
				return err
			}
			now, err := w.nowOf(s)
			if err != nil {
				return err
			}
			at, err := programme.Remove(s.ID, present(s, now), c.Seen, now)
			if err != nil {
				return err
			}
			if err := w.requests().Remove(who, s.Present.Key, at); err != nil {
				return err
			}
			if err := w.endPresent(&s, at); err != nil {
				return err
			}
			reference := request.NewReference()
			if err := directory.Record(w.tx, directory.NewEvent{At: at, Kind: directory.Removed, Actor: who.Key, Reference: reference,
				Subject:  directory.Subject{Of: directory.AnAssociation, Key: s.Present.Key},
				Customer: s.Customer, Subscription: s.Key, Before: directory.State{Partner: &s.Present.Partner}}); err != nil {
				return err
			}
			return w.tellPartner(outbox.Removed, who, s.Present.Partner, []directory.Subscription{s}, reference)
		})
	})
	return s.changedMeanwhile(err)
}

// nowOf returns the present instant for a subscription: this clock's, or that of the latest
// change by a person where it is ahead of this clock, so that changes follow each other.
func (w *work) nowOf(s directory.Subscription) (programme.Instant, error) {
	var latest sql.NullInt64
	_, err := w.tx.One([]any{&latest}, "SELECT max(at) FROM events WHERE subscription_id = $1", s.Key)
	return max(w.tx.Now, programme.Instant(latest.Int64)), err
}

// present is the partner of record as the rules see it. What only begins after now was
// announced by a file, and nothing waits for it.
func present(s directory.Subscription, now programme.Instant) programme.OpenAssociation {
	if s.Present == nil {
		return programme.OpenAssociation{}
	}
	p := programme.OpenAssociation{Key: s.Present.Key, Partner: s.Present.Partner.Key, From: s.Present.From}
	if p.From > now {
		p.From = 0
	}
	return p
}

// endPresent ends what is open of the DPOR route on a subscription, whoever nominated (R5), also what
// was to begin later.
func (w *work) endPresent(s *directory.Subscription, at programme.Instant) error {
	return directory.EndAssociations(w.tx, at, "subscription_id = $2 AND route = $3", s.Key, programme.DPOR)
}
