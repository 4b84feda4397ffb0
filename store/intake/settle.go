package intake

import (
	"cmp"
	"database/sql"
	"iter"
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/programme"
)

// settle gives the associations their ends in effect (R5).
func settle(all map[associationKey]*association) {
	settleAll(slices.Collect(maps.Values(all)))
}

// settleAll is settle for a list. What admins gave another beginning ends as the row that files know says.
func settleAll(all []*association) {
	dated := make([]*programme.DatedAssociation, 0, len(all))
	byKey := make(map[int64]*association, len(all))
	for _, a := range all {
		dated = append(dated, &a.DatedAssociation)
		byKey[a.Key] = a
	}
	for _, a := range all {
		if now := byKey[a.now]; a.now != 0 && a.now != a.Key && now != nil {
			now.Given = a.Told()
		}
	}
	programme.Settle(dated)
}

// differing returns the associations that are not as they stand in the database, and those that are
// not there.
func differing(all iter.Seq[*association]) (changed, added []*association) {
	for a := range all {
		switch {
		case a.Key == 0:
			added = append(added, a)
		case a.may() != a.was:
			changed = append(changed, a)
		}
	}
	return changed, added
}

// writeAssociations ends associations before it adds others, so that the unique index of exclusive
// associations holds at every step.
func (im *importer) writeAssociations(changed, added []*association) error {
	if err := rewrite(im.tx, changed); err != nil {
		return err
	}
	slices.SortFunc(added, func(a, b *association) int {
		return cmp.Or(cmp.Compare(a.customer, b.customer), cmp.Compare(a.Scope.Subscription, b.Scope.Subscription), a.Compare(&b.DatedAssociation))
	})
	var subscriptions []int64
	rows := make([][]any, len(added))
	for k, x := range added {
		var subscription *int64
		if x.Scope.Subscription != 0 {
			subscription = &x.Scope.Subscription
			subscriptions = append(subscriptions, x.Scope.Subscription)
		}
		rows[k] = []any{im.p.Routes[x.Scope.Route].ID, x.Exclusive, x.partner, x.customer, subscription, x.From.At, db.Day(x.From),
			db.End(x.To.At), db.Day(x.To), db.End(x.Given.At), db.Day(x.Given), "import", orNone(x.by.Import), orNone(x.by.Line)}
	}
	if err := im.tx.Insert(`INSERT INTO associations (route, exclusive, partner_id, customer_id, subscription_id, from_at, from_day,
		to_at, to_day, given_at, given_day, source, import_id, line) VALUES`, rows, ""); err != nil {
		return err
	}
	return im.reassign(subscriptions)
}

// stamp has associations name who told them.
func (im *importer) stamp(told []*association) error {
	for _, x := range told {
		if err := im.tx.Exec("UPDATE associations SET import_id = $2, line = $3 WHERE id = $1", x.Key, orNone(x.by.Import), orNone(x.by.Line)); err != nil {
			return err
		}
	}
	return nil
}

// rewrite writes associations that changed: those that end first, so that one that goes on anew finds
// its place free.
func rewrite(tx *db.Tx, changed []*association) error {
	slices.SortFunc(changed, func(a, b *association) int {
		return cmp.Or(cmp.Compare(a.To.At, b.To.At), cmp.Compare(a.Key, b.Key))
	})
	for _, x := range changed {
		if err := tx.Exec("UPDATE associations SET from_day = $2, to_at = $3, to_day = $4, given_at = $5, given_day = $6 WHERE id = $1",
			x.Key, db.Day(x.From), db.End(x.To.At), db.Day(x.To), db.End(x.Given.At), db.Day(x.Given)); err != nil {
			return err
		}
	}
	return nil
}

// standingWith loads the associations with some customers and with some subscriptions, but for those
// that sales made.
func standingWith(tx *db.Tx, p *programme.Programme, customers, subscriptions []int64) (map[associationKey]*association, error) {
	all := map[associationKey]*association{}
	for column, keys := range map[string][]int64{"a.subscription_id IS NULL AND a.customer_id": customers, "a.subscription_id": subscriptions} {
		slices.Sort(keys)
		for batch := range slices.Chunk(slices.Compact(keys), 1000) {
			some, err := standing(tx, p, column+" IN "+db.Keys(batch))
			if err != nil {
				return nil, err
			}
			maps.Copy(all, some)
		}
	}
	return all, nil
}

// standing loads the associations a that satisfy a condition, but for those that sales made.
func standing(tx *db.Tx, p *programme.Programme, where string) (map[associationKey]*association, error) {
	all := map[associationKey]*association{}
	return all, tx.Each(func(scan db.Scan) error {
		a, err := scanAssociation(scan, p)
		all[a.naturalKey()] = &a
		return err
	}, `SELECT a.id, a.customer_id, coalesce(a.subscription_id, 0), a.route, a.exclusive, a.partner_id, p.partner_id,
				a.from_at, a.from_day, a.to_at, a.to_day, a.given_at, a.given_day, a.closed_at, a.seen_at, a.seen_day, a.ends_at, a.ends_day,
				coalesce((SELECT r.association_id FROM requests r WHERE r.id = a.corrected_by), 0)
			FROM associations a JOIN partners p ON p.id = a.partner_id
			WHERE a.source <> 'sale' AND (`+where+")")
}

func scanAssociation(scan db.Scan, p *programme.Programme) (a association, err error) {
	var route string
	var from, fromDay, to, toDay, given, givenDay, closed, seen, seenDay, ends, endsDay sql.NullInt64
	err = scan(&a.Key, &a.customer, &a.Scope.Subscription, &route, &a.Exclusive, &a.partner, &a.PartnerID,
		&from, &fromDay, &to, &toDay, &given, &givenDay, &closed, &seen, &seenDay, &ends, &endsDay, &a.now)
	if a.Scope.Subscription == 0 {
		a.Scope.Customer = a.customer
	}
	a.Scope.Route, _ = p.Route(route)
	a.From, a.To, a.Given = db.Moment(from, fromDay), db.Moment(to, toDay), db.Moment(given, givenDay)
	a.Closed = db.InstantOrNoEnd(closed)
	if a.now != 0 {
		a.Corrected = &programme.Ends{Seen: db.Moment(seen, seenDay), At: db.Moment(ends, endsDay)}
	}
	a.was = a.may()
	return a, err
}
