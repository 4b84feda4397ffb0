package intake

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/history"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// storedSubscription is a subscription as it stands in the database, and then as the rows of a file
// have it.
type storedSubscription struct {
	spelling
	key     int64                 // 0 for a new one
	row     facts.SubscriptionRow // without its line and day
	tenants []programme.Told[int64]
	kinds   []programme.Told[int64]
	existed bool
	wrote   wrote // its line is 0 where nothing changed
}

func ofSubscription(r *facts.SubscriptionRow) tellingKey {
	return tellingKey{programme.KeyOf(r.SubscriptionID), r.AsOf, r.Line}
}

func (im *importer) subscriptions(rows []facts.SubscriptionRow) error {
	tenants, err := im.customerKeysOf(idsOf(rows, func(r *facts.SubscriptionRow) string { return r.TenantID }))
	if err != nil {
		return err
	}
	stored, err := im.storedSubscriptions(idsOf(rows, func(r *facts.SubscriptionRow) string { return r.SubscriptionID }))
	if err != nil {
		return err
	}
	c := subscriptionChange{importer: im, values: map[history.Attribute]map[programme.Key]values{history.Tenant: {}, history.Kind: {}}}
	for k := range rows {
		r := &rows[k]
		customer, known := tenants[programme.KeyOf(r.TenantID)]
		if !known && im.file.Has("tenant_id") {
			im.unknownCustomer(r.Line, r.TenantID)
		}
		if im.isYetToCome(ofSubscription(r)) || !known && im.file.Has("tenant_id") {
			continue
		}
		key := programme.KeyOf(r.SubscriptionID)
		s := stored[key]
		if s == nil {
			if !im.canAdd(r.Line, r.SubscriptionID) {
				continue
			}
			s = &storedSubscription{row: facts.SubscriptionRow{End: programme.Never}}
			stored[key] = s
		}
		s.see(r.SubscriptionID, r.Line)
		if err := c.take(s, r, isBefore(rows, k, ofSubscription), customer); err != nil {
			return err
		}
	}
	c.collect(stored)
	return im.around(change{c.customers, ledger.Earliest, c.apply})
}

// subscriptionChange is what a chunk of rows makes of subscriptions.
type subscriptionChange struct {
	*importer
	put       [][]any
	ids       []string // of put
	customers []int64  // that hold one of them, or ever did
	values    map[history.Attribute]map[programme.Key]values
	moved     []int64 // keys of those whose tenants changed
}

// take makes a subscription what a row tells of it; before is what isBefore reports of the row.
func (c *subscriptionChange) take(s *storedSubscription, r *facts.SubscriptionRow, before bool, customer int64) error {
	was := *s
	s.row = c.file.OverSubscription(s.row, *r)
	s.row.Line, s.row.AsOf = 0, nil
	if err := c.check(s, was.row, r.Line); err != nil {
		return err
	}
	c.clearsOfSubscription(&was, s, r)
	if customer != 0 { // else the file has no column tenant_id
		s.tenants = toldBy(s.tenants, customer, r.AsOf, before, c.today())
	}
	if r.Kind != "" {
		s.kinds = toldBy(s.kinds, history.OfKind(r.Kind), r.AsOf, before, c.today())
	}
	if len(s.kinds) == 0 {
		s.kinds = programme.Tell(s.kinds, history.OfKind(programme.Paid), nil, 0)
	}
	sameTenants, sameKinds := slices.Equal(was.tenants, s.tenants), slices.Equal(was.kinds, s.kinds)
	same := was.existed && sameSubscription(was.row, s.row) && sameTenants && sameKinds
	c.count(was.existed, same)
	if was.key != 0 && (!sameTenants || !sameKinds) {
		c.backdate(ofSubscription(r))
	}
	s.existed = true
	tell(&s.wrote, history.Tenant, was.tenants, s.tenants, r.Line)
	tell(&s.wrote, history.Kind, was.kinds, s.kinds, r.Line)
	if same {
		return nil
	}
	s.wrote.line = r.Line
	for _, told := range slices.Concat(was.tenants, s.tenants) {
		c.customers = append(c.customers, told.Value)
	}
	if !sameTenants && history.IsKept(s.tenants) {
		c.tell(history.Tenant, s.tenants, s)
		if s.key != 0 {
			c.moved = append(c.moved, s.key)
		}
	}
	if !sameKinds && history.IsKept(s.kinds) {
		c.tell(history.Kind, s.kinds, s)
	}
	return nil
}

