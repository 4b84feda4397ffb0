package intake

import (
	"time"

	"shimei/store/db"
	"shimei/store/facts"
)

// Record is the kept record of one import.
type Record struct {
	At    time.Time
	Actor string
	Import
}

// Keep records an import and gives it the key of its record.
func Keep(tx *db.Tx, actor string, done *Import) error {
	_, err := tx.One([]any{&done.Key}, `INSERT INTO imports (at, actor, file, kind, state, read, added, changed, unchanged, removed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`, tx.Now, actor, done.File, done.Kind, done.State,
		done.Rows, done.Added, done.Changed, done.Unchanged, done.Removed)
	if err != nil {
		return err
	}
	faults := make([][]any, len(done.Faults))
	for k, f := range done.Faults {
		faults[k] = []any{done.Key, k, f.Line, f.Column, f.Message}
	}
	return tx.Insert("INSERT INTO import_faults (import_id, place, line, column_name, message) VALUES", faults, "")
}

const selectImport = "SELECT id, at, actor, file, kind, state, read, added, changed, unchanged, removed FROM imports "

func records(tx *db.Tx, tail string, args ...any) (found []Record, err error) {
	err = tx.Each(func(scan db.Scan) error {
		var r Record
		var instant int64
		err := scan(&r.Key, &instant, &r.Actor, &r.File, &r.Kind, &r.State, &r.Rows, &r.Added, &r.Changed, &r.Unchanged, &r.Removed)
		r.At = time.UnixMilli(instant)
		found = append(found, r)
		return err
	}, selectImport+tail, args...)
	return found, err
}

// Order has the columns by which the list of imports can be sorted.
var Order = db.Order{Key: "id", Usual: db.Sort{By: "at", Down: true}, Columns: map[string]string{
	"at": "at", "actor": "actor", "file": "file", "state": "state", "rows": "read"}}

// Imports lists the imports, without their faults.
func Imports(tx *db.Tx) db.List[Record] {
	return db.List[Record]{Tx: tx, Order: Order, From: "imports", Key: func(r *Record) int64 { return r.Key },
		Read: func(tail string, args ...any) ([]Record, error) { return records(tx, tail, args...) }}
}

// ByKey returns one import with its faults, or ErrNotFound.
func ByKey(tx *db.Tx, key int64) (r Record, err error) {
	found, err := records(tx, "WHERE id = $1", key)
	if err == nil && len(found) == 0 {
		err = db.ErrNotFound
	}
	if err != nil {
		return r, err
	}
	r = found[0]
	return r, tx.Each(func(scan db.Scan) error {
		f := facts.Fault{File: r.File}
		err := scan(&f.Line, &f.Column, &f.Message)
		r.Faults = append(r.Faults, f)
		return err
	}, "SELECT line, column_name, message FROM import_faults WHERE import_id = $1 ORDER BY place", key)
}
