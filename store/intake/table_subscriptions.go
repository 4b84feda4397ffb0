package intake

import (
	"database/sql"
	"maps"
	"slices"
	"strconv"

	"shimei/store/db"
	"shimei/store/history"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// subscriptionTable is the subscriptions, known by their ids, with all that was told of them over time.
type subscriptionTable struct{}

type subscriptionRow struct {
	Product   string      `json:"product"`
	Licensing string      `json:"licensing"`
	Seats     *int64      `json:"seats"`
	Start     string      `json:"start"`
	End       string      `json:"end"`
	Renewal   string      `json:"renewal"`
	AutoRenew *bool       `json:"auto_renew"`
	Tenants   []toldValue `json:"tenants"`
	Kinds     []toldValue `json:"kinds"`
	writer
}

func (subscriptionTable) stands(im *importer, keys []string) (map[string]state, error) {
	rows, ids, asked := map[int64]*subscriptionRow{}, map[int64]string{}, speltBy(keys)
	columns := map[int64][2]string{}
	if err := im.tx.EachOf(asked.keys(), `SELECT s.subscription_key, s.id, s.product, s.licensing, s.seats, s.start_at, s.start_day, s.end_at, s.end_day,
			s.renewal_at, s.renewal_day, s.auto_renew, c.tenant_id, s.kind, coalesce(s.import_id, 0), coalesce(s.line, 0)
		FROM subscriptions s JOIN customers c ON c.id = s.customer_id WHERE s.subscription_key IN `, func(scan db.Scan) error {
		var id programme.Key
		var tenant string
		var kind programme.Kind
		var key int64
		var start, startDay, end, endDay, renewal, renewalDay sql.NullInt64
		r := &subscriptionRow{}
		err := scan(&id, &key, &r.Product, &r.Licensing, &r.Seats, &start, &startDay, &end, &endDay, &renewal, &renewalDay, &r.AutoRenew,
			&tenant, &kind, &r.Import, &r.Line)
		r.Start, r.End, r.Renewal = momentText(db.Moment(start, startDay)), momentText(db.Moment(end, endDay)), momentText(db.Moment(renewal, renewalDay))
		rows[key], ids[key], columns[key] = r, asked[id], [2]string{tenant, strconv.FormatInt(history.OfKind(kind), 10)}
		return err
	}); err != nil {
		return nil, err
	}
	subjects := slices.Collect(maps.Keys(rows))
	tenants, err := toldOf(im.tx, history.Tenant, subjects)
	if err != nil {
		return nil, err
	}
	kinds, err := toldOf(im.tx, history.Kind, subjects)
	found := make(map[string]state, len(rows))
	for key, r := range rows {
		r.Tenants, r.Kinds = tenants.of(key, columns[key][0]), kinds.of(key, columns[key][1])
		found[ids[key]] = state{encoded(r), r.writer}
	}
	return found, err
}

func (subscriptionTable) pages(im *importer, of Record, take func([]string) error) error {
	return eachPage(im.tx, take, "SELECT subscription_id FROM subscriptions WHERE import_id = $1 ORDER BY subscription_id", of.Key)
}

func (subscriptionTable) stay(im *importer, steps []step) (map[string]Why, error) {
	months, err := im.tx.AllKeys("SELECT DISTINCT month FROM usage")
	if err != nil {
		return nil, err
	}
	stay, err := im.needed(steps, "subscriptions", "subscription_key", []need{
		{NeededByUsage, "EXISTS (SELECT 1 FROM usage u WHERE u.month IN " + db.Keys(months) + " AND u.subscription_id = x.id)"},
		{NeededBySales, "EXISTS (SELECT 1 FROM sales s WHERE s.subscription_id = x.id)"},
		{NeededByAssociations, "EXISTS (SELECT 1 FROM associations a WHERE a.subscription_id = x.id)"},
		{NeededByStatements, `EXISTS (SELECT 1 FROM statement_lines l WHERE l.credit_month IN (SELECT month FROM statements)
			AND l.customer_id = x.customer_id AND l.subscription_id = x.id)`},
		{NeededByEvents, "EXISTS (SELECT 1 FROM events e WHERE e.subscription_id = x.id)"},
	})
	if err != nil {
		return nil, err
	}
	for _, s := range steps {
		if s.then == "" || stay[s.key] != "" {
			continue
		}
		why, err := im.fits(s)
		if err != nil {
			return nil, err
		}
		if why != "" {
			stay[s.key] = why
		}
	}
	return stay, nil
}

// fits returns why a subscription cannot have its former row, "" where it can.
func (im *importer) fits(s step) (Why, error) {
	var r subscriptionRow
	if err := decode(s.then, &r); err != nil {
		return "", err
	}
	product, known := im.p.Product(r.Product)
	if !known {
		return Unfit, nil
	}
	tenants, err := im.customerKeysOf(tenantsOf(&r))
	if err != nil {
		return "", err
	}
	for _, tenant := range r.Tenants {
		if tenants[programme.KeyOf(tenant.Value)] == 0 {
			return Gone, nil
		}
	}
	var was subscriptionRow
	if s.now.text == "" {
		return "", nil
	}
	if err := decode(s.now.text, &was); err != nil || was.Product == r.Product {
		return "", err
	}
	unfit, err := im.unfitUsage(im.p.Products[product], "u.subscription_id = (SELECT id FROM subscriptions WHERE subscription_key = $1)", programme.KeyOf(s.key))
	if unfit != "" {
		return Unfit, err
	}
	return "", err
}

func tenantsOf(r *subscriptionRow) (ids []programme.Key) {
	for _, tenant := range r.Tenants {
		ids = append(ids, programme.KeyOf(tenant.Value))
	}
	return ids
}

func (subscriptionTable) apply(im *importer, steps []step) error {
	rows := map[string]*subscriptionRow{}
	var tenants []programme.Key
	for _, s := range steps {
		for _, text := range []string{s.now.text, s.then} {
			if text == "" {
				continue
			}
			r := &subscriptionRow{}
			if err := decode(text, r); err != nil {
				return err
			}
			tenants = append(tenants, tenantsOf(r)...)
			if text == s.then {
				rows[s.key] = r
			}
		}
	}
	customers, err := im.customerKeysOf(tenants)
	if err != nil {
		return err
	}
	var touched []int64
	for _, tenant := range tenants {
		touched = append(touched, customers[tenant])
	}
	return im.around(change{touched, ledger.Earliest, func() error { return im.applySubscriptions(rows, removed(steps), customers) }})
}

func (im *importer) applySubscriptions(rows map[string]*subscriptionRow, gone []string, customers map[programme.Key]int64) error {
	var put [][]any
	for _, id := range slices.Sorted(maps.Keys(rows)) {
		row, err := im.subscriptionValues(id, rows[id], customers)
		if err != nil {
			return err
		}
		put = append(put, row)
	}
	if err := im.putSubscriptions(put); err != nil {
		return err
	}
	keys, err := im.keysNow("subscriptions", "subscription_key", keysOfIDs(slices.Concat(slices.Collect(maps.Keys(rows)), gone)))
	if err != nil {
		return err
	}
	tenants, kinds, owners := toldValues{}, toldValues{}, history.Values{}
	for id, r := range rows {
		key := keys[programme.KeyOf(id)]
		tenants[key], kinds[key] = r.Tenants, r.Kinds
		for _, tenant := range r.Tenants {
			day, err := tenant.day()
			if err != nil {
				return err
			}
			owners[key] = append(owners[key], programme.Told[int64]{AsOf: day, Value: customers[programme.KeyOf(tenant.Value)]})
		}
	}
	if err := im.putTold(history.Tenant, tenants, among(customers)); err != nil {
		return err
	}
	if err := im.putTold(history.Kind, kinds, number); err != nil {
		return err
	}
	if err := im.reassignBy(owners); err != nil {
		return err
	}
	var subjects []int64
	for _, id := range gone {
		subjects = append(subjects, keys[programme.KeyOf(id)])
	}
	if err := history.Forget(im.tx, subjects, history.Tenant, history.Kind); err != nil {
		return err
	}
	return im.tx.DeleteOf(speltBy(gone).keys(), "DELETE FROM subscriptions WHERE subscription_key IN ")
}

// subscriptionValues returns a row as putSubscriptions writes it.
func (im *importer) subscriptionValues(id string, r *subscriptionRow, customers map[programme.Key]int64) ([]any, error) {
	moments := make([]programme.Moment, 3)
	for k, text := range []string{r.Start, r.End, r.Renewal} {
		var err error
		if moments[k], err = im.momentOf(text); err != nil {
			return nil, err
		}
	}
	start, end, renewal := moments[0], moments[1], moments[2]
	kind, err := number(lastOf(r.Kinds))
	if err != nil {
		return nil, err
	}
	return []any{id, programme.KeyOf(id), customers[programme.KeyOf(lastOf(r.Tenants))], r.Product, history.ToKind(kind), r.Licensing, r.Seats,
		start.At, db.Day(start), db.End(end.At), db.Day(end), db.End(renewal.At), db.Day(renewal), r.AutoRenew, orNone(r.Import), orNone(r.Line)}, nil
}
