package intake

import (
	"database/sql"
	"maps"
	"slices"
	"strings"

	"shimei/store/db"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// declared is what was declared of a month (R10), as the journal keeps it.
type declared struct {
	CompleteAt  int64  `json:"complete_at,omitempty"`
	CompletedBy string `json:"completed_by,omitempty"`
	ReopenedAt  int64  `json:"reopened_at,omitempty"`
	ReopenedBy  string `json:"reopened_by,omitempty"`
}

// undeclared is the text of a month of which nothing is declared.
const undeclared = "{}"

// monthKey begins the key of what was declared of a month: no key of usage begins so.
const monthKey = "month "

// declaredNow returns what is declared of months, but for closed ones, of which closing says all.
func (im *importer) declaredNow() (map[programme.Month]string, error) {
	months := map[programme.Month]string{}
	return months, im.tx.Each(func(scan db.Scan) error {
		var m programme.Month
		var completed, reopened sql.NullInt64
		var by, again sql.NullString
		err := scan(&m, &completed, &by, &reopened, &again)
		months[m] = encoded(declared{completed.Int64, by.String, reopened.Int64, again.String})
		return err
	}, "SELECT month, complete_at, completed_by, reopened_at, reopened_by FROM months WHERE month NOT IN (SELECT month FROM statements)")
}

// declaredOf returns what is declared of a month.
func declaredOf(months map[programme.Month]string, m programme.Month) string {
	if text, known := months[m]; known {
		return text
	}
	return undeclared
}

// journalDeclared keeps what the import, or the undo, changed of what is declared, and returns of how
// many months that is.
func (im *importer) journalDeclared(before map[programme.Month]string) (changed int, err error) {
	after, err := im.declaredNow()
	if err != nil {
		return 0, err
	}
	all := maps.Clone(before)
	maps.Copy(all, after)
	var rows [][]any
	for _, m := range slices.Sorted(maps.Keys(all)) {
		if was, is := declaredOf(before, m), declaredOf(after, m); was != is {
			rows = append(rows, []any{im.key, monthKey + m.String(), was, is})
		}
	}
	return len(rows), im.tx.Insert("INSERT INTO import_changes (import_id, row_key, former, present) VALUES", rows, "")
}

// undeclare gives the months of which the import changed what is declared what was declared before, where
// nobody declared anything since, and counts how much of the changed months is in.
func (u *undo) undeclare(before map[programme.Month]string) error {
	if err := ledger.CountReported(u.tx, slices.Sorted(maps.Keys(u.recount))); err != nil {
		return err
	}
	former := map[programme.Month]string{}
	if err := u.tx.Each(func(scan db.Scan) error {
		var key, was, present string
		if err := scan(&key, &was, &present); err != nil {
			return err
		}
		m, err := programme.ParseMonth(strings.TrimPrefix(key, monthKey))
		if declaredOf(before, m) == present {
			former[m] = was
		}
		return err
	}, "SELECT row_key, former, present FROM import_changes WHERE import_id = $1 AND row_key LIKE '"+monthKey+"%'", u.of.Key); err != nil {
		return err
	}
	for m, text := range former {
		var d declared
		if err := decode(text, &d); err != nil {
			return err
		}
		if err := u.tx.Exec(`UPDATE months SET complete_at = $2, completed_by = $3, reopened_at = $4, reopened_by = $5
			WHERE month = $1 AND month NOT IN (SELECT month FROM statements)`, int64(m), orNone(d.CompleteAt), orNothing(d.CompletedBy),
			orNone(d.ReopenedAt), orNothing(d.ReopenedBy)); err != nil {
			return err
		}
	}
	changed, err := u.journalDeclared(before)
	u.declares = changed > 0
	return err
}

// orNothing returns a text as a column holds it that may be without one.
func orNothing(text string) any {
	if text == "" {
		return nil
	}
	return text
}
