package store

import (
	"context"
	"fmt"
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

// adopt puts a programme in force: it is checked, recorded, the days of facts begin when its time zone
// says, and all credits are derived by it.
func (w *work) adopt(p *programme.Programme, actor string) error {
	if err := w.fits(p); err != nil {
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
