package intake

import (
	"strconv"
	"time"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/programme"
)

// Record is the kept record of one import.
type Record struct {
	At       time.Time
	Actor    string
	UndoneBy int64 // key of the undo that took it back; 0 for none
	// First and Last are the first and the last month that it wrote usage of; 0 for none, and for what came in
	// before that was recorded.
	First, Last programme.Month
	Import
}

// Begin records that an import of a file, or an undo, begins, and gives it the key of its record: what it
// writes names it.
func Begin(tx *db.Tx, actor string, begun Import) (key int64, err error) {
	_, err = tx.One([]any{&key}, `INSERT INTO imports (at, actor, file, kind, state, read, added, changed, unchanged, undoes)
		VALUES ($1, $2, $3, $4, $5, 0, 0, 0, 0, $6) RETURNING id`, tx.Now, actor, begun.File, begun.Kind, begun.State, orNone(begun.Undoes))
	return key, err
}

// Finish records what an import did that began, and its state from now on.
func Finish(tx *db.Tx, done Import) error {
	return tx.Exec("UPDATE imports SET at = $2, state = $3, read = $4, added = $5, changed = $6, unchanged = $7, removed = $8 WHERE id = $1",
		done.Key, tx.Now, done.State, done.Rows, done.Added, done.Changed, done.Unchanged, done.Removed)
}

// Keep records an import that was refused, and gives it the key of its record.
func Keep(tx *db.Tx, actor string, done *Import) (err error) {
	if done.Key, err = Begin(tx, actor, *done); err != nil {
		return err
	}
	if err := Finish(tx, *done); err != nil {
		return err
	}
	faults := make([][]any, len(done.Faults))
	for k, f := range done.Faults {
		faults[k] = []any{done.Key, k, f.Line, f.Column, f.Message}
	}
	return tx.Insert("INSERT INTO import_faults (import_id, place, line, column_name, message) VALUES", faults, "")
}

const selectImport = `SELECT id, at, actor, file, kind, state, read, added, changed, unchanged, removed, coalesce(undoes, 0),
	coalesce(first_month, 0), coalesce(last_month, 0) FROM imports `

func records(tx *db.Tx, tail string, args ...any) (found []Record, err error) {
	if err := tx.Each(func(scan db.Scan) error {
		var r Record
		var instant int64
		err := scan(&r.Key, &instant, &r.Actor, &r.File, &r.Kind, &r.State, &r.Rows, &r.Added, &r.Changed, &r.Unchanged, &r.Removed, &r.Undoes, &r.First, &r.Last)
		r.At = time.UnixMilli(instant)
		found = append(found, r)
		return err
	}, selectImport+tail, args...); err != nil {
		return nil, err
	}
	undone, err := undoneBy(tx)
	for k := range found {
		found[k].UndoneBy = undone[found[k].Key]
	}
	return found, err
}

// undoneBy returns the undos by the imports that they took back: those that were not undone themselves.
func undoneBy(tx *db.Tx) (map[int64]int64, error) {
	by := map[int64]int64{}
	return by, tx.Each(func(scan db.Scan) error {
		var key, undoes int64
		if err := scan(&key, &undoes); err != nil {
			return err
		}
		if by[key] == 0 { // a later undo comes first
			by[undoes] = key
		}
		return nil
	}, "SELECT id, undoes FROM imports WHERE undoes IS NOT NULL AND state = 'stored' ORDER BY id DESC")
}

// Order has the columns by which the list of imports can be sorted.
var Order = db.Order{Key: "id", Usual: db.Sort{By: "at", Down: true}, Columns: map[string]string{
	"at": "at", "actor": "actor", "file": "file", "state": "state", "rows": "read"}}

// Imports lists the imports, without their faults.
func Imports(tx *db.Tx) db.List[Record] {
	return db.List[Record]{Tx: tx, Order: Order, From: "imports", Narrow: taken, Key: func(r *Record) int64 { return r.Key },
		Read: func(tail string, args ...any) ([]Record, error) { return records(tx, tail, args...) }}
}

// taken leaves out one that is being staged: nothing is known of it yet.
func taken(c *db.Conditions) { c.Add("state <> ?", Staged) }

// ByKey returns one import with its faults, or ErrNotFound.
func ByKey(tx *db.Tx, key int64) (r Record, err error) {
	found, err := records(tx, "WHERE id = $1 AND state <> $2", key, Staged)
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

// Named lists the imports of the files whose names hold a text, and the one that has it as its number.
func Named(tx *db.Tx, text string) db.List[Record] {
	list := Imports(tx)
	list.Narrow = func(c *db.Conditions) {
		taken(c)
		number, err := strconv.ParseInt(string(programme.KeyOf(text)), 10, 64)
		if err != nil {
			number = 0 // which none has
		}
		c.Add(`(lower(file) LIKE ? ESCAPE '\' OR id = ?)`, db.Contains(text), number)
	}
	return list
}

// Forget removes the record of an import that was broken off while it was staged.
func Forget(tx *db.Tx, key int64) error {
	return tx.Exec("DELETE FROM imports WHERE id = $1 AND state = $2", key, Staged)
}
