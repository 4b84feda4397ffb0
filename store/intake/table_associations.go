package intake

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// associationTable is the associations that files tell, known by route, partner, subscription or tenant,
// and beginning.
type associationTable struct{}

type associationRow struct {
	From  string `json:"from"`
	Given string `json:"to"` // the end that a file gave
	writer
}

// associationParts are the parts of the key of an association.
type associationParts struct{ route, partner, subscription, tenant, from string }

func (k associationParts) text() string {
	return encoded([]string{k.route, k.partner, k.subscription, k.tenant, k.from})
}

// keyed returns the parts as they are compared.
func (k associationParts) keyed() associationParts {
	k.partner, k.subscription, k.tenant = keyed(k.partner), keyed(k.subscription), keyed(k.tenant)
	return k
}

func associationPartsOf(key string) (k associationParts, err error) {
	parts := keyParts(key)
	if len(parts) != 5 {
		return k, fmt.Errorf("%q is no key of an association", key)
	}
	return associationParts{parts[0], parts[1], parts[2], parts[3], parts[4]}, nil
}

const selectAssociations = `SELECT a.id, a.route, p.partner_id, coalesce(s.subscription_id, ''), CASE WHEN a.subscription_id IS NULL THEN c.tenant_id ELSE '' END,
	a.from_at, a.from_day, a.given_at, a.given_day, coalesce(a.import_id, 0), coalesce(a.line, 0)
	FROM associations a JOIN partners p ON p.id = a.partner_id JOIN customers c ON c.id = a.customer_id
	LEFT JOIN subscriptions s ON s.id = a.subscription_id WHERE a.source <> 'sale' AND `

// scanned returns a function that hands on the rows of selectAssociations, with their keys in the
// database. A beginning is known by the day that it is the first instant of.
func (im *importer) scanned(take func(k associationParts, id int64, s state)) func(db.Scan) error {
	return func(scan db.Scan) error {
		var id int64
		var k associationParts
		var from, fromDay, given, givenDay sql.NullInt64
		var r associationRow
		err := scan(&id, &k.route, &k.partner, &k.subscription, &k.tenant, &from, &fromDay, &given, &givenDay, &r.Import, &r.Line)
		begins := db.Moment(from, fromDay)
		r.From, r.Given = momentText(begins), momentText(db.Moment(given, givenDay))
		if day, is := im.p.Alike(begins); is && !begins.IsDay {
			begins = day
		}
		k.from = momentText(begins)
		take(k, id, state{encoded(r), r.writer})
		return err
	}
}

// associationsWhere returns the associations that satisfy a condition.
func (im *importer) associationsWhere(where string, args ...any) (map[string]state, error) {
	found := map[string]state{}
	return found, im.tx.Each(im.scanned(func(k associationParts, _ int64, s state) { found[k.text()] = s }), selectAssociations+where, args...)
}

func (associationTable) stands(im *importer, keys []string) (map[string]state, error) {
	found, _, err := im.standingAssociations(keys)
	return found, err
}

// standingAssociations returns the associations that stand, of these keys, and their keys in the database.
func (im *importer) standingAssociations(keys []string) (found map[string]state, ids map[string]int64, err error) {
	found, ids = map[string]state{}, map[string]int64{}
	wanted := make(map[associationParts]string, len(keys))
	var subscriptions, tenants []string
	for _, key := range keys {
		k, err := associationPartsOf(key)
		if err != nil {
			return nil, nil, err
		}
		k = k.keyed()
		wanted[k] = key
		if k.subscription != "" {
			subscriptions = append(subscriptions, k.subscription)
		} else {
			tenants = append(tenants, k.tenant)
		}
	}
	row := im.scanned(func(k associationParts, id int64, s state) {
		if key, is := wanted[k.keyed()]; is {
			found[key], ids[key] = s, id
		}
	})
	if err := im.tx.EachOf(subscriptions, selectAssociations+"s.subscription_key IN ", row); err != nil {
		return nil, nil, err
	}
	return found, ids, im.tx.EachOf(tenants, selectAssociations+"a.subscription_id IS NULL AND c.tenant_key IN ", row)
}

// rememberAssociations is remember for associations that stand.
func (im *importer) rememberAssociations(told []*association) error {
	if len(told) == 0 || im.faulty() {
		return nil
	}
	keys := make([]int64, len(told))
	for k, a := range told {
		keys[k] = a.Key
	}
	found, err := im.associationsWhere("a.id IN " + db.Keys(keys))
	if err != nil {
		return err
	}
	return im.journal(found, nil)
}

func (associationTable) pages(im *importer, of Record, take func([]string) error) error {
	found, err := im.associationsWhere("a.import_id = $1", of.Key)
	if err != nil {
		return err
	}
	for page := range slices.Chunk(slices.Sorted(maps.Keys(found)), rowsAtOnce) {
		if err := take(page); err != nil {
			return err
		}
	}
	return nil
}

