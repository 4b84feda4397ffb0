package db

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
)

// foreignKey is one of PostgreSQL, and what makes it again.
type foreignKey struct{ table, name, is string }

// prepare keeps everybody else off the tables, sees that nobody was quicker, and has foreign keys looked at
// when all rows are there: until then they may come in any order.
func (t *destination) prepare() error {
	if t.engine.served() {
		if err := t.Exec("LOCK TABLE " + listed(t.shape.tables()) + " IN ACCESS EXCLUSIVE MODE"); err != nil {
			return err
		}
	}
	if err := emptyTables(t.ctx, t.tx, t.shape.tables()); err != nil {
		return err
	}
	if !t.engine.served() {
		return t.Exec("PRAGMA defer_foreign_keys = 1")
	}
	return t.takeKeysOff()
}

// takeKeysOff drops the foreign keys, which PostgreSQL would look at row by row. To make them again looks at
// each table once.
func (t *destination) takeKeysOff() error {
	if err := t.Each(func(scan Scan) error {
		var k foreignKey
		err := scan(&k.table, &k.name, &k.is)
		t.keys = append(t.keys, k)
		return err
	}, `SELECT t.relname, k.conname, pg_get_constraintdef(k.oid) FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
		WHERE k.contype = 'f' AND k.conparentid = 0 AND pg_table_is_visible(t.oid) ORDER BY t.relname, k.conname`); err != nil {
		return err
	}
	for _, k := range t.keys {
		if err := t.Exec("ALTER TABLE " + quoted(k.table) + " DROP CONSTRAINT " + quoted(k.name)); err != nil {
			return err
		}
	}
	return nil
}

// finish looks at the foreign keys, has keys that count themselves go on after those that came, and tells the
// server how much there is, by which it plans.
func (t *destination) finish() error {
	if !t.engine.served() {
		return t.eachRefers()
	}
	for _, k := range t.keys {
		if err := t.Exec("ALTER TABLE " + quoted(k.table) + " ADD CONSTRAINT " + quoted(k.name) + " " + k.is); err != nil {
			return withKeys(err)
		}
	}
	if err := t.countOn(); err != nil {
		return err
	}
	return t.Exec("ANALYZE " + listed(t.shape.tables()))
}

// eachRefers errs where a row of SQLite refers to one that is not there. The commit would not say which.
func (t *destination) eachRefers() error {
	return t.Each(func(scan Scan) error {
		var table, parent string
		var row sql.NullInt64
		var number int64
		if err := scan(&table, &row, &parent, &number); err != nil {
			return err
		}
		return fmt.Errorf("the row %d of the table %s refers to a row that the table %s does not have", row.Int64, table, parent)
	}, "PRAGMA foreign_key_check")
}

// countOn has each column that counts itself go on after the largest number in it.
func (t *destination) countOn() error {
	var counted [][2]string
	if err := t.Each(func(scan Scan) error {
		var c [2]string
		err := scan(&c[0], &c[1])
		counted = append(counted, c)
		return err
	}, `SELECT t.relname, a.attname FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid
		WHERE a.attidentity <> '' AND NOT t.relispartition AND pg_table_is_visible(t.oid) ORDER BY t.relname`); err != nil {
		return err
	}
	for _, c := range counted {
		var next int64
		if _, err := t.One([]any{&next}, "SELECT CAST(greatest(max("+quoted(c[1])+"), 0) + 1 AS BIGINT) FROM "+quoted(c[0])); err != nil {
			return err
		}
		if err := t.Exec(fmt.Sprintf("ALTER TABLE %s ALTER COLUMN %s RESTART WITH %d", quoted(c[0]), quoted(c[1]), next)); err != nil {
			return err
		}
	}
	return nil
}

// withKeys adds to an error of PostgreSQL which keys it is about, where that is what it is about.
func withKeys(err error) error {
	var said *pgconn.PgError
	if errors.As(err, &said) && (said.Code == "23503" || said.Code == "23505") {
		return fmt.Errorf("%w: %s", err, said.Detail)
	}
	return err
}
