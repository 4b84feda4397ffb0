package store

import (
	"context"

	"shimei/store/outbox"
)

// flagged is by what told keeps up to which case admins were told of nominations that they look at.
const flagged = "flagged"

// tellFlagged tells admins of the nominations that came to be looked at since they were told last, at most once
// a day, with how many wait. Nobody else is told of them.
func (s *Store) tellFlagged(ctx context.Context) (count int, err error) {
	due, err := read(ctx, s, func(w *work) (bool, error) {
		_, _, waiting, err := w.newlyFlagged()
		return waiting > 0, err
	})
	if err != nil || !due {
		return 0, err
	}
	err = s.update(ctx, func(w *work) error {
		count = 0
		last, latest, waiting, err := w.newlyFlagged()
		if err != nil || waiting == 0 {
			return err
		}
		if first, err := last.tell(w.tx, flagged, latest); err != nil || !first {
			return err
		}
		count = 1
		return outbox.Tell(w.tx, outbox.Happening{Topic: outbox.Flagged, Kind: outbox.ToReview, At: w.tx.Now,
			Details: outbox.Details{Count: waiting}}, outbox.Admins())
	})
	return count, err
}

// newlyFlagged returns what admins were told last, the latest of the nominations that wait for an admin, and how
// many these are: none where they were told today, or of all of them.
func (w *work) newlyFlagged() (last toldOf, latest int64, waiting int, err error) {
	if last, err = lastTold(w.tx, flagged); err != nil || last.ever && w.p.DayAt(last.at) >= w.p.DayAt(w.tx.Now) {
		return last, 0, 0, err
	}
	_, err = w.tx.One([]any{&latest, &waiting}, `SELECT coalesce(max(r.id), 0), count(*) FROM requests r JOIN associations a ON a.id = r.association_id
		WHERE r.way = 'nomination' AND NOT r.reviewed AND r.state = 'active' AND (a.to_at IS NULL OR a.to_at > $1 AND coalesce(a.closed_at <> a.to_at, TRUE))`, w.tx.Now)
	if latest <= last.through {
		waiting = 0
	}
	return last, latest, waiting, err
}
