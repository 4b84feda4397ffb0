package db

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// column is one of a table, with what it takes in words that both engines have.
type column struct {
	name  string
	takes taking
	of    string // the type that it is declared with
	key   bool   // part of the primary key, by which a row is named to people
}

// taking is what a column takes.
type taking int

const (
	ofUnknown taking = iota
	ofText
	ofWhole
	ofSmall // a whole number of 32 bits
	ofTruth
	ofBytes
)

// takings are the types of columns that migrations use. Another one is not copied unless it is known
// here how each engine has it.
var takings = map[string]taking{"text": ofText, "bigint": ofWhole, "integer": ofWhole, "boolean": ofTruth, "blob": ofBytes, "bytea": ofBytes}

// shape is the tables of a database with their columns.
type shape map[string][]column

// tables returns the names of the tables in their order.
func (s shape) tables() (names []string) {
	for name := range s {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// The tables of a database and their columns, but for what the engine keeps for itself, what belongs
// to an extension and the record of the migrations. A table that is kept in parts is one.
const (
	sqliteShape = `SELECT m.name, c.name, lower(c.type), c.pk > 0 FROM sqlite_master m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND m.name <> 'goose_db_version' ORDER BY m.name, c.cid`
	postgresShape = `SELECT t.relname, a.attname, format_type(a.atttypid, a.atttypmod),
			EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = t.oid AND k.contype = 'p' AND a.attnum = ANY (k.conkey))
		FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
		JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
		WHERE t.relkind IN ('r', 'p') AND NOT t.relispartition AND pg_table_is_visible(t.oid) AND t.relname <> 'goose_db_version'
			AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = t.oid AND d.deptype = 'e')
		ORDER BY t.relname, a.attnum`
)

// shapeOf asks the schema itself which tables there are, so that none is forgotten.
func (e engine) shapeOf(ctx context.Context, q queryer) (found shape, err error) {
	query := sqliteShape
	if e.served() {
		query = postgresShape
	}
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	found = shape{}
	for rows.Next() {
		var table string
		var c column
		if err := rows.Scan(&table, &c.name, &c.of, &c.key); err != nil {
			return nil, err
		}
		if c.takes = takings[c.of]; e.served() && c.of == "integer" {
			c.takes = ofSmall
		}
		found[table] = append(found[table], c)
	}
	return found, rows.Err()
}

// sameShape errs where one of two databases has a table or a column that the other has not, or that
// takes something else there.
func sameShape(from, to shape) error {
	wrong := append(from.differs(to, "source"), to.differs(from, "target")...)
	if len(wrong) == 0 {
		return nil
	}
	return fmt.Errorf("the two databases have not the same tables: %s. Other hands than shimei's changed one of them; nothing was copied", strings.Join(wrong, "; "))
}

// differs says what of a shape another one lacks or has otherwise.
func (s shape) differs(other shape, side string) (wrong []string) {
	for _, table := range s.tables() {
		if other[table] == nil {
			wrong = append(wrong, "the table "+table+" is only in the "+side)
			continue
		}
		for _, c := range s[table] {
			k := slices.IndexFunc(other[table], func(x column) bool { return x.name == c.name })
			switch where := "the column " + c.name + " of the table " + table; {
			case k < 0:
				wrong = append(wrong, where+" is only in the "+side)
			case c.takes == ofUnknown:
				wrong = append(wrong, where+" is of the type "+c.of+" in the "+side+", which copy does not know")
			case c.numbers() != other[table][k].numbers() && other[table][k].takes != ofUnknown && side == "source":
				wrong = append(wrong, where+" is of the type "+c.of+" in the source and "+other[table][k].of+" in the target")
			}
		}
	}
	return wrong
}

// numbers is what a column takes, whether its numbers are small or not.
func (c column) numbers() taking {
	if c.takes == ofSmall {
		return ofWhole
	}
	return c.takes
}

// quoted writes a name into a statement.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// listed writes names into a statement.
func listed(names []string) string {
	all := make([]string, len(names))
	for k, name := range names {
		all[k] = quoted(name)
	}
	return strings.Join(all, ", ")
}

// columnNames returns the names of columns.
func columnNames(columns []column) []string {
	names := make([]string, len(columns))
	for k, c := range columns {
		names[k] = c.name
	}
	return names
}
