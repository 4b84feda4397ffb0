package intake

import (
	"cmp"
	"database/sql"
	"maps"
	"slices"
	"strconv"

	"shimei/store/db"
	"shimei/store/history"
	"shimei/store/programme"
)

// toldValue is a value of an attribute as the journal keeps it: of a parent and a tenant its id, of the
// others the number of package history.
type toldValue struct {
	AsOf  string `json:"as_of,omitempty"` // "" for ever
	Value string `json:"value"`
	writer
}

// day returns the day that the value holds from.
func (v toldValue) day() (programme.Day, error) {
	if v.AsOf == "" {
		return programme.Ever, nil
	}
	return programme.ParseDay(v.AsOf)
}

// toldValues are the values of subjects by their keys.
type toldValues map[int64][]toldValue

// of returns the values of a subject: those that are kept, or the one in its column.
func (v toldValues) of(subject int64, column string) []toldValue {
	if told := v[subject]; told != nil {
		return told
	}
	return []toldValue{{Value: column}}
}

// toldOf reads the values that are kept of some subjects.
func toldOf(tx *db.Tx, attribute history.Attribute, subjects []int64) (toldValues, error) {
	values := toldValues{}
	slices.Sort(subjects)
	for batch := range slices.Chunk(subjects, 1000) {
		if err := tx.Each(func(scan db.Scan) error {
			var subject int64
			var day sql.NullInt64
			var v toldValue
			err := scan(&subject, &day, &v.Value, &v.Import, &v.Line)
			if day.Valid {
				v.AsOf = programme.Day(day.Int64).String()
			}
			values[subject] = append(values[subject], v)
			return err
		}, `SELECT h.subject, h.from_day, coalesce(p.partner_id, c.tenant_id, CASE WHEN h.attribute = 'parent' THEN '' ELSE CAST(h.value AS TEXT) END),
				coalesce(h.import_id, 0), coalesce(h.line, 0)
			FROM histories h LEFT JOIN partners p ON h.attribute = 'parent' AND p.id = h.value
			LEFT JOIN customers c ON h.attribute = 'tenant' AND c.id = h.value
			WHERE h.attribute = '`+string(attribute)+"' AND h.subject IN "+db.Keys(batch)+" ORDER BY h.subject, h.from_at"); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// putTold replaces the values of an attribute of some subjects, with who told each. key returns what
// stands for a value in the database.
func (im *importer) putTold(attribute history.Attribute, values toldValues, key func(string) (int64, error)) error {
	told, by := history.Values{}, map[int64]map[programme.Day]writer{}
	for subject, all := range values {
		by[subject] = map[programme.Day]writer{}
		for _, v := range all {
			day, err := v.day()
			if err != nil {
				return err
			}
			value, err := key(v.Value)
			if err != nil {
				return err
			}
			told[subject] = append(told[subject], programme.Told[int64]{AsOf: day, Value: value})
			by[subject][day] = v.writer
		}
	}
	if err := history.Forget(im.tx, slices.Collect(maps.Keys(values)), attribute); err != nil {
		return err
	}
	return history.Put(im.tx, im.p, attribute, told, func(subject int64, asOf programme.Day) (int64, int64) {
		w := by[subject][asOf]
		return w.Import, w.Line
	})
}

// number reads a value that is a number.
func number(value string) (int64, error) { return strconv.ParseInt(value, 10, 64) }

// among returns the keys that ids stand for; 0 for none.
func among(keys map[programme.Key]int64) func(id string) (int64, error) {
	return func(id string) (int64, error) { return keys[programme.KeyOf(id)], nil }
}

// lastOf returns the latest of some values.
func lastOf(told []toldValue) string { return told[len(told)-1].Value }

func compareKeys(a, b string) int { return cmp.Compare(a, b) }
