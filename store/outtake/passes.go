package outtake

import (
	"slices"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/programme"
)

// A row of a fact file tells all attributes for which the file has a column, on its day. Partners have two
// attributes over time, and so have subscriptions. What was told of one of them alone therefore stands in a
// file without the column of the other, and the files of a kind are its passes, taken in one after another.

// pass is one of them: which of the two attributes its file has.
type pass struct {
	has  [2]bool
	free bool // it is for what refers to nothing of its kind, and so can come before what refers to it
}

// passes are those of a kind.
type passes struct {
	kind       facts.Kind
	attributes [2]string // names of their columns
	defaults   [2]string // what holds from ever where a new row is in a file without the column
	needed     [2]bool   // a new row cannot be in a file without the column
	all        []pass
	historied  string // selects the keys of those of which anything was told over time, in the order of their ids
	read       func(*db.Tx, []int64) ([]subject, error)
}

var passesOf map[facts.Kind]*passes

func init() {
	both, first, second := [2]bool{true, true}, [2]bool{true, false}, [2]bool{false, true}
	passesOf = map[facts.Kind]*passes{
		facts.Partners: {facts.Partners, [2]string{"status", "parent_id"}, [2]string{"active", ""}, [2]bool{},
			[]pass{{second, true}, {first, true}, {has: both}, {has: second}, {has: first}, {has: second}},
			"SELECT id FROM partners WHERE id IN (SELECT subject FROM histories WHERE attribute IN ('status', 'parent')) ORDER BY partner_id", partners},
		facts.Subscriptions: {facts.Subscriptions, [2]string{"tenant_id", "kind"}, [2]string{"", "paid"}, [2]bool{true, false},
			[]pass{{has: both}, {has: first}, {has: second}},
			"SELECT id FROM subscriptions WHERE id IN (SELECT subject FROM histories WHERE attribute IN ('tenant', 'kind')) ORDER BY subscription_id", subscriptions},
	}
}

// subject is a partner or a subscription.
type subject struct {
	key   int64
	cells map[string]any // of the columns that have no history
	told  [2][]programme.Told[string]
	refers,
	referred bool // to others of its kind, and by others
}

func writePasses(tx *db.Tx, kind facts.Kind, of *passes, w Writer) error {
	for k, now := range of.all {
		query, begun := of.historied, false
		columns := of.columns(now)
		begin := func() error {
			if begun {
				return nil
			}
			begun = true
			return w.Begin(kind, columns)
		}
		if now.has == [2]bool{true, true} {
			query = everyKey[kind]
			if err := begin(); err != nil {
				return err
			}
		}
		if err := eachKey(tx, query, func(keys []int64) error {
			all, err := of.read(tx, keys)
			if err != nil {
				return err
			}
			for _, s := range all {
				for _, row := range s.rows(of, k, columns) {
					if err := begin(); err != nil {
						return err
					}
					if err := w.Write(row); err != nil {
						return err
					}
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// columns returns the columns of the file of a pass.
func (of *passes) columns(now pass) []string {
	return slices.DeleteFunc(slices.Clone(facts.Columns(of.kind)), func(name string) bool {
		k := slices.Index(of.attributes[:], name)
		return k >= 0 && !now.has[k]
	})
}

// rows returns what stands of a subject in the file of a pass.
func (s subject) rows(of *passes, now int, columns []string) (rows [][]any) {
	first, told := s.begins(of)
	for _, day := range days(told[0], told[1]) {
		has := [2]bool{tells(told[0], day), tells(told[1], day)}
		place := first
		for of.all[place].has != has {
			place++
		}
		if place == now {
			rows = append(rows, s.row(of, told, day, columns))
		}
	}
	return rows
}

// begins returns the pass in which a subject comes to be, and what is told of it. That is the file with both
// attributes where a day tells both. Else it is one without an attribute of which the file's silence tells what
// holds from ever. Where there is none (no files make such a thing, but undone imports might) its first values
// are told from ever: the same held at all times.
func (s subject) begins(of *passes) (place int, told [2][]programme.Told[string]) {
	told = s.told
	if slices.ContainsFunc(told[0], func(v programme.Told[string]) bool { return tells(told[1], v.AsOf) }) {
		return of.place([2]bool{true, true}, false), told
	}
	for k := range told {
		silent := told[k][0] == programme.Told[string]{AsOf: programme.Ever, Value: of.defaults[k]} && !of.needed[k]
		if silent && !(s.refers && s.referred) {
			told[k] = told[k][1:]
			return of.place([2]bool{k != 0, k != 1}, !s.refers), told
		}
	}
	for k := range told {
		if told[k][0].AsOf != programme.Ever {
			told[k] = slices.Insert(slices.Clone(told[k]), 0, programme.Told[string]{AsOf: programme.Ever, Value: told[k][0].Value})
		}
	}
	return of.place([2]bool{true, true}, false), told
}

// place returns the first pass with some attributes; free asks for one that comes before what refers to it,
// where there is such a pass.
func (of *passes) place(has [2]bool, free bool) int {
	place := slices.Index(of.all, pass{has, free})
	if place < 0 {
		place = slices.Index(of.all, pass{has, false})
	}
	return place
}

// together returns the rows of a subject in one file with all columns.
func (s subject) together(of *passes) (rows [][]any) {
	for _, day := range days(s.told[0], s.told[1]) {
		rows = append(rows, s.row(of, s.told, day, facts.Columns(of.kind)))
	}
	return rows
}

func (s subject) row(of *passes, told [2][]programme.Told[string], day programme.Day, columns []string) []any {
	row := make([]any, len(columns))
	for k, name := range columns {
		switch attribute := slices.Index(of.attributes[:], name); {
		case attribute >= 0 && len(told[attribute]) > 0:
			row[k] = programme.On(told[attribute], day)
		case name != "as_of":
			row[k] = s.cells[name]
		case day != programme.Ever:
			row[k] = day.String()
		}
	}
	return row
}
