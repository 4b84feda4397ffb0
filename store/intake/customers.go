package intake

import (
	"database/sql"
	"fmt"
	"slices"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/ledger"
	"shimei/store/programme"
)

func (im *importer) customers(rows []facts.CustomerRow) error {
	rows = lastOfEach(rows, func(r *facts.CustomerRow) string { return r.TenantID })
	stored := make(map[string]facts.CustomerRow, len(rows))
	err := im.tx.EachOf(idsOf(rows, func(r *facts.CustomerRow) string { return r.TenantID }),
		"SELECT tenant_id, name, domain, country, reading FROM customers WHERE tenant_id IN ",
		func(scan db.Scan) error {
			var r facts.CustomerRow
			err := scan(&r.TenantID, &r.Name, &r.Domain, &r.Country, &r.Reading)
			stored[r.TenantID] = r
			return err
		})
	if err != nil {
		return err
	}
	var put [][]any
	for _, r := range rows {
		old, existed := stored[r.TenantID]
		old.Line = r.Line
		im.count(existed, old == r)
		if old != r {
			put = append(put, []any{r.TenantID, r.Name, r.Domain, r.Country, r.Reading, db.SortedAs(r.Name, r.Reading), db.FoundAs(r.Name, r.Reading)})
		}
	}
	return im.tx.Insert("INSERT INTO customers (tenant_id, name, domain, country, reading, sorted, found) VALUES", put,
		`ON CONFLICT (tenant_id) DO UPDATE SET name = excluded.name, domain = excluded.domain, country = excluded.country,
			reading = excluded.reading, sorted = excluded.sorted, found = excluded.found`)
}

// storedSubscription is a subscription in the database, before its row is taken in.
type storedSubscription struct {
	key, customer int64
	row           facts.SubscriptionRow
}

func (im *importer) subscriptions(rows []facts.SubscriptionRow) error {
	rows = lastOfEach(rows, func(r *facts.SubscriptionRow) string { return r.SubscriptionID })
	tenants, err := im.customerKeysOf(idsOf(rows, func(r *facts.SubscriptionRow) string { return r.TenantID }))
	if err != nil {
		return err
	}
	stored, err := im.storedSubscriptions(idsOf(rows, func(r *facts.SubscriptionRow) string { return r.SubscriptionID }))
	if err != nil {
		return err
	}
	var put [][]any
	var affected []int64
	var moved []storedSubscription // to another tenant, with their new customer
	for _, r := range rows {
		customer, known := tenants[r.TenantID]
		if !known {
			im.unknownCustomer(r.Line, r.TenantID)
			continue
		}
		old, existed := stored[r.SubscriptionID]
		same := existed && sameSubscription(old.row, r)
		im.count(existed, same)
		if same {
			continue
		}
		affected = append(affected, customer)
		if existed && old.customer != customer {
			affected = append(affected, old.customer)
			moved = append(moved, storedSubscription{key: old.key, customer: customer})
		}
		if existed && old.row.Product != r.Product {
			if err := im.checkWorkloads(old.key, r); err != nil {
				return err
			}
		}
		put = append(put, im.subscriptionValues(r, customer))
	}
	return im.around(change{affected, ledger.Earliest, func() error { return im.putSubscriptions(put, moved) }})
}

func (im *importer) subscriptionValues(r facts.SubscriptionRow, customer int64) []any {
	renewal := programme.Never // which is NULL too
	if r.Renewal != nil {
		renewal = *r.Renewal
	}
	return []any{r.SubscriptionID, customer, im.p.Products[r.Product].ID, r.Kind, r.Licensing, r.Seats,
		r.Start.At, db.Day(r.Start), db.End(r.End.At), db.Day(r.End), db.End(renewal.At), db.Day(renewal), r.AutoRenew}
}

func (im *importer) putSubscriptions(put [][]any, moved []storedSubscription) error {
	err := im.tx.Insert(`INSERT INTO subscriptions (subscription_id, customer_id, product, kind, licensing, seats,
		start_at, start_day, end_at, end_day, renewal_at, renewal_day, auto_renew) VALUES`, put,
		`ON CONFLICT (subscription_id) DO UPDATE SET customer_id = excluded.customer_id, product = excluded.product,
			kind = excluded.kind, licensing = excluded.licensing, seats = excluded.seats,
			start_at = excluded.start_at, start_day = excluded.start_day, end_at = excluded.end_at, end_day = excluded.end_day,
			renewal_at = excluded.renewal_at, renewal_day = excluded.renewal_day, auto_renew = excluded.auto_renew`)
	for _, s := range moved {
		if err == nil {
			err = im.tx.Exec("UPDATE associations SET customer_id = $2 WHERE subscription_id = $1", s.key, s.customer)
		}
	}
	return err
}

// checkWorkloads refuses to give a subscription another product that lacks a workload whose usage was
// reported.
func (im *importer) checkWorkloads(subscription int64, r facts.SubscriptionRow) error {
	product := im.p.Products[r.Product]
	return im.tx.Each(func(scan db.Scan) error {
		var workload string
		if err := scan(&workload); err != nil {
			return err
		}
		if workload != "" && !slices.Contains(product.Workloads, workload) {
			im.file.Fault(r.Line, "product", fmt.Sprintf("usage of workload %q is reported for %q, and %s does not have it; give the subscription its former product or a new id",
				workload, r.SubscriptionID, product.ID))
		}
		return nil
	}, "SELECT DISTINCT workload FROM usage WHERE subscription_id = $1 ORDER BY workload", subscription)
}

func (im *importer) storedSubscriptions(ids []string) (map[string]storedSubscription, error) {
	stored := make(map[string]storedSubscription, len(ids))
	return stored, im.tx.EachOf(ids, `SELECT s.subscription_id, s.id, s.customer_id, c.tenant_id, s.product, s.kind, s.licensing,
		s.seats, s.start_at, s.start_day, s.end_at, s.end_day, s.renewal_at, s.renewal_day, s.auto_renew
		FROM subscriptions s JOIN customers c ON c.id = s.customer_id WHERE s.subscription_id IN `,
		func(scan db.Scan) error {
			var s storedSubscription
			var product string
			var start, startDay, end, endDay, renewal, renewalDay sql.NullInt64
			r := &s.row
			err := scan(&r.SubscriptionID, &s.key, &s.customer, &r.TenantID, &product, &r.Kind, &r.Licensing,
				&r.Seats, &start, &startDay, &end, &endDay, &renewal, &renewalDay, &r.AutoRenew)
			r.Product, _ = im.p.Product(product)
			r.Start, r.End = db.Moment(start, startDay), db.Moment(end, endDay)
			if renewal.Valid {
				r.Renewal = new(db.Moment(renewal, renewalDay))
			}
			stored[r.SubscriptionID] = s
			return err
		})
}

func sameSubscription(a, b facts.SubscriptionRow) bool {
	return a.TenantID == b.TenantID && a.Product == b.Product && a.Kind == b.Kind && a.Licensing == b.Licensing &&
		equal(a.Seats, b.Seats) && a.Start == b.Start && a.End == b.End && equal(a.Renewal, b.Renewal) &&
		equal(a.AutoRenew, b.AutoRenew)
}
