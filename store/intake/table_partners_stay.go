package intake

import (
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/history"
	"shimei/store/programme"
)

func (partnerTable) stay(im *importer, steps []step) (map[string]Why, error) {
	stay, err := im.needed(steps, "partners", "partner_key", []need{
		{NeededByAssociations, "EXISTS (SELECT 1 FROM associations a WHERE a.partner_id = x.id)"},
		{NeededBySales, "EXISTS (SELECT 1 FROM sales s WHERE s.partner_id = x.id)"},
		{NeededByAccounts, "EXISTS (SELECT 1 FROM people p WHERE p.partner_id = x.id)"},
		{NeededByStatements, "EXISTS (SELECT 1 FROM statement_lines l WHERE l.account_id = x.id)"},
		{NeededByEvents, "EXISTS (SELECT 1 FROM events e WHERE e.before_partner_id = x.id OR e.after_partner_id = x.id)"},
	})
	if err != nil || len(steps) == 0 {
		return stay, err
	}
	f := families{parents: map[programme.Key][]programme.Told[programme.Key]{}, there: map[programme.Key]bool{}, today: im.today()}
	if err := f.load(im); err != nil {
		return nil, err
	}
	return stay, f.settle(steps, stay)
}

// families are the parents of all partners that have or had one, as they will be after an undo.
type families struct {
	parents map[programme.Key][]programme.Told[programme.Key] // of the locations
	there   map[programme.Key]bool                            // the partners that there are
	today   programme.Day
}

func (f *families) load(im *importer) error {
	keys := map[int64]programme.Key{}
	var located []int64
	if err := im.tx.Each(func(scan db.Scan) error {
		var key int64
		var id, parent programme.Key
		err := scan(&key, &id, &parent)
		keys[key], f.there[id] = id, true
		if parent != "" {
			f.parents[id] = programme.Tell(nil, parent, nil, 0)
		}
		located = append(located, key)
		return err
	}, "SELECT p.id, p.partner_key, coalesce(g.partner_key, '') FROM partners p LEFT JOIN partners g ON g.id = p.parent_id"); err != nil {
		return err
	}
	values, err := toldOf(im.tx, history.Parent, located)
	for key, told := range values {
		f.parents[keys[key]] = toldParents(told)
	}
	return err
}

func toldParents(values []toldValue) (parents []programme.Told[programme.Key]) {
	for _, v := range values {
		day, err := v.day()
		if err != nil { // no such day was ever written
			panic(err)
		}
		parents = append(parents, programme.Told[programme.Key]{AsOf: day, Value: programme.KeyOf(v.Value)})
	}
	return parents
}

// settle adds the steps that cannot be taken beside each other: one that stays may keep another.
func (f *families) settle(steps []step, stay map[string]Why) error {
	for {
		after, err := f.after(steps, stay)
		if err != nil {
			return err
		}
		more := false
		named, locations := after.named()
		for _, s := range steps {
			if why := after.why(s, named, locations[programme.KeyOf(s.key)]); why != "" && stay[s.key] == "" {
				stay[s.key], more = why, true
			}
		}
		if !more {
			return nil
		}
	}
}

// after returns the families as they are when all steps are taken but for those that stay.
func (f *families) after(steps []step, stay map[string]Why) (*families, error) {
	after := &families{parents: maps.Clone(f.parents), there: maps.Clone(f.there), today: f.today}
	for _, s := range steps {
		if stay[s.key] != "" {
			continue
		}
		key := programme.KeyOf(s.key)
		delete(after.parents, key)
		if after.there[key] = s.then != ""; s.then == "" {
			continue
		}
		var r partnerRow
		if err := decode(s.then, &r); err != nil {
			return nil, err
		}
		after.parents[key] = toldParents(r.Parents)
	}
	return after, nil
}

// named returns the partners that are or were parents, and the locations of each.
func (f *families) named() (map[programme.Key]bool, map[programme.Key][]programme.Key) {
	named, locations := map[programme.Key]bool{}, map[programme.Key][]programme.Key{}
	for id, told := range f.parents {
		for _, parent := range told {
			if parent.Value != "" {
				named[parent.Value] = true
				locations[parent.Value] = append(locations[parent.Value], id)
			}
		}
	}
	return named, locations
}

// why returns why a step cannot be taken, "" where it can.
func (f *families) why(s step, named map[programme.Key]bool, locations []programme.Key) Why {
	key := programme.KeyOf(s.key)
	if s.then == "" {
		if named[key] {
			return NeededByLocations
		}
		return ""
	}
	for _, parent := range f.parents[key] {
		switch {
		case parent.Value == "":
		case !f.there[parent.Value]:
			return Gone
		case f.twoLevels(key, parent.Value):
			return Unfit
		}
	}
	if slices.ContainsFunc(locations, func(id programme.Key) bool { return f.twoLevels(id, key) }) {
		return Unfit
	}
	return ""
}

// twoLevels reports whether a partner is at any time the location of one that is a location itself (R7).
func (f *families) twoLevels(location, parent programme.Key) bool {
	numbers := map[programme.Key]int64{"": 0}
	numbered := func(id programme.Key) []programme.Told[int64] {
		var told []programme.Told[int64]
		for _, p := range f.parents[id] {
			if _, known := numbers[p.Value]; !known {
				numbers[p.Value] = int64(len(numbers))
			}
			told = append(told, programme.Told[int64]{AsOf: p.AsOf, Value: numbers[p.Value]})
		}
		if told == nil {
			told = []programme.Told[int64]{{AsOf: programme.Ever}}
		}
		return told
	}
	below, above := numbered(location), numbered(parent)
	_, is := both(below, above, numbers[parent], f.today)
	return is
}
