package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/pressly/goose/v3"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

const keysVersion = 16

// keyed are the tables whose rows files know by an id, and the columns that hold the ids' keys.
var keyed = []struct{ table, id, key string }{
	{"partners", "partner_id", "partner_key"}, {"customers", "tenant_id", "tenant_key"},
	{"subscriptions", "subscription_id", "subscription_key"}, {"sales", "order_id", "order_key"},
}

// foldKeys keeps beside each id the key by which it is compared, of which there is one. It refuses a
// database with two ids of one key: which of the two is meant nobody can tell but its people.
func (e engine) foldKeys() *goose.Migration {
	return goose.NewGoMigration(keysVersion, &goose.GoFunc{RunTx: func(ctx context.Context, t *sql.Tx) error {
		if err := oneOfEachKey(ctx, t); err != nil {
			return err
		}
		for _, k := range keyed {
			spelt, err := speltOtherwise(ctx, t, k.table, k.id)
			if err != nil {
				return err
			}
			for _, statement := range []string{
				"ALTER TABLE " + k.table + " ADD COLUMN " + k.key + " TEXT {bytewise} NOT NULL DEFAULT ''",
				"UPDATE " + k.table + " SET " + k.key + " = " + k.id,
			} {
				if _, err := t.ExecContext(ctx, e.words.Replace(statement)); err != nil {
					return err
				}
			}
			for key, ids := range spelt {
				if _, err := t.ExecContext(ctx, "UPDATE "+k.table+" SET "+k.key+" = $2 WHERE "+k.id+" = $1", ids[0], key); err != nil {
					return err
				}
			}
			if _, err := t.ExecContext(ctx, "CREATE UNIQUE INDEX "+k.table+"_key ON "+k.table+" ("+k.key+")"); err != nil {
				return err
			}
		}
		return nil
	}}, nil)
}

// checkKeys looks for two ids of one key before the first migration of an older database: one that is
// refused stays as it is, and the version that wrote it opens it.
func (e engine) checkKeys(ctx context.Context, db *sql.DB) error {
	version, err := schemaOf(ctx, db, e)
	if errors.Is(err, ErrNoDatabase) || err == nil && version >= keysVersion {
		return nil
	}
	if err != nil {
		return err
	}
	return oneOfEachKey(ctx, db)
}

// queryer is a database or a transaction of one.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// mostNamed is how many keys with several ids are named.
const mostNamed = 100

// oneOfEachKey returns an error that lists the ids of which several have one key.
func oneOfEachKey(ctx context.Context, q queryer) error {
	var list []string
	for _, k := range keyed {
		spelt, err := speltOtherwise(ctx, q, k.table, k.id)
		if err != nil {
			return err
		}
		for _, key := range slices.Sorted(maps.Keys(spelt)) {
			if ids := spelt[key]; len(ids) > 1 {
				slices.Sort(ids)
				list = append(list, fmt.Sprintf("%s: %q", k.table, ids))
			}
		}
	}
	if len(list) == 0 {
		return nil
	}
	if more := len(list) - mostNamed; more > 0 {
		list = append(list[:mostNamed], fmt.Sprintf("and %d more", more))
	}
	return fmt.Errorf("ids that differ in nothing but case, width, spaces around them or the braces of a GUID are one id from this version on, "+
		"and the database holds several of one; nothing was changed: with the version that wrote it take back the imports that brought "+
		"all but one of them (shimei imports undo), or give these rows other ids in its tables, then start this version again\n  %s", strings.Join(list, "\n  "))
}

// speltOtherwise returns the ids of a table that are not their own keys, by these, with the one that is
// where there are both.
func speltOtherwise(ctx context.Context, q queryer, table, id string) (map[string][]string, error) {
	spelt := map[string][]string{}
	err := eachID(ctx, q, table, id, func(id string) {
		if key := keyThen(id); key != id {
			spelt[key] = append(spelt[key], id)
		}
	})
	if err != nil || len(spelt) == 0 {
		return spelt, err
	}
	return spelt, eachID(ctx, q, table, id, func(id string) {
		if spelt[id] != nil && keyThen(id) == id {
			spelt[id] = append(spelt[id], id)
		}
	})
}

func eachID(ctx context.Context, q queryer, table, column string, take func(id string)) (err error) {
	rows, err := q.QueryContext(ctx, "SELECT "+column+" FROM "+table)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return err
		}
		take(id)
	}
	return rows.Err()
}

// keyThen returns the key of an id as Shimei did when this migration was written. As all migrations
// it stays as it is whatever becomes of programme.KeyOf.
func keyThen(id string) string {
	key := strings.TrimSpace(width.Fold.String(id))
	key = norm.NFC.String(strings.ToLower(cases.Fold().String(norm.NFD.String(key))))
	if guidThen.MatchString(key) {
		key = key[1 : len(key)-1]
	}
	return key
}

var guidThen = regexp.MustCompile(`^\{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}$`)
