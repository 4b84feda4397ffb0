package outtake

import (
	"cmp"
	"slices"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/programme"
)

// Writer takes the rows of fact files.
type Writer interface {
	// Begin begins a file of a kind with these columns.
	Begin(kind facts.Kind, columns []string) error
	// Write writes rows of the file, which are one fact together: they have to stand in the same file.
	Write(rows ...[]any) error
}

// All writes every row of some kinds, in the order of dependence, into the files that give them back when they
// are taken in one after another: mostly one of each kind. See passes for the others.
func All(tx *db.Tx, p *programme.Programme, kinds []facts.Kind, w Writer) error {
	for _, kind := range facts.Kinds {
		if !slices.Contains(kinds, kind) {
			continue
		}
		if err := all(tx, p, kind, w); err != nil {
			return err
		}
	}
	return nil
}

func all(tx *db.Tx, p *programme.Programme, kind facts.Kind, w Writer) error {
	if passes := passesOf[kind]; passes != nil {
		return writePasses(tx, kind, passes, w)
	}
	if err := w.Begin(kind, facts.Columns(kind)); err != nil {
		return err
	}
	switch kind {
	case facts.Rates:
		return rates(tx, w)
	case facts.Usage:
		return usage(tx, p, w)
	case facts.Sales:
		return sales(tx, w)
	}
	return eachKey(tx, everyKey[kind], func(keys []int64) error {
		rows, err := Of(tx, kind, keys)
		for k := 0; k < len(rows) && err == nil; k++ {
			err = w.Write(rows[k])
		}
		return err
	})
}

// everyKey are statements that select the keys of all rows of a kind, in the order of their ids.
var everyKey = map[facts.Kind]string{
	facts.Partners:      "SELECT id FROM partners ORDER BY partner_id",
	facts.Customers:     "SELECT id FROM customers ORDER BY tenant_id",
	facts.Subscriptions: "SELECT id FROM subscriptions ORDER BY subscription_id",
	facts.Associations:  everyAssociation,
}

// atOnce is how many rows are read at a time.
const atOnce = 500

// eachKey calls take with the keys that a statement selects, some at a time. All keys are in memory: eight
// bytes a row.
func eachKey(tx *db.Tx, query string, take func([]int64) error) error {
	keys, err := tx.AllKeys(query)
	for batch := range slices.Chunk(keys, atOnce) {
		if err != nil {
			break
		}
		err = take(batch)
	}
	return err
}

// Of returns the rows of partners, customers, subscriptions or associations with some keys in the order of the
// keys, as one file with all columns of the kind has them. Where one was told two things over time on
// different days, such as its status and its parent, each of its rows has both: the values of its day.
func Of(tx *db.Tx, kind facts.Kind, keys []int64) (rows [][]any, err error) {
	found := map[int64][][]any{}
	if len(keys) == 0 {
		return nil, nil
	}
	switch kind {
	case facts.Customers:
		err = customers(tx, keys, found)
	case facts.Associations:
		err = associations(tx, keys, found)
	default:
		var all []subject
		all, err = passesOf[kind].read(tx, keys)
		for _, s := range all {
			found[s.key] = s.together(passesOf[kind])
		}
	}
	for _, key := range keys {
		rows = append(rows, found[key]...)
	}
	return rows, err
}

// days returns the days on which any of some values begin to hold, in their order.
func days(all ...[]programme.Told[string]) (found []programme.Day) {
	for _, told := range all {
		for _, value := range told {
			found = append(found, value.AsOf)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// tells reports whether one of some values begins to hold on a day.
func tells(told []programme.Told[string], day programme.Day) bool {
	_, is := slices.BinarySearchFunc(told, day, func(v programme.Told[string], d programme.Day) int { return cmp.Compare(v.AsOf, d) })
	return is
}
