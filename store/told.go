package store

import (
	"context"

	"shimei/store/db"
	"shimei/store/programme"
)

// What the portal tells by itself of what stands in the database, and of which it was told last: several portals
// that find the same tell it once.

// toldOf is what was told last of something.
type toldOf struct {
	through int64
	at      programme.Instant
	ever    bool
}

// lastTold returns what was told last of something.
func lastTold(tx *db.Tx, what string) (last toldOf, err error) {
	last.ever, err = tx.One([]any{&last.through, &last.at}, "SELECT through, at FROM told WHERE what = $1", what)
	return last, err
}

// tell keeps up to where something is told now, and reports whether nobody told of it since last was read. Of two
// that never told of it, one finds the place taken.
func (last toldOf) tell(tx *db.Tx, what string, through int64) (first bool, err error) {
	if !last.ever {
		return true, tx.Exec("INSERT INTO told (what, through, at) VALUES ($1, $2, $3)", what, through, tx.Now)
	}
	n, err := tx.Affected("UPDATE told SET through = $2, at = $3 WHERE what = $1 AND through = $4 AND at = $5", what, through, tx.Now, last.through, last.at)
	return n > 0, err
}

// News tells of what people are to be told and of which no act of somebody tells: levels of partners, and
// nominations that admins look at. It returns how many messages' happenings there were. Several may run at once.
func (s *Store) News(ctx context.Context) (count int, err error) {
	for _, duty := range []func(context.Context) (int, error){s.tellLevels, s.tellFlagged} {
		n, err := duty(ctx)
		count += n
		if err != nil && !s.db.IsTaken(err) { // else another portal tells of it
			return count, err
		}
	}
	return count, nil
}