// clearsOfSubscription counts what a row clears of a subscription that stood.
func (c *subscriptionChange) clearsOfSubscription(was, s *storedSubscription, r *facts.SubscriptionRow) {
	c.clears("kind", len(was.kinds) > 0 && latest(was.kinds) != history.OfKind(programme.Paid) && r.NoKind)
	c.clears("licensing", was.row.Licensing != "" && s.row.Licensing == "")
	c.clears("seats", was.row.Seats != nil && s.row.Seats == nil)
	c.clears("end_date", was.row.End != programme.Never && s.row.End == programme.Never)
	c.clears("renewal_date", was.row.Renewal != nil && s.row.Renewal == nil)
	c.clears("auto_renew", was.row.AutoRenew != nil && s.row.AutoRenew == nil)
}

// collect gathers the rows to be written.
func (c *subscriptionChange) collect(stored map[programme.Key]*storedSubscription) {
	for _, key := range slices.Sorted(maps.Keys(stored)) {
		if s := stored[key]; s.wrote.line != 0 {
			r, renewal := &s.row, programme.Never // NULL too
			if r.Renewal != nil {
				renewal = *r.Renewal
			}
			c.ids = append(c.ids, s.id)
			c.put = append(c.put, []any{s.id, key, latest(s.tenants), c.p.Products[r.Product].ID, history.ToKind(latest(s.kinds)), r.Licensing, r.Seats,
				r.Start.At, db.Day(r.Start), db.End(r.End.At), db.Day(r.End), db.End(renewal.At), db.Day(renewal), r.AutoRenew, c.key, s.wrote.line})
		}
	}
}

func (c *subscriptionChange) apply() error {
	if err := c.remember(c.ids); err != nil {
		return err
	}
	if err := c.putSubscriptions(c.put); err != nil {
		return err
	}
	for _, attribute := range []history.Attribute{history.Tenant, history.Kind} {
		if err := c.putHistory(attribute); err != nil {
			return err
		}
	}
	return c.reassign(c.moved)
}

// putSubscriptions writes rows of subscriptions, but for what was told of them over time.
func (im *importer) putSubscriptions(put [][]any) error {
	return im.tx.Insert(`INSERT INTO subscriptions (subscription_id, subscription_key, customer_id, product, kind, licensing, seats,
		start_at, start_day, end_at, end_day, renewal_at, renewal_day, auto_renew, import_id, line) VALUES`, put,
		`ON CONFLICT (subscription_key) DO UPDATE SET customer_id = excluded.customer_id, product = excluded.product,
			kind = excluded.kind, licensing = excluded.licensing, seats = excluded.seats,
			start_at = excluded.start_at, start_day = excluded.start_day, end_at = excluded.end_at, end_day = excluded.end_day,
			renewal_at = excluded.renewal_at, renewal_day = excluded.renewal_day, auto_renew = excluded.auto_renew,
			import_id = excluded.import_id, line = excluded.line`)
}

func (c *subscriptionChange) putHistory(attribute history.Attribute) error {
	told := c.values[attribute]
	keys, err := c.keysNow("subscriptions", "subscription_key", slices.Collect(maps.Keys(told)))
	if err != nil {
		return err
	}
	values, lines := history.Values{}, map[int64]map[programme.Day]int{}
	for id := range told {
		values[keys[id]], lines[keys[id]] = told[id].told, told[id].lines
	}
	return history.Put(c.tx, c.p, attribute, values, c.teller(lines))
}

// values are values of a subscription's attribute, with the lines of those that the file tells.
type values struct {
	told  []programme.Told[int64]
	lines map[programme.Day]int
}

func (c *subscriptionChange) tell(attribute history.Attribute, told []programme.Told[int64], s *storedSubscription) {
	c.values[attribute][programme.KeyOf(s.id)] = values{told, s.wrote.lines[attribute]}
}

// check holds a subscription to its usage and to the order of its days, where a row changes them.
func (c *subscriptionChange) check(s *storedSubscription, before facts.SubscriptionRow, line int) error {
	dated := c.file.Has("start_date") != c.file.Has("end_date") // with both, the file was held to it itself
	if start, end := s.row.Start, s.row.End; dated && end.At < start.At {
		c.file.Fault(line, "", fmt.Sprintf("%q would start on %s and end before, on %s; give start_date and end_date", s.id,
			c.p.DayAt(start.At), c.p.DayAt(end.At)))
	}
	if s.existed && before.Product != s.row.Product {
		return c.checkUsage(s.key, line, s.row)
	}
	return nil
}

// checkUsage refuses to give a subscription another product that does not take the usage that was reported.
func (im *importer) checkUsage(subscription int64, line int, r facts.SubscriptionRow) error {
	unfit, err := im.unfitUsage(im.p.Products[r.Product], "u.subscription_id = $1", subscription)
	if unfit != "" {
		im.file.Fault(line, "product", fmt.Sprintf("%s is reported for %q, and %s does not take it; give the subscription its former product or a new id",
			unfit, r.SubscriptionID, im.p.Products[r.Product].ID))
	}
	return err
}

