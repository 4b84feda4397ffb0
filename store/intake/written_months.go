package intake

import (
	"database/sql"

	"shimei/store/programme"
)

// writtenMonths are the first and the last month that an import wrote usage of.
type writtenMonths struct {
	first, last programme.Month
	any         bool
}

func (w *writtenMonths) add(first, last programme.Month) {
	if !w.any {
		*w = writtenMonths{first, last, true}
	}
	w.first, w.last = min(w.first, first), max(w.last, last)
}

// recordMonths records the months, so that an undo need not look for the rows in all months.
func (im *importer) recordMonths() error {
	if !im.months.any {
		return nil
	}
	return im.tx.Exec("UPDATE imports SET first_month = $2, last_month = $3 WHERE id = $1", im.key, int64(im.months.first), int64(im.months.last))
}

// monthsOf reads the months that an import wrote usage of.
func (im *importer) monthsOf(key int64) (writtenMonths, error) {
	var first, last sql.NullInt64
	_, err := im.tx.One([]any{&first, &last}, "SELECT first_month, last_month FROM imports WHERE id = $1", key)
	return writtenMonths{programme.Month(first.Int64), programme.Month(last.Int64), first.Valid}, err
}
