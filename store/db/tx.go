package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"shimei/store/programme"
)

// Tx is one transaction: its statements, and the one instant at which all of it happens. It
// ends with its context.
type Tx struct {
	Now programme.Instant

	tx     *sql.Tx
	conn   *sql.Conn // that it has to itself; nil where it began on a pool
	ctx    context.Context
	engine *engine
}

// Heed has the statements that follow end with ctx: for a View that began as Brief and turns
// out to be long.
func (t *Tx) Heed(ctx context.Context) { t.ctx = ctx }

// Context returns the context that the transaction's statements end with.
func (t *Tx) Context() context.Context { return t.ctx }

// Exec runs a statement that gives no rows.
func (t *Tx) Exec(query string, args ...any) error {
	_, err := t.Affected(query, args...)
	return err
}

// Affected runs a statement and returns how many rows it wrote.
func (t *Tx) Affected(query string, args ...any) (int64, error) {
	done, err := t.tx.ExecContext(t.ctx, query, texts(args)...)
	if err != nil {
		return 0, t.engine.doing(query, err)
	}
	return done.RowsAffected()
}

// One scans the first row into dest. found is false where there is no row, and then dest stays as it
// is.
func (t *Tx) One(dest []any, query string, args ...any) (found bool, err error) {
	found, err = first(t.tx.QueryRowContext(t.ctx, query, texts(args)...), dest)
	return found, t.engine.doing(query, err)
}

func first(row *sql.Row, dest []any) (found bool, err error) {
	err = row.Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// Scan reads a row's columns.
type Scan = func(dest ...any) error

// Each calls row for every row, with the function that scans it. It ends with row's first error.
func (t *Tx) Each(row func(Scan) error, query string, args ...any) (err error) {
	rows, err := t.tx.QueryContext(t.ctx, query, texts(args)...)
	if err != nil {
		return t.engine.doing(query, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	scan := func(dest ...any) error { return t.engine.doing(query, rows.Scan(dest...)) }
	for rows.Next() {
		if err := row(scan); err != nil {
			return err
		}
	}
	return t.engine.doing(query, rows.Err())
}

// ForShare ends a SELECT of rows that nobody else may change until the transaction ends: one that began before such a
// change fails by it, and is made anew. A file has one writer, who needs none of it.
func (t *Tx) ForShare() string {
	if t.engine.served() {
		return " FOR SHARE"
	}
	return ""
}

// texts replaces the bytes that are no text, such as a zero byte, in words that people type:
// PostgreSQL would fail where SQLite finds nothing.
func texts(args []any) []any {
	for k, a := range args {
		s, is := a.(string)
		if key, isKey := a.(programme.Key); isKey {
			s, is, args[k] = string(key), true, string(key)
		}
		if is && (!utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0) {
			args[k] = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
		}
	}
	return args
}

// doing adds to a statement's error the gist of the statement: "INSERT INTO credits: disk full". No
// other place does so. It marks an error by which the database is away as ErrUnavailable.
func (e *engine) doing(query string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", gist(query), e.told(err))
}

// gist is the verb of a statement and the table that it is about, told by the first word after
// its FROM, INTO or UPDATE.
func gist(query string) string {
	words := strings.Fields(query)
	if len(words) == 0 {
		return "an empty statement"
	}
	verb := words[0]
	for k, word := range words[:len(words)-1] {
		table := strings.Trim(words[k+1], "(),")
		switch {
		case word == "UPDATE":
			return "UPDATE " + table
		case (word == "FROM" || word == "INTO") && table != "SELECT":
			return strings.Join([]string{verb, word, table}, " ")
		}
	}
	return verb
}
