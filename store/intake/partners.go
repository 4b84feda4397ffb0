package intake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/ledger"
)

// storedPartner is a partner in the database, before its row is taken in.
type storedPartner struct {
	key int64
	row facts.PartnerRow // without its line
}

// partnerImport takes in partners: first all of them without their parents, which may
// stand later in the file, then the parents.
type partnerImport struct {
	*importer
	rows map[string]facts.PartnerRow // by id, of partners that have another parent than their row
}

func (im *partnerImport) chunk(rows []facts.PartnerRow) error {
	rows = lastOfEach(rows, func(r *facts.PartnerRow) string { return r.PartnerID })
	stored, err := im.storedPartners(idsOf(rows, func(r *facts.PartnerRow) string { return r.PartnerID }))
	if err != nil {
		return err
	}
	var put [][]any
	var turned []int64 // keys of those that are suspended or no longer
	for _, r := range rows {
		old, existed := stored[r.PartnerID]
		if r.ParentID != old.row.ParentID {
			im.rows[r.PartnerID] = r
		} else {
			delete(im.rows, r.PartnerID)
		}
		old.row.Line = r.Line
		im.count(existed, old.row == r)
		if existed && old.row.Suspended != r.Suspended {
			turned = append(turned, old.key)
		}
		put = append(put, []any{r.PartnerID, r.Name, r.Country, r.Email, r.Suspended,
			r.Reading, db.SortedAs(r.Name, r.Reading), db.FoundAs(r.Name, r.Reading)})
	}
	affected, err := im.customersOf(turned)
	if err != nil {
		return err
	}
	return im.around(change{affected, ledger.Earliest, func() error {
		return im.tx.Insert("INSERT INTO partners (partner_id, name, country, email, suspended, reading, sorted, found) VALUES", put,
			`ON CONFLICT (partner_id) DO UPDATE SET name = excluded.name, country = excluded.country,
				email = excluded.email, suspended = excluded.suspended,
				reading = excluded.reading, sorted = excluded.sorted, found = excluded.found`)
	}})
}

// finish gives the partners their parents (R7): a parent is a partner without a parent,
// and a partner with locations is no location itself.
func (im *partnerImport) finish() error {
	if len(im.rows) == 0 {
		return nil
	}
	rows := slices.SortedFunc(maps.Values(im.rows), func(a, b facts.PartnerRow) int { return cmp.Compare(a.Line, b.Line) })
	ids := idsOf(rows, func(r *facts.PartnerRow) string { return r.PartnerID })
	parents := idsOf(rows, func(r *facts.PartnerRow) string { return r.ParentID })
	keys, err := im.partnerKeys(append(ids, parents...))
	if err != nil {
		return err
	}
	var moved []int64
	for _, r := range rows {
		moved = append(moved, keys[r.PartnerID])
	}
	affected, err := im.customersOf(moved)
	if err != nil {
		return err
	}
	return im.around(change{affected, ledger.Earliest, func() error {
		for _, r := range rows {
			if err := im.setParent(r, keys); err != nil {
				return err
			}
		}
		return im.checkParents(rows)
	}})
}

func (im *partnerImport) setParent(r facts.PartnerRow, keys map[string]int64) error {
	if r.ParentID == "" {
		return im.tx.Exec("UPDATE partners SET parent_id = NULL WHERE id = $1", keys[r.PartnerID])
	}
	parent, known := keys[r.ParentID]
	if !known {
		im.file.Fault(r.Line, "parent_id", fmt.Sprintf("no partner has the id %q; add its row or correct the id", r.ParentID))
		return nil
	}
	return im.tx.Exec("UPDATE partners SET parent_id = $2 WHERE id = $1", keys[r.PartnerID], parent)
}

// checkParents reports locations that are given locations. It looks once all parents are set, so that
// the order of the rows does not matter.
func (im *partnerImport) checkParents(rows []facts.PartnerRow) error {
	lines := map[string]int{}
	for _, r := range rows {
		lines[r.PartnerID] = r.Line
		if r.ParentID != "" && lines[r.ParentID] == 0 {
			lines[r.ParentID] = r.Line
		}
	}
	return im.tx.Each(func(scan db.Scan) error {
		var location, parent string
		if err := scan(&location, &parent); err != nil {
			return err
		}
		line := lines[location]
		if line == 0 {
			line = lines[parent]
		}
		im.file.Fault(line, "parent_id", fmt.Sprintf("%q is a location itself, so %q cannot be its location; name the global account", parent, location))
		return nil
	}, `SELECT l.partner_id, p.partner_id FROM partners l JOIN partners p ON p.id = l.parent_id
		WHERE p.parent_id IS NOT NULL ORDER BY l.partner_id`)
}

func (im *importer) storedPartners(ids []string) (map[string]storedPartner, error) {
	stored := make(map[string]storedPartner, len(ids))
	return stored, im.tx.EachOf(ids, `SELECT p.partner_id, p.id, p.name, p.country, p.email, p.suspended, p.reading, coalesce(g.partner_id, '')
		FROM partners p LEFT JOIN partners g ON g.id = p.parent_id WHERE p.partner_id IN `,
		func(scan db.Scan) error {
			var s storedPartner
			r := &s.row
			err := scan(&r.PartnerID, &s.key, &r.Name, &r.Country, &r.Email, &r.Suspended, &r.Reading, &r.ParentID)
			stored[r.PartnerID] = s
			return err
		})
}

// customersOf returns the customers that some partners, or their locations, are associated
// with.
func (im *importer) customersOf(partners []int64) ([]int64, error) {
	if len(partners) == 0 {
		return nil, nil
	}
	list := db.Keys(partners)
	return im.tx.AllKeys(`SELECT DISTINCT customer_id FROM associations WHERE partner_id IN ` + list + `
		OR partner_id IN (SELECT id FROM partners WHERE parent_id IN ` + list + `) ORDER BY customer_id`)
}
