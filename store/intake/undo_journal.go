package intake

import (
	"database/sql"
	"slices"

	"shimei/store/db"
)

// entry is what the journal keeps of a row: as it was before an import, and of an undo also as it was
// left.
type entry struct {
	former  state
	present string
}

// kept reads the journal's entries of some keys.
func (u *undo) kept(keys []string) (map[string]entry, error) {
	found := make(map[string]entry, len(keys))
	return found, u.tx.EachOf(slices.Clone(keys), "SELECT row_key, former, coalesce(former_import, 0), coalesce(former_line, 0), present FROM import_changes WHERE import_id = "+
		db.Keys([]int64{u.of.Key})+" AND row_key IN ", func(scan db.Scan) error {
		var key string
		var e entry
		var present sql.NullString
		err := scan(&key, &e.former.text, &e.former.by.Import, &e.former.by.Line, &present)
		e.present = present.String
		found[key] = e
		return err
	})
}

// journalSteps keeps what the undo does, so that it can be undone itself.
func (u *undo) journalSteps(steps []step) error {
	rows := make([][]any, len(steps))
	for k, s := range steps {
		rows[k] = []any{u.key, s.key, s.now.text, orNone(s.now.by.Import), orNone(s.now.by.Line), s.then}
	}
	return u.tx.Insert("INSERT INTO import_changes (import_id, row_key, former, former_import, former_line, present) VALUES", rows, "")
}

// keepStays keeps which rows the undo left as they are.
func (u *undo) keepStays() error {
	rows := make([][]any, len(u.stays))
	for k, s := range u.stays {
		rows[k] = []any{u.key, k, s.Line, encoded(s.Key), string(s.Why), orNone(s.By), orNone(s.ByLine)}
	}
	return u.tx.Insert("INSERT INTO import_stays (import_id, place, line, row_key, why, by_import, by_line) VALUES", rows, "")
}

// StaysOf returns the rows that an undo left as they are.
func StaysOf(tx *db.Tx, key int64) (stays []Stay, err error) {
	err = tx.Each(func(scan db.Scan) error {
		var s Stay
		var row string
		if err := scan(&s.Line, &row, &s.Why, &s.By, &s.ByFile, &s.ByLine); err != nil {
			return err
		}
		stays = append(stays, s)
		return decode(row, &stays[len(stays)-1].Key)
	}, `SELECT s.line, s.row_key, s.why, coalesce(s.by_import, 0), coalesce(i.file, ''), coalesce(s.by_line, 0)
		FROM import_stays s LEFT JOIN imports i ON i.id = s.by_import WHERE s.import_id = $1 ORDER BY s.place`, key)
	return stays, err
}

// usageMonths are the first and the last month with usage, NULL for none.
type usageMonths struct{ first, last sql.NullInt64 }

func (u *undo) months() (m usageMonths, err error) {
	_, err = u.tx.One([]any{&m.first, &m.last}, "SELECT (SELECT min(month) FROM usage), (SELECT max(month) FROM usage)")
	return m, err
}