func (associationTable) stay(im *importer, steps []step) (map[string]Why, error) {
	_, ids, err := im.standingAssociations(keysOf(steps))
	if err != nil {
		return nil, err
	}
	var gone, kept []int64
	for _, s := range steps {
		switch {
		case s.then == "":
			gone = append(gone, ids[s.key])
		case s.now.by.Import == im.done.Undoes: // no undo of an undo
			kept = append(kept, ids[s.key])
		}
	}
	changed, err := im.tx.AllKeys("SELECT a.id FROM associations a WHERE a.id IN " + db.Keys(gone) + ` AND (a.closed_at IS NOT NULL OR a.opened_by IS NOT NULL
		OR a.corrected_by IS NOT NULL OR EXISTS (SELECT 1 FROM events e WHERE e.subject = 'association' AND e.subject_key = a.id))`)
	if err != nil {
		return nil, err
	}
	// What files had told when admins corrected it stays: they decided knowing it.
	corrected, err := im.tx.AllKeys("SELECT a.id FROM associations a WHERE a.id IN " + db.Keys(kept) + ` AND a.corrected_by IS NOT NULL
		AND coalesce(a.given_at, 0) = coalesce(a.seen_at, 0) AND coalesce(a.given_day, 0) = coalesce(a.seen_day, 0)`)
	if err != nil {
		return nil, err
	}
	stay := map[string]Why{}
	changed = append(changed, corrected...)
	for _, s := range steps {
		if s.now.text != "" && slices.Contains(changed, ids[s.key]) {
			stay[s.key] = People
		}
		if s.then != "" && s.now.text == "" {
			_, known, err := im.associationOf(s)
			if err != nil {
				return nil, err
			}
			if !known {
				stay[s.key] = Gone
			}
		}
	}
	return stay, nil
}

// associationOf returns the association that a step leads to; known is false where what it names is there
// no more.
func (im *importer) associationOf(s step) (a association, known bool, err error) {
	k, err := associationPartsOf(s.key)
	if err != nil {
		return a, false, err
	}
	var r associationRow
	if err := decode(s.then, &r); err != nil {
		return a, false, err
	}
	partner := programme.KeyOf(k.partner)
	partners, err := im.partnersOf([]programme.Key{partner})
	if err != nil {
		return a, false, err
	}
	a = association{partner: partners[partner].key, by: r.writer, DatedAssociation: programme.DatedAssociation{PartnerID: partners[partner].id, Closed: programme.NoEnd}}
	if a.Scope.Route, known = im.p.Route(k.route); !known {
		return a, false, nil
	}
	a.Exclusive = im.p.Routes[a.Scope.Route].Exclusive
	if k.subscription != "" {
		var refs ledger.SubscriptionRefs
		id := programme.KeyOf(k.subscription)
		refs, err = im.subscriptionsOf([]programme.Key{id})
		a.Scope.Subscription, a.customer = refs[id].Key, refs[id].Customer
	} else {
		var refs map[programme.Key]int64
		id := programme.KeyOf(k.tenant)
		refs, err = im.customerKeysOf([]programme.Key{id})
		a.Scope.Customer, a.customer = refs[id], refs[id]
	}
	if err != nil {
		return a, false, err
	}
	if a.From, err = im.momentOf(r.From); err != nil {
		return a, false, err
	}
	a.Given, err = im.momentOf(r.Given)
	return a, a.partner != 0 && a.customer != 0, err
}

// apply gives the associations of the steps their former ends, and settles all anew with which they share
// a subscription or a tenant (R5).
func (associationTable) apply(im *importer, steps []step) error {
	_, ids, err := im.standingAssociations(keysOf(steps))
	if err != nil {
		return err
	}
	all, customers, err := im.sharing(steps)
	if err != nil {
		return err
	}
	var told []*association
	var gone []int64
	for _, s := range steps {
		stands := all[ids[s.key]]
		if s.then == "" {
			gone = append(gone, stands.Key)
			delete(all, stands.Key)
			continue
		}
		a, _, err := im.associationOf(s)
		if err != nil {
			return err
		}
		if stands == nil {
			all[-int64(len(all))-1] = &a
			continue
		}
		stands.From, stands.Given, stands.by = a.From, a.Given, a.by
		told = append(told, stands)
	}
	settleAll(slices.Collect(maps.Values(all)))
	changed, added := differing(maps.Values(all))
	return im.around(change{customers, ledger.Earliest, func() error {
		if err := im.tx.Exec("DELETE FROM associations WHERE id IN " + db.Keys(gone)); err != nil {
			return err
		}
		if err := im.writeAssociations(changed, added); err != nil {
			return err
		}
		return im.stamp(told)
	}})
}

// sharing returns the associations that share a subscription or a tenant with those of steps, by their
// keys in the database, and the customers that all of them are of.
func (im *importer) sharing(steps []step) (all map[int64]*association, customers []int64, err error) {
	var subscriptions, tenants []int64
	for _, s := range steps {
		k, err := associationPartsOf(s.key)
		if err != nil {
			return nil, nil, err
		}
		if k.subscription == "" {
			id := programme.KeyOf(k.tenant)
			refs, err := im.customerKeysOf([]programme.Key{id})
			if err != nil {
				return nil, nil, err
			}
			tenants = append(tenants, refs[id])
			continue
		}
		id := programme.KeyOf(k.subscription)
		refs, err := im.subscriptionsOf([]programme.Key{id})
		if err != nil {
			return nil, nil, err
		}
		subscriptions = append(subscriptions, refs[id].Key)
		customers = append(customers, refs[id].Customer)
	}
	customers = append(customers, tenants...)
	found, err := standingWith(im.tx, im.p, tenants, subscriptions)
	all = map[int64]*association{}
	for _, a := range found {
		a.Exclusive = im.p.Routes[a.Scope.Route].Exclusive
		all[a.Key] = a
		customers = append(customers, a.customer)
	}
	return all, customers, err
}
