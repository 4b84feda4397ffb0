package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/pressly/goose/v3"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// folded is a text as it is searched and sorted, on every engine alike: without regard to case,
// to full and half width, or to which of the kana it is written in. The database would know
// case in ASCII only, or in its own locale.
func folded(s string) string {
	return strings.Map(hiragana, cases.Fold().String(norm.NFKC.String(s)))
}

// hiragana returns a katakana as the hiragana that sounds the same.
func hiragana(r rune) rune {
	if r >= 'ァ' && r <= 'ヶ' {
		return r - 'ァ' + 'ぁ'
	}
	return r
}

// sortedAs is what puts a name in order: its reading, where there is one.
func sortedAs(name, reading string) string {
	if reading != "" {
		return folded(reading)
	}
	return folded(name)
}

// foundAs is what a name is found by: what it is, and how it is read.
func foundAs(name, reading string) string { return folded(name) + "\n" + folded(reading) }

// foldNames folds the names that were there before the columns were.
var foldNames = goose.NewGoMigration(6, &goose.GoFunc{RunTx: func(ctx context.Context, t *sql.Tx) error {
	for _, table := range []string{"partners", "customers"} {
		if err := foldNamesOf(ctx, t, table); err != nil {
			return err
		}
	}
	return nil
}}, nil)

func foldNamesOf(ctx context.Context, t *sql.Tx, table string) (err error) {
	names := map[int64]string{}
	rows, err := t.QueryContext(ctx, "SELECT id, name FROM "+table)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id int64
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return err
		}
		names[id] = name
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for id, name := range names {
		if _, err := t.ExecContext(ctx, "UPDATE "+table+" SET sorted = $2, found = $3 WHERE id = $1", id, sortedAs(name, ""), foundAs(name, "")); err != nil {
			return err
		}
	}
	return nil
}
