package storetest

import (
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Splits makes of every table that is split by a customer or an account one of parts, a part for each of them and one
// for what is of none, as a server with many would have them elsewhere: its plans say which parts a statement reads.
// The database is for reading from then on, since keys and references of others are gone.
func Splits(t testing.TB, dsn string) {
	t.Helper()
	Connected(t, dsn, func(db *sql.DB) error {
		if err := unlink(db); err != nil {
			return err
		}
		for table, s := range Shards {
			if s.By != ByTenant && s.By != ByAccount {
				continue
			}
			if err := splitTable(db, table, s); err != nil {
				return fmt.Errorf("splitting %s: %w", table, err)
			}
		}
		return nil // without statistics, so that tables count as large and are looked into by keys
	})
}

// unlink drops references, which a table of parts cannot have without a key that holds what it is split by.
func unlink(db *sql.DB) error {
	drops, err := texts(db, "SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint WHERE contype = 'f'")
	if err != nil || len(drops) == 0 {
		return err
	}
	_, err = db.Exec(strings.Join(drops, ";"))
	return err
}

func splitTable(db *sql.DB, table string, s Shard) error {
	parts, err := partsOf(db, table, s)
	if err != nil {
		return err
	}
	keys, err := indexesOf(db, table, s)
	if err != nil {
		return err
	}
	run := append([]string{"ALTER TABLE " + table + " RENAME TO whole",
		fmt.Sprintf("CREATE TABLE %s (LIKE whole INCLUDING DEFAULTS) PARTITION BY LIST (%s)", table, s.Column)}, parts...)
	run = append(run, "INSERT INTO "+table+" SELECT * FROM whole", "DROP TABLE whole CASCADE")
	_, err = db.Exec(strings.Join(append(run, keys...), ";"))
	return err
}

// partsOf makes the parts.
func partsOf(db *sql.DB, table string, s Shard) (run []string, err error) {
	owners, err := texts(db, "SELECT id::text FROM "+map[Split]string{ByTenant: "customers", ByAccount: "partners"}[s.By]+" ORDER BY id")
	if err != nil {
		return nil, err
	}
	for _, owner := range owners {
		keys, err := keysOf(db, s, owner)
		if err != nil {
			return nil, err
		}
		if len(keys) > 0 {
			run = append(run, fmt.Sprintf("CREATE TABLE %s__%s PARTITION OF %s FOR VALUES IN (%s)", table, owner, table, strings.Join(keys, ",")))
		}
	}
	return append(run, fmt.Sprintf("CREATE TABLE %s__0 PARTITION OF %s DEFAULT", table, table)), nil
}

// indexesOf makes the same indexes anew, and numbers new rows. One that does not hold the column is none any more that has
// each value once.
func indexesOf(db *sql.DB, table string, s Shard) (run []string, err error) {
	indexes, err := texts(db, "SELECT indexdef FROM pg_indexes WHERE tablename = $1", table)
	if err != nil {
		return nil, err
	}
	for k, index := range indexes {
		start, on, _ := strings.Cut(index, " USING ")
		unique := ""
		if strings.Contains(start, " UNIQUE ") && slices.Contains(strings.FieldsFunc(on, func(r rune) bool { return strings.ContainsRune("(), ", r) }), s.Column) {
			unique = "UNIQUE"
		}
		run = append(run, fmt.Sprintf("CREATE %s INDEX %s_split_%d ON %s USING %s", unique, table, k, table, on))
	}
	numbered, err := texts(db, "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attidentity <> ''", table)
	for _, column := range numbered {
		run = append(run, fmt.Sprintf("CREATE SEQUENCE %s_split START 1000000; ALTER TABLE %s ALTER %s SET DEFAULT nextval('%s_split')", table, table, column, table))
	}
	return run, err
}

// keysOf are the values of a table's column that are of a customer or an account.
func keysOf(db *sql.DB, s Shard, owner string) ([]string, error) {
	switch s.Of {
	case "":
		return []string{owner}, nil
	case "subscriptions": // and products of a tenant, as numbers below 0
		return texts(db, "SELECT id::text FROM subscriptions WHERE customer_id::text = $1 UNION ALL SELECT (-id)::text FROM tenant_products WHERE customer_id::text = $1", owner)
	}
	return texts(db, "SELECT id::text FROM "+s.Of+" WHERE customer_id::text = $1", owner)
}

// OwnerOf returns whose part of which table something is that was read; of a table that is not split, 0.
func OwnerOf(read string) (table string, owner int64) {
	table, key, _ := strings.Cut(read, "__")
	owner, _ = strconv.ParseInt(key, 10, 64)
	return table, owner
}

// texts returns the only column of what a statement selects.
func texts(db *sql.DB, query string, args ...any) (found []string, err error) {
	rows, err := db.Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			return nil, err
		}
		found = append(found, one)
	}
	return found, rows.Err()
}
