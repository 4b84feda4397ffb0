package db

import (
	"context"
	"database/sql"

	"github.com/pressly/goose/v3"
)

// ownPeople gives people what they choose for themselves: the reading of the name (読み), by which lists sort
// and searches find as they do partners and customers, the theme of pages, and the time zone in which moments
// are shown. The names that are there already are folded here.
func (e engine) ownPeople() *goose.Migration {
	return goose.NewGoMigration(34, &goose.GoFunc{RunTx: func(ctx context.Context, t *sql.Tx) error {
		for _, column := range []string{"reading TEXT", "sorted TEXT {bytewise}", "found TEXT {bytewise}", "theme TEXT", "zone TEXT"} {
			if _, err := t.ExecContext(ctx, e.words.Replace("ALTER TABLE people ADD COLUMN "+column+" NOT NULL DEFAULT ''")); err != nil {
				return err
			}
		}
		return foldNamesOf(ctx, t, "people")
	}}, nil)
}
