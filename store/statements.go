package store

import (
	"context"

	"shimei/store/outbox"
	"shimei/store/programme"
	"shimei/store/statement"
)

// StatementQuery asks for a page of a statement.
type StatementQuery struct {
	Partner string // id of the account, or of one of its locations
	Month   programme.Month
	After   int64 // key of a customer; 0 for the first page
	Limit   int   // lines
}

// Statements returns the months that have facts or are closed, latest first, before them the
// month to come where all others are closed: it takes the corrections of those.
func (s *Store) Statements(ctx context.Context) ([]statement.State, error) {
	return read(ctx, s, func(w *work) ([]statement.State, error) { return w.statements().States() })
}

// StatementPage returns a statement with the lines of the customers after one, by the
// customers' names, whole customers until there are Limit lines, and after whom the next page
// begins, 0 for nobody.
func (s *Store) StatementPage(ctx context.Context, q StatementQuery) (st statement.Statement, lines []statement.Line, next int64, err error) {
	err = s.view(ctx, func(w *work) error {
		found, all, err := w.statements().Of(q.Partner, q.Month)
		if err == nil {
			st = found
			lines, next, err = all.Page(q.After, q.Limit)
		}
		return err
	})
	return st, lines, next, err
}

// EachStatementLine calls head with a statement, and then line for each of its lines, by the
// customers' names. All of it is of one state of the database, and the lines are not held in
// memory all together.
func (s *Store) EachStatementLine(ctx context.Context, partner string, m programme.Month, head func(statement.Statement) error, line func(statement.Line) error) error {
	return s.view(ctx, func(w *work) error {
		st, all, err := w.statements().Of(partner, m)
		if err != nil {
			return err
		}
		if err := head(st); err != nil {
			return err
		}
		return all.Each(line)
	})
}

// CloseMonth closes a month: the lines of its credits are kept as they are now, with the
// corrections of the months that were closed before, and the people of the partners that it has lines of are
// told. actor names who closes it. The error is
// a refusal where the month is closed already, is not the next in order, or has no facts.
func (s *Store) CloseMonth(ctx context.Context, actor string, m programme.Month) error {
	err := s.bulk(ctx, func(w *work) error {
		if err := w.statements().Close(actor, m); err != nil {
			return err
		}
		return outbox.Tell(w.tx, outbox.Happening{Topic: outbox.Statements, Kind: outbox.Closed, About: m.String(), At: w.tx.Now}, outbox.CreditedPeople(m))
	})
	if s.db.IsTaken(err) {
		return &programme.Refusal{Code: programme.RefusedClosed, Name: m.String()}
	}
	return err
}

// CheckClosing returns the months that decide whether others can be closed. The error is the refusal
// of this one, as CloseMonth gives it.
func (s *Store) CheckClosing(ctx context.Context, m programme.Month) (programme.Closing, error) {
	return read(ctx, s, func(w *work) (programme.Closing, error) { return w.statements().Check(m) })
}
