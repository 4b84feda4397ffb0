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

// putTold replaces the values of an attribute of some subjects. key returns what stands for a value in
// the database.
func (im *importer) putTold(attribute history.Attribute, values toldValues, key func(string) int64) error {
	subjects := slices.Sorted(maps.Keys(values))
	if err := im.forgetTold(subjects, attribute); err != nil {
		return err
	}
	var rows [][]any
	for _, subject := range subjects {
		if told := values[subject]; len(told) > 1 || told[0].AsOf != "" {
			for _, v := range told {
				day, err := v.day()
				if err != nil {
					return err
				}
				from, column := programme.FromEver, any(nil)
				if day != programme.Ever {
					from, column = im.p.Midnight(day), int64(day)
				}
				rows = append(rows, []any{string(attribute), subject, from, column, key(v.Value), orNone(v.Import), orNone(v.Line)})
			}
		}
	}
	return im.tx.Insert("INSERT INTO histories (attribute, subject, from_at, from_day, value, import_id, line) VALUES", rows, "")
}

// forgetTold removes the values of attributes of some subjects.
func (im *importer) forgetTold(subjects []int64, attributes ...history.Attribute) error {
	for _, attribute := range attributes {
		for batch := range slices.Chunk(subjects, 1000) {
			if err := im.tx.Exec("DELETE FROM histories WHERE attribute = '" + string(attribute) + "' AND subject IN " + db.Keys(batch)); err != nil {
				return err
			}
		}
	}
	return nil
}

// number reads a value that is a number.
func number(value string) int64 {
	n, _ := strconv.ParseInt(value, 10, 64) // as toldOf wrote it
	return n
}

// lastOf returns the latest of some values.
func lastOf(told []toldValue) string { return told[len(told)-1].Value }

func compareKeys(a, b string) int { return cmp.Compare(a, b) }
