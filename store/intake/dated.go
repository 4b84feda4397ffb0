package intake

import (
	"cmp"
	"fmt"
	"slices"

	"shimei/store/facts"
	"shimei/store/programme"
)

// tellingKey tells a row's id, and from which day its values hold.
type tellingKey struct {
	id   programme.Key
	asOf *programme.Day
	line int
}

// compare orders rows of one id by their days, the one without first, and else by their lines.
func (d tellingKey) compare(o tellingKey) int {
	return cmp.Or(cmp.Compare(d.id, o.id), cmp.Compare(d.day(), o.day()), cmp.Compare(d.line, o.line))
}

func (d tellingKey) day() programme.Day {
	if d.asOf == nil {
		return programme.Ever
	}
	return *d.asOf
}

// inOrder reads all rows of a file whose rows may be told in any order, and hands them on by their ids
// and days, all of an id together.
func inOrder[T any](f *facts.File, read func() (T, bool), of func(*T) tellingKey, take func([]T) error) error {
	var rows []T
	for f.Next() {
		if row, good := read(); good {
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, func(a, b T) int { return of(&a).compare(of(&b)) })
	for len(rows) > 0 {
		n := min(rowsAtOnce, len(rows))
		for n < len(rows) && of(&rows[n]).id == of(&rows[n-1]).id {
			n++
		}
		if err := take(rows[:n]); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// isBefore reports whether a row, of some in the order of their ids and days, is without a day while the next is
// of the same id: then that has one.
func isBefore[T any](rows []T, k int, of func(*T) tellingKey) bool {
	return k+1 < len(rows) && of(&rows[k]).asOf == nil && of(&rows[k]).id == of(&rows[k+1]).id
}

// toldBy returns the values of an attribute after a row gave another one.
func toldBy[V comparable](known []programme.Told[V], value V, asOf *programme.Day, before bool, today programme.Day) []programme.Told[V] {
	if before {
		return programme.TellBefore(known, value, today)
	}
	return programme.Tell(known, value, asOf, today)
}

// isYetToCome reports a row whose values hold from a day that is yet to come: what they are then, is
// told by a file of then.
func (im *importer) isYetToCome(d tellingKey) bool {
	today := im.today()
	if d.asOf == nil || *d.asOf <= today {
		return false
	}
	im.file.Fault(d.line, "as_of", fmt.Sprintf("%s is yet to come, today is %s; import the row on that day, or correct it", *d.asOf, today))
	return true
}

// today returns the day of the import in the programme's zone.
func (im *importer) today() programme.Day { return im.p.DayAt(im.tx.Now) }

// backdate counts a row that changes what is told of something that is known, as of a day before today.
func (im *importer) backdate(d tellingKey) {
	if d.asOf != nil && *d.asOf < im.today() {
		im.done.Backdated++
	}
}
