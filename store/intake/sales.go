package intake

import (
	"database/sql"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// storedSale is a sale in the database, before its row is taken in.
type storedSale struct {
	id                                     string // as it was first written
	subscription, partner, customer, seats int64
	sold                                   programme.Moment
}

func (im *importer) sales(rows []facts.SaleRow) error {
	subscriptions, err := im.subscriptionsOf(idsOf(rows, func(r *facts.SaleRow) string { return r.SubscriptionID }))
	if err != nil {
		return err
	}
	partners, err := im.partnersOf(idsOf(rows, func(r *facts.SaleRow) string { return r.PartnerID }))
	if err != nil {
		return err
	}
	stored, err := im.storedSales(idsOf(rows, func(r *facts.SaleRow) string { return r.OrderID }))
	if err != nil {
		return err
	}
	var put [][]any
	var ids []string
	var touched []int64 // subscriptions
	c := change{since: ledger.Earliest}
	for _, r := range rows {
		sale, known := im.resolveSale(r, subscriptions, partners)
		if !known {
			continue
		}
		key := programme.KeyOf(r.OrderID)
		old, existed := stored[key]
		sale.id = old.id
		same := existed && old == sale
		im.count(existed, same)
		if same {
			continue
		}
		if existed {
			r.OrderID = old.id
			touched = append(touched, old.subscription)
			c.customers = append(c.customers, old.customer)
		}
		touched = append(touched, sale.subscription)
		c.customers = append(c.customers, sale.customer)
		ids = append(ids, r.OrderID)
		put = append(put, []any{r.OrderID, key, sale.subscription, sale.partner, r.At.At, db.Day(r.At), r.Seats, im.key, r.Line})
	}
	c.apply = func() error {
		if err := im.remember(ids); err != nil {
			return err
		}
		return im.putSales(put, touched)
	}
	return im.around(c)
}

// resolveSale returns the sale that a row tells of, and false where an id in it stands for nothing: each is told.
func (im *importer) resolveSale(r facts.SaleRow, subscriptions ledger.SubscriptionRefs, partners map[programme.Key]partnerRef) (storedSale, bool) {
	s, sold := subscriptions[programme.KeyOf(r.SubscriptionID)]
	if !sold {
		im.unknownSubscription(r.Line, r.SubscriptionID)
	}
	partner, known := partners[programme.KeyOf(r.PartnerID)]
	if !known {
		im.unknownPartner(r.Line, r.PartnerID)
	}
	return storedSale{subscription: s.Key, partner: partner.key, customer: s.Customer, seats: r.Seats, sold: r.At}, sold && known
}

// putSales writes sales, and makes the sellers of the touched subscriptions those of their sales.
func (im *importer) putSales(put [][]any, touched []int64) error {
	err := im.tx.Insert("INSERT INTO sales (order_id, order_key, subscription_id, partner_id, sold_at, sold_day, seats, import_id, line) VALUES", put,
		`ON CONFLICT (order_key) DO UPDATE SET subscription_id = excluded.subscription_id,
			partner_id = excluded.partner_id, sold_at = excluded.sold_at, sold_day = excluded.sold_day, seats = excluded.seats,
			import_id = excluded.import_id, line = excluded.line`)
	if err != nil || len(touched) == 0 {
		return err
	}
	return sellers(im.tx, db.Keys(touched))
}

func (im *importer) storedSales(keys []programme.Key) (map[programme.Key]storedSale, error) {
	stored := make(map[programme.Key]storedSale, len(keys))
	return stored, im.tx.EachOf(texts(keys), `SELECT x.order_key, x.order_id, x.subscription_id, x.partner_id, s.customer_id, x.seats, x.sold_at, x.sold_day
		FROM sales x JOIN subscriptions s ON s.id = x.subscription_id WHERE x.order_key IN `,
		func(scan db.Scan) error {
			var key programme.Key
			var s storedSale
			var sold, day sql.NullInt64
			err := scan(&key, &s.id, &s.subscription, &s.partner, &s.customer, &s.seats, &sold, &day)
			s.sold = db.Moment(sold, day)
			stored[key] = s
			return err
		})
}

// sellers associates some subscriptions, a list or selection of keys as SQL, with the partners of
// their sales and no other sellers: each from its first sale until the subscription ends. Of a day
// and its first instant the day is the first sale.
func sellers(tx *db.Tx, list string) error {
	if err := tx.Exec(`DELETE FROM associations WHERE source = 'sale' AND subscription_id IN ` + list + `
		AND NOT EXISTS (SELECT 1 FROM sales x WHERE x.subscription_id = associations.subscription_id
			AND x.partner_id = associations.partner_id)`); err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO associations (route, exclusive, partner_id, customer_id, subscription_id, from_at, from_day, source)
		SELECT '` + programme.Seller + `', FALSE, x.partner_id, s.customer_id, s.id, min(x.sold_at),
			CASE WHEN min(x.sold_at) = min(CASE WHEN x.sold_day IS NOT NULL THEN x.sold_at END) THEN min(x.sold_day) END, 'sale'
		FROM sales x JOIN subscriptions s ON s.id = x.subscription_id WHERE s.id IN ` + list + `
		GROUP BY x.partner_id, s.customer_id, s.id
		ON CONFLICT (subscription_id, partner_id) WHERE source = 'sale'
		DO UPDATE SET from_at = excluded.from_at, from_day = excluded.from_day, customer_id = excluded.customer_id`)
}
