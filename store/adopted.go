package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"shimei/store/directory"
	"shimei/store/intake"
	"shimei/store/programme"
)

// Adoption is the programme in force, with who put it there and when.
type Adoption struct {
	Programme *programme.Programme
	Since     time.Time // in the programme's zone
	By        string    // "" where it was before that was recorded
}

// InForce returns the programme in force, with who put it there and when.
func (s *Store) InForce(ctx context.Context) (a Adoption, err error) {
	err = s.view(ctx, func(w *work) error {
		var since programme.Instant
		_, err := w.tx.One([]any{&since, &a.By}, "SELECT since, adopted_by FROM programmes WHERE id = (SELECT max(id) FROM programmes)")
		a.Programme, a.Since = w.p, since.In(w.p.Zone)
		return err
	})
	return a, err
}

// Adopting is a programme to be put in force.
type Adopting struct {
	Programme *programme.Programme
	From      *programme.Month // no figure of a month before it may follow another rule; nil for any month
	Instead   string           // the hash of the one in force that the person saw
}

// EarlierError says that a programme gives other figures already in months with facts before the one from which
// it is to apply.
type EarlierError struct {
	From        programme.Month        // from which it was to apply
	Differences []programme.Difference // those before it; what differs always does so from the first month with facts
}

// Error returns the cause, then the remedy.
func (e EarlierError) Error() string {
	var rules []string
	for _, d := range e.Differences {
		rules = append(rules, fmt.Sprintf("%s from %s", strings.TrimSpace(string(d.Of)+" "+d.ID), d.From))
	}
	return fmt.Sprintf("the programme does not apply from %s, it changes figures before: %s. Give these changes a later month in the file, or name the earlier month",
		e.From, strings.Join(rules, ", "))
}

// Adopt puts a programme in force, as actor does. The error is an EarlierError, an UnfitError, or a refusal where
// another one than the person saw is in force by now, or this very one.
func (s *Store) Adopt(ctx context.Context, actor string, a Adopting) error {
	return s.bulk(ctx, func(w *work) error {
		switch w.p.Hash {
		case a.Programme.Hash:
			return &programme.Refusal{Code: programme.RefusedInForce, Name: w.p.ID}
		case a.Instead:
		default:
			return &programme.Refusal{Code: programme.RefusedProgramme, Name: w.p.ID}
		}
		return w.adopt(a.Programme, a.From, actor)
	})
}

// appliesFrom refuses a programme that gives other figures in months with facts before the one from which it is to
// apply.
func (w *work) appliesFrom(p *programme.Programme, from *programme.Month) error {
	if from == nil || w.p == nil {
		return nil
	}
	months, err := w.report().Months()
	if err != nil || len(months) == 0 || months[0].Month >= *from {
		return err
	}
	earlier := slices.DeleteFunc(programme.Differences(w.p, p), func(d programme.Difference) bool { return d.From >= *from })
	for k := range earlier {
		earlier[k].From = max(earlier[k].From, months[0].Month)
	}
	if len(earlier) > 0 {
		return EarlierError{From: *from, Differences: earlier}
	}
	return nil
}

// adopt puts a programme in force: it is checked, recorded, the days of facts begin when its time zone
// says, and all credits are derived by it. from is that of Adopting.
func (w *work) adopt(p *programme.Programme, from *programme.Month, actor string) error {
	if err := w.fits(p); err != nil {
		return err
	}
	if err := w.appliesFrom(p, from); err != nil {
		return err
	}
	if w.p != nil {
		if err := intake.MoveDays(w.tx, w.p, p); err != nil {
			return err
		}
	}
	w.follow(p, nil)
	var key int64
	if _, err := w.tx.One([]any{&key}, `INSERT INTO programmes (since, hash, name, source, adopted_by) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
		w.tx.Now, p.Hash, p.ID+".toml", string(p.Source), actor); err != nil {
		return err
	}
	if err := w.tell(directory.Adopted, directory.AProgramme, key, actor); err != nil {
		return err
	}
	_, err := w.ledger.Rebuild()
	return err
}

// try has all views compute by a programme that is not put in force, and dry runs begin with
// putting it there. nil stands for the one in force. The error is that of adopt.
func (s *Store) try(ctx context.Context, p *programme.Programme) error {
	err := s.view(ctx, func(w *work) error {
		switch {
		case w.p == nil: // who began to make the database did not come to its end
			return fmt.Errorf("%s: %w", s.db.Place(), ErrNoDatabase)
		case p == nil:
			return nil
		}
		return w.fits(p)
	})
	s.tried = p
	return err
}
