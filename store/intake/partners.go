package intake

import (
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/history"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// storedPartner is a partner as it stands in the database, and then as the rows of a file have it.
type storedPartner struct {
	spelling
	key     int64 // 0 for a new one
	line    int   // of its last row
	row     partnerColumns
	status  []programme.Told[int64]
	parents []programme.Told[programme.Key] // "" for none
	existed bool
	wrote   wrote
}

// partnerColumns are the columns of a partner that have no history.
type partnerColumns struct{ name, country, email, reading string }

// under returns the columns that a row of a file makes of them.
func (c partnerColumns) under(f *facts.File, r facts.PartnerRow) partnerColumns {
	r = f.OverPartner(facts.PartnerRow{Name: c.name, Country: c.country, Email: c.email, Reading: c.reading}, r)
	return partnerColumns{r.Name, r.Country, r.Email, r.Reading}
}

func ofPartner(r *facts.PartnerRow) tellingKey {
	return tellingKey{programme.KeyOf(r.PartnerID), r.AsOf, r.Line}
}

// partnerImport takes in partners: first all of them without their parents, which may
// stand later in the file, then the parents.
type partnerImport struct {
	*importer
	parents map[programme.Key]*storedPartner // of those that got other parents
	written map[programme.Key]string         // the ids of parents, as the file writes them
}

func (im *partnerImport) chunk(rows []facts.PartnerRow) error {
	stored, err := im.storedPartners(idsOf(rows, func(r *facts.PartnerRow) string { return r.PartnerID }))
	if err != nil {
		return err
	}
	turned := map[programme.Key]*storedPartner{} // those that are suspended otherwise than before
	var taken []programme.Key
	for k := range rows {
		r := &rows[k]
		if im.isYetToCome(ofPartner(r)) {
			continue
		}
		key := programme.KeyOf(r.PartnerID)
		s := stored[key]
		if s == nil {
			if !im.canAdd(r.Line, r.PartnerID) {
				continue
			}
			s = &storedPartner{}
			stored[key] = s
		}
		s.see(r.PartnerID, r.Line)
		im.take(s, r, isBefore(rows, k, ofPartner), turned)
		taken = append(taken, key)
	}
	slices.Sort(taken)
	return im.put(slices.Compact(taken), stored, turned)
}

// take makes a partner what a row tells of it; before is what isBefore reports of the row.
func (im *partnerImport) take(s *storedPartner, r *facts.PartnerRow, before bool, turned map[programme.Key]*storedPartner) {
	was, key := *s, programme.KeyOf(r.PartnerID)
	s.line, s.row = r.Line, s.row.under(im.file, *r)
	if r.Suspended != nil {
		s.status = toldBy(s.status, history.OfSuspended(*r.Suspended), r.AsOf, before, im.today())
	}
	if r.ParentID != nil {
		parent := programme.KeyOf(*r.ParentID)
		im.written[parent] = *r.ParentID
		s.parents = toldBy(s.parents, parent, r.AsOf, before, im.today())
	}
	im.clearsOfPartner(&was, s, r)
	s.complete()
	if !slices.Equal(was.status, s.status) && history.IsKept(s.status) {
		turned[key] = s
	}
	if !slices.Equal(was.parents, s.parents) && (latest(s.parents) != "" || history.IsKept(s.parents)) {
		im.parents[key] = s
	}
	tell(&s.wrote, history.Status, was.status, s.status, r.Line)
	tell(&s.wrote, history.Parent, was.parents, s.parents, r.Line)
	sameHistory := slices.Equal(was.status, s.status) && slices.Equal(was.parents, s.parents)
	if was.key != 0 && !sameHistory {
		im.backdate(ofPartner(r))
	}
	same := was.row == s.row && sameHistory
	im.count(was.existed, same)
	if !was.existed || !same {
		s.wrote.line = r.Line
	}
	s.existed = true
}

// clearsOfPartner counts what a row clears of a partner that stood.
func (im *partnerImport) clearsOfPartner(was, s *storedPartner, r *facts.PartnerRow) {
	im.clears("country", was.row.country != "" && s.row.country == "")
	im.clears("email", was.row.email != "" && s.row.email == "")
	im.clears("reading", was.row.reading != "" && s.row.reading == "")
	im.clears("parent_id", len(was.parents) > 0 && latest(was.parents) != "" && r.ParentID != nil && *r.ParentID == "")
	im.clears("status", len(was.status) > 0 && latest(was.status) == history.OfSuspended(true) && r.NoStatus)
}

// complete gives a new partner what a file leaves out: it was never suspended and had no parent.
func (s *storedPartner) complete() {
	if len(s.status) == 0 {
		s.status = programme.Tell(s.status, history.OfSuspended(false), nil, 0)
	}
	if len(s.parents) == 0 {
		s.parents = programme.Tell(s.parents, "", nil, 0)
	}
}

// put writes partners without their parents.
func (im *partnerImport) put(taken []programme.Key, stored, turned map[programme.Key]*storedPartner) error {
	var put [][]any
	var ids []string
	taken = slices.DeleteFunc(taken, func(key programme.Key) bool { return stored[key].wrote.line == 0 })
	for _, key := range taken {
		s := stored[key]
		ids = append(ids, s.id)
		put = append(put, []any{s.id, key, s.row.name, s.row.country, s.row.email, latest(s.status) == history.OfSuspended(true),
			s.row.reading, db.SortedAs(s.row.name, s.row.reading), db.FoundAs(s.row.name, s.row.reading), im.key, s.wrote.line})
	}
	var keys []int64
	for _, s := range turned {
		keys = append(keys, s.key)
	}
	affected, err := ledger.CustomersOf(im.tx, keys)
	if err != nil {
		return err
	}
	return im.around(change{affected, ledger.Earliest, func() error {
		if err := im.remember(ids); err != nil {
			return err
		}
		if err := im.putPartners(put); err != nil {
			return err
		}
		return im.putStatus(turned)
	}})
}

// putPartners writes rows of partners, but for their parents and what was told of them over time.
func (im *importer) putPartners(put [][]any) error {
	return im.tx.Insert("INSERT INTO partners (partner_id, partner_key, name, country, email, suspended, reading, sorted, found, import_id, line) VALUES", put,
		`ON CONFLICT (partner_key) DO UPDATE SET name = excluded.name, country = excluded.country,
			email = excluded.email, suspended = excluded.suspended,
			reading = excluded.reading, sorted = excluded.sorted, found = excluded.found,
			import_id = excluded.import_id, line = excluded.line`)
}

func (im *partnerImport) putStatus(turned map[programme.Key]*storedPartner) error {
	keys, err := im.keysNow("partners", "partner_key", slices.Collect(maps.Keys(turned)))
	if err != nil {
		return err
	}
	values, lines := history.Values{}, map[int64]map[programme.Day]int{}
	for key, s := range turned {
		values[keys[key]], lines[keys[key]] = s.status, s.wrote.lines[history.Status]
	}
	return history.Put(im.tx, im.p, history.Status, values, im.teller(lines))
}

// latest returns the latest of some values.
func latest[V comparable](told []programme.Told[V]) V { return told[len(told)-1].Value }

func (im *importer) storedPartners(keys []programme.Key) (map[programme.Key]*storedPartner, error) {
	stored, byKey := make(map[programme.Key]*storedPartner, len(keys)), map[int64]*storedPartner{}
	err := im.tx.EachOf(texts(keys), `SELECT p.partner_key, p.partner_id, p.id, p.name, p.country, p.email, p.suspended, p.reading, coalesce(g.partner_key, '')
		FROM partners p LEFT JOIN partners g ON g.id = p.parent_id WHERE p.partner_key IN `,
		func(scan db.Scan) error {
			var key, parent programme.Key
			var suspended bool
			s := &storedPartner{existed: true}
			err := scan(&key, &s.id, &s.key, &s.row.name, &s.row.country, &s.row.email, &suspended, &s.row.reading, &parent)
			s.status = programme.Tell(nil, history.OfSuspended(suspended), nil, 0)
			s.parents = programme.Tell(nil, parent, nil, 0)
			stored[key], byKey[s.key] = s, s
			return err
		})
	if err != nil || len(stored) == 0 {
		return stored, err
	}
	those := "IN " + db.Keys(slices.Sorted(maps.Keys(byKey)))
	status, err := history.Read(im.tx, history.Status, those)
	if err != nil {
		return nil, err
	}
	for key, told := range status {
		byKey[key].status = told
	}
	return stored, im.storedParents(byKey, those)
}

// keysNow returns the keys in the database of those that are in a table now, by the keys of their ids in a
// column, also of those that the file added.
func (im *importer) keysNow(table, column string, of []programme.Key) (map[programme.Key]int64, error) {
	keys := make(map[programme.Key]int64, len(of))
	return keys, im.tx.EachOf(texts(of), "SELECT "+column+", id FROM "+table+" WHERE "+column+" IN ", func(scan db.Scan) error {
		var id programme.Key
		var key int64
		err := scan(&id, &key)
		keys[id] = key
		return err
	})
}
