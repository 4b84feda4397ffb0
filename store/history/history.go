// Package history keeps the values that status and parent of partners, and tenant and kind of
// subscriptions, had over time (R4a): one table and one way to read and write it for all four.
//
// The subject's own column holds the latest value. A value that never changed, and of which no file
// said since when it holds, has no row here: it holds from ever.
package history

import (
	"database/sql"
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/programme"
)

// Attribute is an attribute that has a history.
type Attribute string

// The attributes. Subjects of the first two are partners, of the others subscriptions. Values of Parent
// and Tenant are keys, of Status 1 for suspended, of Kind places in kinds.
const (
	Status Attribute = "status"
	Parent Attribute = "parent"
	Tenant Attribute = "tenant"
	Kind   Attribute = "kind"
)

var kinds = []programme.Kind{programme.Paid, programme.Trial, programme.Internal}

// OfKind returns a kind as a value.
func OfKind(kind programme.Kind) int64 { return int64(slices.Index(kinds, kind)) }

// ToKind returns the kind that a value stands for.
func ToKind(value int64) programme.Kind { return kinds[value] }

// OfSuspended returns whether a partner is suspended as a value.
func OfSuspended(suspended bool) int64 {
	if suspended {
		return 1
	}
	return 0
}

// Values are what files told of an attribute, by the key of its subject: those that are kept here.
type Values map[int64][]programme.Told[int64]

// Read returns the values of an attribute of those subjects that satisfy a condition on the column
// subject, such as "IN (1,2)".
func Read(tx *db.Tx, attribute Attribute, subject string, args ...any) (Values, error) {
	values, _, err := ReadTwo(tx, attribute, attribute, subject, args...)
	return values, err
}

// ReadTwo is Read for two attributes of the same subjects, by one statement.
func ReadTwo(tx *db.Tx, first, second Attribute, subject string, args ...any) (of, other Values, err error) {
	of, other = Values{}, Values{}
	var attribute string
	var key, value int64
	var day sql.NullInt64
	return of, other, tx.Each(func(scan db.Scan) error {
		err := scan(&attribute, &key, &day, &value)
		told := programme.Told[int64]{AsOf: programme.Ever, Value: value}
		if day.Valid {
			told.AsOf = programme.Day(day.Int64)
		}
		values := of
		if Attribute(attribute) != first {
			values = other
		}
		values[key] = append(values[key], told)
		return err
	}, "SELECT attribute, subject, from_day, value FROM histories WHERE attribute IN ('"+string(first)+"', '"+string(second)+"') AND subject "+subject+
		" ORDER BY attribute, subject, from_at", args...)
}

// All is the condition of Read for all subjects.
const All = "IS NOT NULL"

// Of returns the values of a subject: those that are kept, or else the one in its column, from ever.
func (v Values) Of(subject, column int64) []programme.Told[int64] {
	if told := v[subject]; told != nil {
		return told
	}
	return []programme.Told[int64]{{AsOf: programme.Ever, Value: column}}
}

// IsKept reports whether values are kept here: one that holds from ever is not.
func IsKept[V comparable](told []programme.Told[V]) bool {
	return len(told) > 1 || len(told) == 1 && told[0].AsOf != programme.Ever
}

// Sharing returns the customers that ever held a subscription which one of these held, and these.
func Sharing(tx *db.Tx, customers []int64) ([]int64, error) {
	all := slices.Clone(customers)
	moved, err := Having(tx, Tenant, customers)
	if err == nil && len(moved) > 0 {
		var tenants []int64
		tenants, err = tx.AllKeys("SELECT DISTINCT value FROM histories WHERE attribute = 'tenant' AND subject IN " + db.Keys(moved))
		all = append(all, tenants...)
	}
	slices.Sort(all)
	return slices.Compact(all), err
}

// Having returns the subjects that ever had one of some values of an attribute, mostly none. Statements
// about other rows name them: OR and a subquery would keep PostgreSQL from its indexes.
func Having(tx *db.Tx, attribute Attribute, values []int64) ([]int64, error) {
	var args []any
	list := db.Among(values, &args)
	return tx.AllKeys("SELECT DISTINCT subject FROM histories WHERE attribute = '"+string(attribute)+"' AND value IN "+list, args...)
}

// Teller returns who told a value that was not there before, by its subject and the day that it holds
// from: an import and the line of its file, zeros for none.
type Teller func(subject int64, asOf programme.Day) (by, line int64)

// Put replaces all values of an attribute of some subjects; their days begin in the zone of p. A value
// that stays keeps who told it.
func Put(tx *db.Tx, p *programme.Programme, attribute Attribute, values Values, teller Teller) error {
	subjects := slices.Sorted(maps.Keys(values))
	tellers, err := tellersOf(tx, attribute, subjects)
	if err != nil {
		return err
	}
	if err := Forget(tx, subjects, attribute); err != nil {
		return err
	}
	var rows [][]any
	for _, subject := range subjects {
		if told := values[subject]; IsKept(told) {
			beginnings := programme.HistoryOf(p, told)
			for k, value := range told {
				day := any(int64(value.AsOf))
				if value.AsOf == programme.Ever {
					day = nil
				}
				by := tellers.of(subject, value, teller)
				rows = append(rows, []any{string(attribute), subject, beginnings[k].From, day, value.Value, by[0], by[1]})
			}
		}
	}
	return tx.Insert("INSERT INTO histories (attribute, subject, from_at, from_day, value, import_id, line) VALUES", rows, "")
}

// told is a value of a subject.
type told struct {
	subject int64
	programme.Told[int64]
}

// tellers are the imports and lines that told values, NULL where that was not recorded.
type tellers map[told][2]sql.NullInt64

func tellersOf(tx *db.Tx, attribute Attribute, subjects []int64) (tellers, error) {
	found := tellers{}
	for batch := range slices.Chunk(subjects, 1000) {
		if err := tx.Each(func(scan db.Scan) error {
			var t told
			var day sql.NullInt64
			var by [2]sql.NullInt64
			err := scan(&t.subject, &day, &t.Value, &by[0], &by[1])
			if t.AsOf = programme.Ever; day.Valid {
				t.AsOf = programme.Day(day.Int64)
			}
			found[t] = by
			return err
		}, "SELECT subject, from_day, value, import_id, line FROM histories WHERE attribute = '"+string(attribute)+
			"' AND subject IN "+db.Keys(batch)); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// of returns who told a value: who did so before, or else the teller.
func (f tellers) of(subject int64, value programme.Told[int64], teller Teller) (by [2]sql.NullInt64) {
	if by, known := f[told{subject, value}]; known {
		return by
	}
	if told, line := teller(subject, value.AsOf); told != 0 {
		by = [2]sql.NullInt64{{Int64: told, Valid: true}, {Int64: line, Valid: line != 0}}
	}
	return by
}

// Forget removes all values of some attributes of some subjects.
func Forget(tx *db.Tx, subjects []int64, attributes ...Attribute) error {
	for _, attribute := range attributes {
		for batch := range slices.Chunk(subjects, 1000) {
			if err := tx.Exec("DELETE FROM histories WHERE attribute = '" + string(attribute) + "' AND subject IN " + db.Keys(batch)); err != nil {
				return err
			}
		}
	}
	return nil
}
