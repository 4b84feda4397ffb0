package outtake

import (
	"database/sql"

	"shimei/store/db"
	"shimei/store/history"
	"shimei/store/programme"
)

// subscriptions reads subscriptions by their keys, in the order of their ids.
func subscriptions(tx *db.Tx, keys []int64) (all []subject, err error) {
	columns := map[int64][2]int64{} // tenant and kind, by subscriptions
	err = tx.Each(func(scan db.Scan) error {
		s, column, err := scanSubscription(scan)
		columns[s.key] = column
		all = append(all, s)
		return err
	}, `SELECT id, subscription_id, customer_id, product, kind, licensing, seats, start_at, start_day, end_at, end_day,
		renewal_at, renewal_day, auto_renew FROM subscriptions WHERE id IN `+db.Keys(keys)+" ORDER BY subscription_id")
	if err != nil {
		return nil, err
	}
	tenants, kinds, err := history.ReadTwo(tx, history.Tenant, history.Kind, "IN "+db.Keys(keys))
	if err != nil {
		return nil, err
	}
	tenants, kinds = with(tenants, columns, 0), with(kinds, columns, 1)
	ids, err := idsOf(tx, "SELECT id, tenant_id FROM customers WHERE id IN ", tenants)
	for k := range all {
		s := &all[k]
		s.told = [2][]programme.Told[string]{
			texts(tenants[s.key], func(value int64) string { return ids[value] }),
			texts(kinds[s.key], func(value int64) string { return string(history.ToKind(value)) })}
	}
	return all, err
}

func scanSubscription(scan db.Scan) (s subject, columns [2]int64, err error) {
	var id, product, kind, licensing string
	var customer int64
	var seats, start, startDay, end, endDay, renewal, renewalDay sql.NullInt64
	var autoRenew sql.NullBool
	err = scan(&s.key, &id, &customer, &product, &kind, &licensing, &seats, &start, &startDay, &end, &endDay, &renewal, &renewalDay, &autoRenew)
	s.cells = map[string]any{"subscription_id": id, "product": product, "licensing": licensing, "seats": count(seats),
		"start_date": moment(db.Moment(start, startDay)), "end_date": moment(db.Moment(end, endDay)),
		"renewal_date": moment(db.Moment(renewal, renewalDay)), "auto_renew": flag(autoRenew)}
	return s, [2]int64{customer, history.OfKind(programme.Kind(kind))}, err
}
