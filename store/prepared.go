package store

import (
	"context"
	"database/sql"
	"fmt"
)

// looked are the statements behind nearly every look at a page. Each connection that reads
// prepares them once: to parse one takes SQLite longer than to answer it.
var looked = []string{selectBasis, selectSession, selectAccount, selectKeptOf}

// prepareLooked prepares them, once the schema is there.
func (s *Store) prepareLooked(ctx context.Context) error {
	prepared := map[string]*sql.Stmt{}
	for _, text := range looked {
		statement, err := s.read.PrepareContext(ctx, text)
		if err != nil {
			return fmt.Errorf("prepare a statement: %w", err)
		}
		prepared[text] = statement
	}
	s.prepared = prepared
	return nil
}

// brief is the context of the few look-ups of nearly every page. Nobody can go away in the
// time that they take, and SQLite's driver would watch for it, which takes as long again.
func brief(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

// rows asks for rows, by the prepared statement where there is one.
func (t *tx) rows(query string, args []any) (*sql.Rows, error) {
	if statement, is := t.prepared[query]; is {
		return t.StmtContext(t.ctx, statement).QueryContext(t.ctx, texts(args)...)
	}
	return t.QueryContext(t.ctx, query, texts(args)...)
}

// row asks for the first row, likewise.
func (t *tx) row(query string, args []any) *sql.Row {
	if statement, is := t.prepared[query]; is {
		return t.StmtContext(t.ctx, statement).QueryRowContext(t.ctx, texts(args)...)
	}
	return t.QueryRowContext(t.ctx, query, texts(args)...)
}

// whole is a whole number of a row. It reads itself, which is several times as fast as what
// database/sql does for an int64.
type whole int64

// Scan takes the driver's value.
func (n *whole) Scan(value any) error {
	i, is := value.(int64)
	if !is {
		return fmt.Errorf("%v is no whole number", value)
	}
	*n = whole(i)
	return nil
}
