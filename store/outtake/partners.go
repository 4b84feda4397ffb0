package outtake

import (
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/history"
	"shimei/store/programme"
)

// partners reads partners by their keys, in the order of their ids.
func partners(tx *db.Tx, keys []int64) (all []subject, err error) {
	columns := map[int64][2]int64{} // status and parent, by partners
	err = tx.Each(func(scan db.Scan) error {
		var s subject
		var id, name, country, email, reading string
		var suspended bool
		var parent int64
		err := scan(&s.key, &id, &name, &country, &email, &reading, &suspended, &parent, &s.referred)
		s.cells = map[string]any{"partner_id": id, "name": name, "country": country, "email": email, "reading": reading}
		columns[s.key] = [2]int64{history.OfSuspended(suspended), parent}
		all = append(all, s)
		return err
	}, `SELECT p.id, p.partner_id, p.name, p.country, p.email, p.reading, p.suspended, coalesce(p.parent_id, 0),
		EXISTS (SELECT 1 FROM partners l WHERE l.parent_id = p.id) OR EXISTS (SELECT 1 FROM histories h WHERE h.attribute = 'parent' AND h.value = p.id)
		FROM partners p WHERE p.id IN `+db.Keys(keys)+` ORDER BY p.partner_id`)
	if err != nil {
		return nil, err
	}
	status, parents, err := history.ReadTwo(tx, history.Status, history.Parent, "IN "+db.Keys(keys))
	if err != nil {
		return nil, err
	}
	status, parents = with(status, columns, 0), with(parents, columns, 1)
	ids, err := idsOf(tx, "SELECT id, partner_id FROM partners WHERE id IN ", parents)
	for k := range all {
		s := &all[k]
		s.told = [2][]programme.Told[string]{
			texts(status[s.key], func(value int64) string { return []string{"active", "suspended"}[value] }),
			texts(parents[s.key], func(value int64) string { return ids[value] })}
		s.refers = slices.ContainsFunc(parents[s.key], func(v programme.Told[int64]) bool { return v.Value != 0 })
	}
	return all, err
}

// with returns values with those that hold from ever, which are in a column of their subjects.
func with(values history.Values, columns map[int64][2]int64, column int) history.Values {
	all := history.Values{}
	for key := range columns {
		all[key] = values.Of(key, columns[key][column])
	}
	return all
}

// texts returns values as their cells.
func texts(values []programme.Told[int64], text func(int64) string) []programme.Told[string] {
	cells := make([]programme.Told[string], len(values))
	for k, v := range values {
		cells[k] = programme.Told[string]{AsOf: v.AsOf, Value: text(v.Value)}
	}
	return cells
}

// idsOf returns the ids of all that some values are keys of; query ends before the list of the keys.
func idsOf(tx *db.Tx, query string, values history.Values) (map[int64]string, error) {
	keys := map[int64]bool{}
	for _, told := range values {
		for _, v := range told {
			keys[v.Value] = true
		}
	}
	ids := map[int64]string{}
	return ids, tx.Each(func(scan db.Scan) error {
		var key int64
		var id string
		err := scan(&key, &id)
		ids[key] = id
		return err
	}, query+db.Keys(slices.Sorted(maps.Keys(keys))))
}
