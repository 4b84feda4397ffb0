package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"time"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/ledger"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/store/statement"
)

// work is one transaction with the rooms made of it.
type work struct {
	store  *Store
	tx     *db.Tx
	p      *programme.Programme // in force; nil only before the first one is
	basis  report.Basis         // of a view: p, and how recent the facts are
	ledger *ledger.Ledger
}

func (w *work) directory() directory.Directory {
	return directory.In(w.tx, w.p).Through(w.basis.Through)
}
func (w *work) report() report.Reader            { return report.In(w.tx, w.basis, w.ledger) }
func (w *work) statements() statement.Statements { return statement.In(w.tx, w.p, w.ledger) }

// view runs fn on one consistent state of the database.
func (s *Store) view(ctx context.Context, fn func(*work) error) error {
	return s.db.View(ctx, func(tx *db.Tx) error {
		basis, err := s.basis(tx)
		if err != nil {
			return err
		}
		months := basis.Months()
		w := s.work(tx, basis, &months)
		if s.tried != nil {
			w.follow(s.tried, &months)
			w.ledger.Trying(basis.Programme)
		}
		return fn(w)
	})
}

// exact is view for what decides who is let in, and to what: of the state as it is, wherever pages are read from.
func (s *Store) exact(ctx context.Context, fn func(*work) error) error {
	return s.view(db.Exact(ctx), fn)
}

// update runs fn as one change by a person, and bulk as one that keeps other writers waiting. fn
// may be run more than once, and does nothing outside of the transaction.
func (s *Store) update(ctx context.Context, fn func(*work) error) error {
	return s.db.Update(ctx, counting(ctx, s.changing(fn)))
}

func (s *Store) bulk(ctx context.Context, fn func(*work) error) error {
	err := s.db.Bulk(ctx, s.changing(func(w *work) error {
		if err := clearStaged(func(clear func(*db.Tx) error) error { return clear(w.tx) }); err != nil {
			return err
		}
		return fn(w)
	}))
	if err == nil {
		s.countAfter(ctx)
	}
	return err
}

// changing gives a change its work. It reads the programme in force and the schema alone: with everything else that
// it read, changes by others would conflict. A portal that is older than the schema writes nothing.
func (s *Store) changing(fn func(*work) error) func(*db.Tx) error {
	return func(tx *db.Tx) error {
		var hash sql.NullString
		var schema int64
		if _, err := tx.One([]any{&hash, &schema}, "SELECT ("+hashInForce+"), "+db.Schema); err != nil {
			return err
		}
		if err := db.Knows(schema); err != nil {
			return err
		}
		p, err := s.programmeOf(tx, hash)
		if err != nil {
			return err
		}
		return fn(s.work(tx, report.Basis{Programme: p}, nil))
	}
}

func (s *Store) work(tx *db.Tx, basis report.Basis, months *ledger.Months) *work {
	w := &work{store: s, tx: tx, basis: basis}
	w.follow(basis.Programme, months)
	return w
}

// follow makes the rest of the work follow a programme.
func (w *work) follow(p *programme.Programme, months *ledger.Months) {
	w.p, w.basis.Programme, w.ledger = p, p, ledger.Open(w.tx, p, months)
	if w.store.inRanges > 0 {
		w.ledger.InRanges(w.store.inRanges)
	}
}

const (
	hashInForce = "SELECT hash FROM programmes WHERE id = (SELECT max(id) FROM programmes)"
	// All months come as one text: every page asks this, and a row of its own for each of them would take
	// longer than all else that a page reads. A number is twice how many reported, and one more where the
	// month was declared complete.
	selectBasis = `SELECT (SELECT string_agg(month || ' ' || (reported * 2 + CASE WHEN complete_at IS NULL THEN 0 ELSE 1 END), ' ') FROM months),
		(SELECT at FROM imports WHERE state = 'stored' ORDER BY id DESC LIMIT 1), (` + hashInForce + `), ` + db.Schema
)

// basis reads the basis of figures by one statement: every page asks it.
func (s *Store) basis(tx *db.Tx) (b report.Basis, err error) {
	var text, hash sql.NullString
	var received sql.NullInt64
	var schema int64
	if _, err := tx.One([]any{&text, &received, &hash, &schema}, selectBasis); err != nil {
		return b, err
	}
	if err := db.Knows(schema); err != nil {
		return b, err
	}
	if b.Freshness, err = s.freshnessOf(text.String); err != nil {
		return b, err
	}
	if received.Valid {
		instant := time.UnixMilli(received.Int64)
		b.Received = &instant
	}
	b.Programme, err = s.programmeOf(tx, hash)
	return b, err
}

// freshness is how recent the facts are, as it was last read from the months.
type freshness struct {
	months string
	report.Freshness
}

// freshnessOf works out how recent the facts are from the months as selectBasis writes them: anew only
// where they changed.
func (s *Store) freshnessOf(text string) (report.Freshness, error) {
	if known := s.fresh.Load(); known != nil && known.months == text {
		return known.Freshness, nil
	}
	months, err := reportedMonths(text)
	if err != nil {
		return report.Freshness{}, err
	}
	f := &freshness{text, report.FreshnessOf(months)}
	s.fresh.Store(f)
	return f.Freshness, nil
}

// reportedMonths reads the months as selectBasis writes them.
func reportedMonths(text string) ([]programme.ReportedMonth, error) {
	words := strings.Fields(text)
	months := make([]programme.ReportedMonth, 0, len(words)/2)
	for k := 0; k+1 < len(words); k += 2 {
		m, err := strconv.ParseInt(words[k], 10, 64)
		if err != nil {
			return nil, err
		}
		n, err := strconv.ParseInt(words[k+1], 10, 64)
		if err != nil {
			return nil, err
		}
		months = append(months, programme.ReportedMonth{Month: programme.Month(m), Reported: n / 2, Complete: n%2 == 1})
	}
	slices.SortFunc(months, func(a, b programme.ReportedMonth) int { return cmp.Compare(a.Month, b.Month) })
	return months, nil
}

// Basis returns the programme in force and how recent the facts are.
func (s *Store) Basis(ctx context.Context) (report.Basis, error) {
	return read(db.Brief(ctx), s, func(w *work) (report.Basis, error) { return w.basis, nil })
}

// read returns the result of ask on one consistent state of the database.
func read[T any](ctx context.Context, s *Store, ask func(*work) (T, error)) (found T, err error) {
	err = s.view(ctx, func(w *work) error {
		found, err = ask(w)
		return err
	})
	return found, err
}

// page returns one part of a list, and how many rows it has in all.
func page[T any](ctx context.Context, s *Store, p db.Part, list func(directory.Directory) db.List[T]) (found []T, count int64, err error) {
	err = s.view(ctx, func(w *work) error {
		found, count, err = list(w.directory()).Page(p)
		return err
	})
	return found, count, err
}

// each calls row with every row of a list, in order.
func each[T any](ctx context.Context, s *Store, order db.Sort, row func(T) error, list func(directory.Directory) db.List[T]) error {
	return s.view(ctx, func(w *work) error { return list(w.directory()).Each(order, row) })
}
