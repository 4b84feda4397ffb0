package store

import (
	"context"
	"database/sql"
	"time"

	"shimei/store/programme"
)

// Freshness tells how recent the facts are (R10).
type Freshness struct {
	Through  *programme.Month // the latest month with usage facts, nil for none
	Earliest *programme.Month // the earliest such month
	Received *time.Time       // when the latest file came in, nil for none
}

// Basis is what figures rest on, and every page states: the programme in force and how recent
// the facts are.
type Basis struct {
	Programme *programme.Programme
	Freshness
}

// Basis returns what figures rest on now.
func (s *Store) Basis(ctx context.Context) (b Basis, err error) {
	err = s.view(brief(ctx), func(t *tx) error {
		b = t.basis()
		return nil
	})
	return b, err
}

// basis returns what figures of a view rest on.
func (t *tx) basis() Basis { return Basis{t.p, t.fresh} }

const (
	hashInForce = "SELECT hash FROM programmes WHERE id = (SELECT max(id) FROM programmes)"
	selectBasis = `SELECT (SELECT min(month) FROM usage), (SELECT max(month) FROM usage),
		(SELECT at FROM imports WHERE state = 'stored' ORDER BY id DESC LIMIT 1), (` + hashInForce + `)`
)

// begin finds out what a view rests on. A change only asks for the programme in force: what
// else it read, changes of others would be in conflict with.
func (t *tx) begin(view bool) (err error) {
	var first, latest, received sql.NullInt64
	var hash sql.NullString
	if view {
		_, err = t.one([]any{&first, &latest, &received, &hash}, selectBasis)
	} else {
		_, err = t.one([]any{&hash}, hashInForce)
	}
	if err != nil || !hash.Valid {
		return err
	}
	if latest.Valid {
		earliest, through := programme.Month(first.Int64), programme.Month(latest.Int64)
		t.fresh.Earliest, t.fresh.Through = &earliest, &through
		t.kept = &keptMonths{through, through + ahead, true}
	}
	if received.Valid {
		at := time.UnixMilli(received.Int64)
		t.fresh.Received = &at
	}
	t.p, err = t.store.programmeOf(t, hash.String)
	if view && t.store.tried != nil {
		t.p = t.store.tried
	}
	return err
}
