package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"shimei/store/programme"
)

// tx is one transaction: one now, one programme, and a context that ends with it.
type tx struct {
	*sql.Tx
	ctx   context.Context
	store *Store
	now   programme.Instant
	p     *programme.Programme // in force; nil only before the first one is
	kept  *keptMonths          // as the transaction found it, or as it extended it
	past  bool                 // p is that of a closed month, and may not know what came later

	fresh Freshness // of a view, as it found the facts
}

// view runs fn on one consistent state of the database.
func (s *Store) view(ctx context.Context, fn func(*tx) error) error {
	isolation := sql.LevelDefault
	if s.engine.isolation != sql.LevelDefault {
		isolation = sql.LevelRepeatableRead
	}
	return s.run(ctx, s.read, &sql.TxOptions{ReadOnly: true, Isolation: isolation}, "", fn)
}

// update runs fn as one change that is wholly done, durably, or not at all. fn may be run
// more than once and so does nothing outside of the transaction.
// It waits its turn only so long, for a person waits with it: then it is ErrBusy.
func (s *Store) update(ctx context.Context, fn func(*tx) error) error {
	patient, done := context.WithTimeout(ctx, s.patience)
	defer done()
	err := s.change(patient, "", func(t *tx) error {
		if s.engine.writers == 1 { // it had its turn, and nothing in it waits for others
			t.ctx = brief(patient)
		}
		return fn(t)
	})
	if err != nil && ctx.Err() == nil && (patient.Err() != nil || s.engine.busy(err)) {
		return fmt.Errorf("%w: %w", ErrBusy, err)
	}
	return err
}

// bulk is update for a change so large that it keeps other writers waiting. Nobody looks
// on while it waits itself, for another process's import, so it waits for long.
func (s *Store) bulk(ctx context.Context, fn func(*tx) error) error {
	err := s.change(ctx, s.engine.lockBulk, fn)
	for n := 0; n < attempts && s.engine.busy(err) && ctx.Err() == nil; n++ {
		err = s.change(ctx, s.engine.lockBulk, fn)
	}
	return err
}

// attempts bounds how often a change is made anew after it lost to others.
const attempts = 100

func (s *Store) change(ctx context.Context, lock string, fn func(*tx) error) error {
	var err error
	for n := range attempts {
		err = s.run(ctx, s.write, &sql.TxOptions{Isolation: s.engine.isolation}, lock, fn)
		if !s.engine.repeat(err) {
			return err
		}
		if err := pause(ctx, n); err != nil {
			return err
		}
	}
	return fmt.Errorf("too many changes at once, please try again: %w", err)
}

// pause waits a random while, longer after more attempts, so that those who got in each
// other's way come back one after the other.
func pause(ctx context.Context, attempt int) error {
	most := time.Duration(min(attempt+1, 20)) * 5 * time.Millisecond
	select {
	case <-time.After(rand.N(most)):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Store) run(ctx context.Context, db *sql.DB, o *sql.TxOptions, lock string, fn func(*tx) error) (err error) {
	begun, err := db.BeginTx(ctx, o)
	if err != nil {
		return fmt.Errorf("begin: %w", s.engine.told(err))
	}
	done := false
	defer func() {
		if !done {
			err = errors.Join(err, ignoreDone(begun.Rollback()))
		}
	}()
	t := &tx{Tx: begun, ctx: ctx, store: s, now: programme.InstantOf(s.clock())}
	if lock != "" {
		if err := t.exec(lock); err != nil {
			return err
		}
	}
	if err := t.begin(o.ReadOnly); err != nil {
		return err
	}
	if err := fn(t); err != nil {
		return err
	}
	done = true
	if err := begun.Commit(); err != nil {
		return fmt.Errorf("commit: %w", s.engine.told(err))
	}
	return nil
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

func (t *tx) exec(query string, args ...any) error {
	_, err := t.affected(query, args...)
	return err
}

// affected runs a statement and returns how many rows it wrote.
func (t *tx) affected(query string, args ...any) (int64, error) {
	done, err := t.ExecContext(t.ctx, query, texts(args)...)
	if err != nil {
		return 0, t.told(err)
	}
	return done.RowsAffected()
}

// told marks an error of a statement by which the database is away.
func (t *tx) told(err error) error { return t.store.engine.told(err) }

// texts replaces what is no text in what people type, such as a zero byte: PostgreSQL would
// fail where SQLite finds nothing.
func texts(args []any) []any {
	for k, a := range args {
		if s, is := a.(string); is && (!utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0) {
			args[k] = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
		}
	}
	return args
}

// one scans the first row into dest; found is false where there is none.
func (t *tx) one(dest []any, query string, args ...any) (found bool, err error) {
	err = t.QueryRowContext(t.ctx, query, texts(args)...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, t.told(err)
}

// each calls row for every row, with the function that scans it.
func (t *tx) each(row func(scan func(dest ...any) error) error, query string, args ...any) (err error) {
	rows, err := t.QueryContext(t.ctx, query, texts(args)...)
	if err != nil {
		return t.told(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	scan := rows.Scan
	for rows.Next() {
		if err := row(scan); err != nil {
			return err
		}
	}
	return t.told(rows.Err())
}

// few is how many keys are given to a statement as arguments.
const few = 16

// among writes the list of an IN for integer keys. A few become arguments, as many as the next
// power of two, so that there are few such texts and SQLite keeps them prepared; more are
// written out.
func among(ids []int64, args *[]any) string {
	if len(ids) == 0 || len(ids) > few {
		return keys(ids)
	}
	places := 1
	for places < len(ids) {
		places *= 2
	}
	list := make([]byte, 0, places*4)
	for k := range places {
		*args = append(*args, ids[min(k, len(ids)-1)])
		list = strconv.AppendInt(append(list, ",$"...), int64(len(*args)), 10)
	}
	list[0] = '('
	return string(append(list, ')'))
}

// keys writes integer keys as the list of an IN; there is nothing in them to quote.
func keys(ids []int64) string {
	if len(ids) == 0 {
		return "(NULL)"
	}
	list := make([]byte, 0, len(ids)*8)
	for _, id := range ids {
		list = append(list, ',')
		list = strconv.AppendInt(list, id, 10)
	}
	list[0] = '('
	return string(append(list, ')'))
}