// unfitUsage names usage among rows u of a condition that a product does not take: a workload, or an amount; ""
// for none.
func (im *importer) unfitUsage(product programme.Product, where string, arg any) (string, error) {
	rows, err := reportedUsage(im.tx, where, arg)
	for _, r := range rows {
		if r.workload != "" && !slices.Contains(product.Workloads, r.workload) {
			return fmt.Sprintf("usage of workload %q", r.workload), err
		}
		for _, a := range []programme.Amount{programme.AmountSeats, programme.AmountActiveUsers, programme.AmountConsumed} {
			if r.of[a] > 0 && !slices.Contains(product.Takes, a) {
				return "usage with " + words([]programme.Amount{a}), err
			}
		}
	}
	return "", err
}

func (im *importer) storedSubscriptions(keys []programme.Key) (map[programme.Key]*storedSubscription, error) {
	stored, byKey := make(map[programme.Key]*storedSubscription, len(keys)), map[int64]*storedSubscription{}
	err := im.tx.EachOf(texts(keys), `SELECT s.subscription_key, s.subscription_id, s.id, s.customer_id, c.tenant_id, s.product, s.kind, s.licensing,
		s.seats, s.start_at, s.start_day, s.end_at, s.end_day, s.renewal_at, s.renewal_day, s.auto_renew
		FROM subscriptions s JOIN customers c ON c.id = s.customer_id WHERE s.subscription_key IN `,
		func(scan db.Scan) error {
			s := &storedSubscription{existed: true}
			var key programme.Key
			var product string
			var customer int64
			var start, startDay, end, endDay, renewal, renewalDay sql.NullInt64
			r := &s.row
			err := scan(&key, &s.id, &s.key, &customer, &r.TenantID, &product, &r.Kind, &r.Licensing,
				&r.Seats, &start, &startDay, &end, &endDay, &renewal, &renewalDay, &r.AutoRenew)
			r.Product, _ = im.p.Product(product)
			r.Start, r.End = db.Moment(start, startDay), db.Moment(end, endDay)
			if renewal.Valid {
				r.Renewal = new(db.Moment(renewal, renewalDay))
			}
			s.tenants = programme.Tell(nil, customer, nil, 0)
			s.kinds = programme.Tell(nil, history.OfKind(r.Kind), nil, 0)
			stored[key], byKey[s.key] = s, s
			return err
		})
	if err != nil || len(stored) == 0 {
		return stored, err
	}
	those := "IN " + db.Keys(slices.Sorted(maps.Keys(byKey)))
	tenants, err := history.Read(im.tx, history.Tenant, those)
	if err != nil {
		return nil, err
	}
	kinds, err := history.Read(im.tx, history.Kind, those)
	for key, s := range byKey {
		if told := tenants[key]; told != nil {
			s.tenants = told
		}
		if told := kinds[key]; told != nil {
			s.kinds = told
		}
	}
	return stored, err
}

// sameSubscription compares what has no history.
func sameSubscription(a, b facts.SubscriptionRow) bool {
	return a.Product == b.Product && a.Licensing == b.Licensing &&
		equal(a.Seats, b.Seats) && a.Start == b.Start && a.End == b.End && equal(a.Renewal, b.Renewal) &&
		equal(a.AutoRenew, b.AutoRenew)
}

// reassign gives the associations with subscriptions that moved the customer that they are of (R5a): a
// nomination made in the portal stays with who made it, one that a file reported is of who held the
// subscription then, and what no customer opened goes with the subscription.
func (im *importer) reassign(subscriptions []int64) error {
	tenants, err := history.Read(im.tx, history.Tenant, "IN "+db.Keys(subscriptions))
	if err != nil || len(tenants) == 0 {
		return err
	}
	return im.reassignBy(tenants)
}

// reassignBy is reassign by the tenants that some subscriptions had.
func (im *importer) reassignBy(tenants history.Values) error {
	owners := map[int64]int64{}
	if err := im.tx.Each(func(scan db.Scan) error {
		var key, subscription int64
		var route string
		var from programme.Instant
		if err := scan(&key, &subscription, &route, &from); err != nil {
			return err
		}
		owners[key] = im.p.OwnerOf(route, from, programme.HistoryOf(im.p, tenants[subscription]))
		return nil
	}, "SELECT id, subscription_id, route, from_at FROM associations WHERE opened_by IS NULL AND subscription_id IN "+
		db.Keys(slices.Sorted(maps.Keys(tenants)))); err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(owners)) {
		if err := im.tx.Exec("UPDATE associations SET customer_id = $2 WHERE id = $1", key, owners[key]); err != nil {
			return err
		}
	}
	return nil
}
