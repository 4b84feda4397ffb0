package store

import (
	"context"
	"time"

	"shimei/store/facts"
)

// ImportRecord is one import as it is kept.
type ImportRecord struct {
	At    time.Time
	Actor string
	Import
}

func (t *tx) recordImport(actor string, done *Import) error {
	_, err := t.one([]any{&done.Key}, `INSERT INTO imports (at, actor, file, kind, state, read, added, changed, unchanged)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`, t.now, actor, done.File, done.Kind, done.State,
		done.Rows, done.Added, done.Changed, done.Unchanged)
	if err != nil {
		return err
	}
	faults := make([][]any, len(done.Faults))
	for k, f := range done.Faults {
		faults[k] = []any{done.Key, k, f.Line, f.Column, f.Message}
	}
	return t.insert("INSERT INTO import_faults (import_id, place, line, column_name, message) VALUES", faults, "")
}

const selectImport = "SELECT id, at, actor, file, kind, state, read, added, changed, unchanged FROM imports "

func (t *tx) imports(where string, args ...any) (found []ImportRecord, err error) {
	err = t.each(func(scan func(...any) error) error {
		var r ImportRecord
		var at int64
		err := scan(&r.Key, &at, &r.Actor, &r.File, &r.Kind, &r.State, &r.Rows, &r.Added, &r.Changed, &r.Unchanged)
		r.At = time.UnixMilli(at)
		found = append(found, r)
		return err
	}, selectImport+where, args...)
	return found, err
}

// ImportOrder is what the list of imports can be sorted by.
var ImportOrder = Order{key: "id", usual: Sort{By: "at", Down: true}, columns: map[string]string{
	"at": "at", "actor": "actor", "file": "file", "state": "state", "rows": "read"}}

// Imports returns a part of the imports, without their faults.
func (s *Store) Imports(ctx context.Context, p Part) (found []ImportRecord, err error) {
	err = s.view(ctx, func(t *tx) error {
		found, err = t.importPart(p)
		return err
	})
	return found, err
}

// EachImport calls row with every import, in order and without its faults.
func (s *Store) EachImport(ctx context.Context, by Sort, row func(ImportRecord) error) error {
	return s.view(ctx, func(t *tx) error {
		return eachPart(by, t.importPart, func(r *ImportRecord) int64 { return r.Key }, row)
	})
}

func (t *tx) importPart(p Part) ([]ImportRecord, error) {
	part, err := t.part(ImportOrder, p, "imports", "TRUE")
	if err != nil {
		return nil, err
	}
	return t.imports("WHERE TRUE" + part)
}

// ImportByKey returns one import with its faults, or ErrNotFound.
func (s *Store) ImportByKey(ctx context.Context, key int64) (r ImportRecord, err error) {
	err = s.view(ctx, func(t *tx) error {
		found, err := t.imports("WHERE id = $1", key)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrNotFound
		}
		r = found[0]
		return t.each(func(scan func(...any) error) error {
			f := facts.Fault{File: r.File}
			err := scan(&f.Line, &f.Column, &f.Message)
			r.Faults = append(r.Faults, f)
			return err
		}, "SELECT line, column_name, message FROM import_faults WHERE import_id = $1 ORDER BY place", key)
	})
	return r, err
}
