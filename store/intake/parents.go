package intake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/history"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// finish gives the partners their parents (R7): a parent is a partner without a parent at any time,
// and a partner with locations is no location itself.
func (im *partnerImport) finish() error {
	if len(im.parents) == 0 {
		return nil
	}
	ids := slices.SortedFunc(maps.Keys(im.parents), func(a, b programme.Key) int { return cmp.Compare(im.parents[a].line, im.parents[b].line) })
	named := slices.Clone(ids)
	for _, s := range im.parents {
		for _, parent := range s.parents {
			named = append(named, parent.Value)
		}
	}
	keys, err := im.keysNow("partners", "partner_key", named)
	if err != nil {
		return err
	}
	var moved []int64
	for _, id := range ids {
		moved = append(moved, keys[id])
	}
	affected, err := ledger.CustomersOf(im.tx, moved)
	if err != nil {
		return err
	}
	return im.around(change{affected, ledger.Earliest, func() error {
		values, lines := history.Values{}, map[int64]map[programme.Day]int{}
		for _, id := range ids {
			lines[keys[id]] = im.parents[id].wrote.lines[history.Parent]
			if err := im.setParent(id, keys, values); err != nil {
				return err
			}
		}
		if err := history.Put(im.tx, im.p, history.Parent, values, im.teller(lines)); err != nil {
			return err
		}
		return im.checkParents()
	}})
}

// setParent gives a partner the latest of its parents, and adds all of them to values.
func (im *partnerImport) setParent(id programme.Key, keys map[programme.Key]int64, values history.Values) error {
	s := im.parents[id]
	for _, parent := range s.parents {
		key, known := keys[parent.Value]
		if parent.Value != "" && !known {
			im.file.Fault(s.line, "parent_id", fmt.Sprintf("no partner has the id %q; add its row or correct the id", im.written[parent.Value]))
			return nil
		}
		values[keys[id]] = append(values[keys[id]], programme.Told[int64]{AsOf: parent.AsOf, Value: key})
	}
	return im.tx.Exec("UPDATE partners SET parent_id = $2 WHERE id = $1", keys[id], orNone(keys[latest(s.parents)]))
}

// orNone returns a key as a column holds it that may be without one.
func orNone(key int64) any {
	if key == 0 {
		return nil
	}
	return key
}

// checkParents reports locations that are given locations. It looks once all parents are set, so that
// the order of the rows does not matter: at today, and at each day on which one of the two changed.
func (im *partnerImport) checkParents() error {
	pairs := map[[2]int64][2]string{} // a location and its parent, and their ids
	var suspects []int64
	if err := im.tx.Each(func(scan db.Scan) error {
		var keys [2]int64
		var ids [2]string
		err := scan(&keys[0], &keys[1], &ids[0], &ids[1])
		pairs[keys] = ids
		suspects = append(suspects, keys[0], keys[1])
		return err
	}, `WITH ever (location, parent) AS (SELECT id, parent_id FROM partners WHERE parent_id IS NOT NULL
			UNION SELECT subject, value FROM histories WHERE attribute = 'parent' AND value <> 0)
		SELECT e.location, e.parent, l.partner_id, p.partner_id FROM ever e JOIN partners l ON l.id = e.location JOIN partners p ON p.id = e.parent
		WHERE e.parent IN (SELECT location FROM ever)`); err != nil || len(pairs) == 0 {
		return err
	}
	parents, err := im.parentsOf(suspects)
	if err != nil {
		return err
	}
	for _, keys := range slices.SortedFunc(maps.Keys(pairs), func(a, b [2]int64) int { return cmp.Compare(pairs[a][0], pairs[b][0]) }) {
		if day, is := both(parents[keys[0]], parents[keys[1]], keys[1], im.today()); is {
			im.twoLevels(pairs[keys], day)
		}
	}
	return nil
}

// both returns the first day on which a partner is the location of a parent, of which the parent is one
// too: today, or one on which either of them got another parent.
func both(location, parent []programme.Told[int64], key int64, today programme.Day) (programme.Day, bool) {
	days := []programme.Day{today}
	for _, told := range slices.Concat(location, parent) {
		if told.AsOf != programme.Ever {
			days = append(days, told.AsOf)
		}
	}
	slices.Sort(days)
	for _, day := range days {
		if programme.On(location, day) == key && programme.On(parent, day) != 0 {
			return day, true
		}
	}
	return 0, false
}

// twoLevels reports a location, and its parent which is one too, at the line of either.
func (im *partnerImport) twoLevels(ids [2]string, day programme.Day) {
	line := 0
	for _, id := range []string{ids[1], ids[0]} {
		if s := im.parents[programme.KeyOf(id)]; s != nil {
			line = s.line
		}
	}
	then := ""
	if day != im.today() {
		then = fmt.Sprintf(" on %s", day)
	}
	im.file.Fault(line, "parent_id", fmt.Sprintf("%q is a location itself%s, so %q cannot be its location; name the global account", ids[1], then, ids[0]))
}

// parentsOf returns what is told of the parents of some partners.
func (im *importer) parentsOf(partners []int64) (history.Values, error) {
	parents, err := history.Read(im.tx, history.Parent, "IN "+db.Keys(partners))
	if err != nil {
		return nil, err
	}
	return parents, im.tx.Each(func(scan db.Scan) error {
		var key, parent int64
		err := scan(&key, &parent)
		parents[key] = parents.Of(key, parent)
		return err
	}, "SELECT id, coalesce(parent_id, 0) FROM partners WHERE id IN "+db.Keys(partners))
}

// storedParents gives partners the parents that they had over time.
func (im *importer) storedParents(byKey map[int64]*storedPartner, those string) error {
	parents, err := history.Read(im.tx, history.Parent, those)
	if err != nil || len(parents) == 0 {
		return err
	}
	ids := map[int64]programme.Key{}
	if err := im.tx.Each(func(scan db.Scan) error {
		var key int64
		var id programme.Key
		err := scan(&key, &id)
		ids[key] = id
		return err
	}, "SELECT id, partner_key FROM partners WHERE id IN (SELECT value FROM histories WHERE attribute = 'parent')"); err != nil {
		return err
	}
	for key, told := range parents {
		byKey[key].parents = nil
		for _, parent := range told {
			byKey[key].parents = append(byKey[key].parents, programme.Told[programme.Key]{AsOf: parent.AsOf, Value: ids[parent.Value]})
		}
	}
	return nil
}
