package intake

import (
	"fmt"
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/history"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// partnerTable is the partners, known by their ids, with all that was told of them over time.
type partnerTable struct{}

type partnerRow struct {
	Name    string      `json:"name"`
	Country string      `json:"country"`
	Email   string      `json:"email"`
	Reading string      `json:"reading"`
	Status  []toldValue `json:"status"`
	Parents []toldValue `json:"parents"`
	writer
}

func (partnerTable) stands(im *importer, keys []string) (map[string]state, error) {
	rows, ids, asked := map[int64]*partnerRow{}, map[int64]string{}, speltBy(keys)
	var columns = map[int64][2]string{}
	if err := im.tx.EachOf(asked.keys(), `SELECT p.partner_key, p.id, p.name, p.country, p.email, p.reading, CASE WHEN p.suspended THEN '1' ELSE '0' END,
			coalesce(g.partner_id, ''), coalesce(p.import_id, 0), coalesce(p.line, 0)
		FROM partners p LEFT JOIN partners g ON g.id = p.parent_id WHERE p.partner_key IN `, func(scan db.Scan) error {
		var id programme.Key
		var key int64
		var column [2]string
		r := &partnerRow{}
		err := scan(&id, &key, &r.Name, &r.Country, &r.Email, &r.Reading, &column[0], &column[1], &r.Import, &r.Line)
		rows[key], ids[key], columns[key] = r, asked[id], column
		return err
	}); err != nil {
		return nil, err
	}
	subjects := slices.Collect(maps.Keys(rows))
	status, err := toldOf(im.tx, history.Status, subjects)
	if err != nil {
		return nil, err
	}
	parents, err := toldOf(im.tx, history.Parent, subjects)
	found := make(map[string]state, len(rows))
	for key, r := range rows {
		r.Status, r.Parents = status.of(key, columns[key][0]), parents.of(key, columns[key][1])
		found[ids[key]] = state{encoded(r), r.writer}
	}
	return found, err
}

// pages hands on all keys at once: partners hang on each other.
func (partnerTable) pages(im *importer, of Record, take func([]string) error) error {
	var all []string
	if err := eachPage(im.tx, func(keys []string) error {
		all = append(all, keys...)
		return nil
	}, "SELECT partner_id FROM partners WHERE import_id = $1 ORDER BY partner_id", of.Key); err != nil || len(all) == 0 {
		return err
	}
	return take(all)
}

func (partnerTable) apply(im *importer, steps []step) error {
	keys, err := im.keysNow("partners", "partner_key", keysOfIDs(keysOf(steps)))
	if err != nil {
		return err
	}
	affected, err := ledger.CustomersOf(im.tx, slices.Sorted(maps.Values(keys)))
	if err != nil {
		return err
	}
	return im.around(change{affected, ledger.Earliest, func() error { return im.applyPartners(steps, keys) }})
}

// applyPartners writes partners, then what was told of them, and removes those that go at last: no other
// names them by then.
func (im *importer) applyPartners(steps []step, before map[programme.Key]int64) error {
	rows := map[string]*partnerRow{}
	named := keysOf(steps)
	var put [][]any
	for _, s := range steps {
		if s.then == "" {
			continue
		}
		r := &partnerRow{}
		if err := decode(s.then, r); err != nil {
			return err
		}
		rows[s.key] = r
		for _, parent := range r.Parents {
			named = append(named, parent.Value)
		}
		put = append(put, []any{s.key, programme.KeyOf(s.key), r.Name, r.Country, r.Email, lastOf(r.Status) == fmt.Sprint(history.OfSuspended(true)), r.Reading,
			db.SortedAs(r.Name, r.Reading), db.FoundAs(r.Name, r.Reading), orNone(r.Import), orNone(r.Line)})
	}
	if err := im.putPartners(put); err != nil {
		return err
	}
	keys, err := im.keysNow("partners", "partner_key", keysOfIDs(named))
	if err != nil {
		return err
	}
	status, parents := toldValues{}, toldValues{}
	for id, r := range rows {
		key := keys[programme.KeyOf(id)]
		status[key], parents[key] = r.Status, r.Parents
		if err := im.tx.Exec("UPDATE partners SET parent_id = $2 WHERE id = $1", key, orNone(keys[programme.KeyOf(lastOf(r.Parents))])); err != nil {
			return err
		}
	}
	if err := im.putTold(history.Status, status, number); err != nil {
		return err
	}
	if err := im.putTold(history.Parent, parents, among(keys)); err != nil {
		return err
	}
	return im.removePartners(removed(steps), before)
}

// removePartners removes partners, locations before their parents.
func (im *importer) removePartners(ids []string, keys map[programme.Key]int64) error {
	var gone []int64
	for _, id := range ids {
		gone = append(gone, keys[programme.KeyOf(id)])
	}
	if err := history.Forget(im.tx, gone, history.Status, history.Parent); err != nil {
		return err
	}
	for batch := range slices.Chunk(gone, 1000) {
		if err := im.tx.Exec("UPDATE partners SET parent_id = NULL WHERE id IN " + db.Keys(batch)); err != nil {
			return err
		}
	}
	return im.tx.DeleteOf(speltBy(ids).keys(), "DELETE FROM partners WHERE partner_key IN ")
}
