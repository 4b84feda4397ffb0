package intake

import (
	"cmp"
	"database/sql"
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// scope is where at most one association of an exclusive route is in effect (R5).
type scope struct {
	customer, subscription int64 // subscription 0 for the whole tenant
	route                  int
}

// association is an association that stands in the database, or that a row asks for.
type association struct {
	key       int64 // 0 for one to be added
	scope     scope
	partner   int64
	partnerID string
	from, to  programme.Instant
	closed    programme.Instant // NoEnd unless a person ended it
	was       programme.Instant // the end that stands in the database
}

// associationKey is the natural key of an association.
type associationKey struct {
	scope   scope
	partner int64
	from    programme.Instant
}

func (a *association) naturalKey() associationKey { return associationKey{a.scope, a.partner, a.from} }

func (im *importer) associations(rows []facts.AssociationRow) error {
	rows = lastOfEach(rows, func(r *facts.AssociationRow) facts.AssociationRow {
		key := *r
		key.Line, key.To = 0, 0
		return key
	})
	partners, err := im.partnerKeys(idsOf(rows, func(r *facts.AssociationRow) string { return r.PartnerID }))
	if err != nil {
		return err
	}
	subscriptions, err := im.subscriptionsOf(idsOf(rows, func(r *facts.AssociationRow) string { return r.SubscriptionID }))
	if err != nil {
		return err
	}
	tenants, err := im.customerKeysOf(idsOf(rows, func(r *facts.AssociationRow) string { return r.TenantID }))
	if err != nil {
		return err
	}
	var wanted []association
	for _, r := range rows {
		if a, good := im.resolve(r, partners, subscriptions, tenants); good {
			wanted = append(wanted, a)
		}
	}
	return im.putAssociations(wanted)
}

func (im *importer) resolve(r facts.AssociationRow, partners map[string]int64, subscriptions map[string]ledger.SubscriptionRef, tenants map[string]int64) (association, bool) {
	a := association{scope: scope{route: r.Route}, partnerID: r.PartnerID, from: r.From, to: r.To, closed: programme.NoEnd}
	var known bool
	if a.partner, known = partners[r.PartnerID]; !known {
		im.unknownPartner(r.Line, r.PartnerID)
		return a, false
	}
	if r.SubscriptionID != "" {
		s, known := subscriptions[r.SubscriptionID]
		if !known {
			im.unknownSubscription(r.Line, r.SubscriptionID)
		}
		a.scope.customer, a.scope.subscription = s.Customer, s.Key
		return a, known
	}
	if a.scope.customer, known = tenants[r.TenantID]; !known {
		im.unknownCustomer(r.Line, r.TenantID)
	}
	return a, known
}

// putAssociations joins the wanted associations with those that stand, settles the exclusive ones
// and writes those that differ.
func (im *importer) putAssociations(wanted []association) error {
	all, existed, err := im.joined(wanted)
	if err != nil {
		return err
	}
	settle(im.p, all)
	for _, w := range wanted {
		im.count(existed[w.naturalKey()], all[w.naturalKey()].to == all[w.naturalKey()].was)
	}
	var changed, added []*association
	c := change{since: ledger.Earliest}
	for _, a := range all {
		switch {
		case a.key == 0:
			added = append(added, a)
		case a.to != a.was:
			changed = append(changed, a)
		default:
			continue
		}
		c.customers = append(c.customers, a.scope.customer)
	}
	c.apply = func() error { return im.writeAssociations(changed, added) }
	return im.around(c)
}

// joined returns the associations that stand with the wanted customers, as they are wanted, and
// which of the wanted ones stand already. An end that a person gave stays the latest end.
func (im *importer) joined(wanted []association) (all map[associationKey]*association, existed map[associationKey]bool, err error) {
	var customers []int64
	for _, w := range wanted {
		customers = append(customers, w.scope.customer)
	}
	slices.Sort(customers)
	all, err = im.standing(slices.Compact(customers))
	if err != nil {
		return nil, nil, err
	}
	existed = map[associationKey]bool{}
	for _, w := range wanted {
		k := w.naturalKey()
		if stands, found := all[k]; found {
			existed[k] = true
			w.key, w.was, w.closed = stands.key, stands.was, stands.closed
			w.to = min(w.to, w.closed)
		}
		all[k] = &w
	}
	return all, existed, nil
}

// settle ends each exclusive association where the next one of its scope begins (R5). An association
// that a person ended before its beginning never begins, and is left out.
func settle(p *programme.Programme, all map[associationKey]*association) {
	scopes := map[scope][]*association{}
	for _, x := range all {
		if p.Routes[x.scope.route].Exclusive && x.closed > x.from {
			scopes[x.scope] = append(scopes[x.scope], x)
		}
	}
	for together := range maps.Values(scopes) {
		slices.SortFunc(together, func(a, b *association) int { return a.dated().Compare(b.dated()) })
		dated := make([]programme.DatedAssociation, len(together))
		for k, x := range together {
			dated[k] = x.dated()
		}
		programme.Settle(dated)
		for k, x := range together {
			x.to = dated[k].To
		}
	}
}

func (a *association) dated() programme.DatedAssociation {
	return programme.DatedAssociation{Key: a.key, PartnerID: a.partnerID, From: a.from, To: a.to}
}

// writeAssociations ends associations before it adds others, so that the unique index of exclusive
// associations holds at every step.
func (im *importer) writeAssociations(changed, added []*association) error {
	slices.SortFunc(changed, func(a, b *association) int { return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(a.key, b.key)) })
	for _, x := range changed {
		if err := im.tx.Exec("UPDATE associations SET to_at = $2 WHERE id = $1", x.key, db.End(x.to)); err != nil {
			return err
		}
	}
	slices.SortFunc(added, func(a, b *association) int {
		return cmp.Or(cmp.Compare(a.scope.customer, b.scope.customer), cmp.Compare(a.scope.subscription, b.scope.subscription),
			cmp.Compare(a.scope.route, b.scope.route), a.dated().Compare(b.dated()))
	})
	rows := make([][]any, len(added))
	for k, x := range added {
		route := im.p.Routes[x.scope.route]
		var subscription *int64
		if x.scope.subscription != 0 {
			subscription = &x.scope.subscription
		}
		rows[k] = []any{route.ID, route.Exclusive, x.partner, x.scope.customer, subscription, x.from, db.End(x.to), "import"}
	}
	return im.tx.Insert("INSERT INTO associations (route, exclusive, partner_id, customer_id, subscription_id, from_at, to_at, source) VALUES", rows, "")
}

// standing loads the associations of some customers, but for those that sales made.
func (im *importer) standing(customers []int64) (map[associationKey]*association, error) {
	all := map[associationKey]*association{}
	for batch := range slices.Chunk(customers, 1000) {
		err := im.tx.Each(func(scan db.Scan) error {
			var a association
			var route string
			var to, closed sql.NullInt64
			if err := scan(&a.key, &a.scope.customer, &a.scope.subscription, &route, &a.partner, &a.partnerID, &a.from, &to, &closed); err != nil {
				return err
			}
			a.scope.route, _ = im.p.Route(route)
			a.to, a.closed = db.InstantOrNoEnd(to), db.InstantOrNoEnd(closed)
			a.was = a.to
			all[a.naturalKey()] = &a
			return nil
		}, `SELECT a.id, a.customer_id, coalesce(a.subscription_id, 0), a.route, a.partner_id, p.partner_id, a.from_at, a.to_at, a.closed_at
			FROM associations a JOIN partners p ON p.id = a.partner_id
			WHERE a.source <> 'sale' AND a.customer_id IN `+db.Keys(batch))
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}
