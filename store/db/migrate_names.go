package db

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/pressly/goose/v3"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// foldThen folds a name as Shimei did when the sixth migration, and the one of people, were written. It stays as it is
// whatever becomes of Folded: a migration gives the same database for ever, and what folds
// otherwise later needs a migration of its own.
func foldThen(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'ァ' && r <= 'ヶ' {
			return r - 'ァ' + 'ぁ'
		}
		return r
	}, cases.Fold().String(norm.NFKC.String(name)))
}

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
		if _, err := t.ExecContext(ctx, "UPDATE "+table+" SET sorted = $2, found = $3 WHERE id = $1", id, foldThen(name), foldThen(name)+"\n"); err != nil {
			return err
		}
	}
	return nil
}
