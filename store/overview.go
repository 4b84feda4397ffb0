package store

import (
	"context"

	"shimei/store/programme"
)

// Overview is an account in a month as its pages show it, and what it rests on.
type Overview struct {
	Basis
	Account  Partner         // its key, id, name and country
	Month    programme.Month // the one asked for, or the latest with usage facts, or 0 without any
	Progress []Progress      // by competency, in the programme's order (R9)
	Trends   []Trend         // likewise
}

const selectAccount = "SELECT partner_id, name, country FROM partners WHERE id = $1"

// Overview returns the overview of an account, by its key; month nil is the latest with usage
// facts (R10). An unknown account is ErrNotFound.
func (s *Store) Overview(ctx context.Context, account int64, month *programme.Month) (o Overview, err error) {
	err = s.view(brief(ctx), func(t *tx) error {
		o.Basis = t.basis()
		o.Account = Partner{Key: account, Account: account}
		found, err := t.one([]any{&o.Account.ID, &o.Account.Name, &o.Account.Country}, selectAccount, account)
		if err == nil && !found {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		if month == nil {
			month = o.Through
		}
		if month != nil {
			o.Month = *month
		}
		if o.Through == nil || o.Month > *o.Through+ahead { // that has to be worked out
			t.ctx = ctx
		}
		return t.overview(&o)
	})
	return o, err
}

// overview works out an account's progress and trends from one reading of its credits.
func (t *tx) overview(o *Overview) error {
	its, err := t.keptOf(o.Account.Key, o.Month)
	if err != nil {
		return err
	}
	if o.Trends, err = t.trends(its, o.Month); err != nil {
		return err
	}
	if o.Through == nil || o.Month > *o.Through+ahead { // what lies later is not kept
		c, err := t.creditsFor([]Partner{o.Account}, o.Month, true)
		if err != nil {
			return err
		}
		its = func(measure int, m programme.Month) int64 { return c.of(o.Account.Key, m, measure) }
	}
	o.Progress = make([]Progress, 0, len(t.p.Competencies))
	for k := range t.p.Competencies {
		one, err := t.progressOf(o.Account, k, o.Month, its)
		if err != nil {
			return err
		}
		o.Progress = append(o.Progress, one)
	}
	return nil
}
