package intake

import (
	"database/sql"
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// saleTable is the sales, known by their order ids.
type saleTable struct{}

type saleRow struct {
	Subscription string `json:"subscription_id"`
	Partner      string `json:"partner_id"`
	Sold         string `json:"date"`
	Seats        int64  `json:"seats"`
	writer
}

func (saleTable) stands(im *importer, keys []string) (map[string]state, error) {
	found := make(map[string]state, len(keys))
	asked := speltBy(keys)
	return found, im.tx.EachOf(asked.keys(), `SELECT x.order_key, s.subscription_id, p.partner_id, x.sold_at, x.sold_day, x.seats, coalesce(x.import_id, 0), coalesce(x.line, 0)
		FROM sales x JOIN subscriptions s ON s.id = x.subscription_id JOIN partners p ON p.id = x.partner_id WHERE x.order_key IN `, func(scan db.Scan) error {
		var id programme.Key
		var sold, day sql.NullInt64
		var r saleRow
		err := scan(&id, &r.Subscription, &r.Partner, &sold, &day, &r.Seats, &r.Import, &r.Line)
		r.Sold = momentText(db.Moment(sold, day))
		found[asked[id]] = state{encoded(r), r.writer}
		return err
	})
}

func (saleTable) pages(im *importer, of Record, take func([]string) error) error {
	return eachPage(im.tx, take, "SELECT order_id FROM sales WHERE import_id = $1 ORDER BY order_id", of.Key)
}

// saleRefs are the rows that steps lead from and to, and the keys of what they name.
type saleRefs struct {
	now, then     map[string]*saleRow
	subscriptions ledger.SubscriptionRefs
	partners      map[programme.Key]partnerRef
}

func (im *importer) saleRefs(steps []step) (s saleRefs, err error) {
	s.now, s.then = map[string]*saleRow{}, map[string]*saleRow{}
	var subscriptions, partners []programme.Key
	for _, x := range steps {
		for text, rows := range map[string]map[string]*saleRow{x.now.text: s.now, x.then: s.then} {
			if text == "" {
				continue
			}
			r := &saleRow{}
			if err := decode(text, r); err != nil {
				return s, err
			}
			rows[x.key] = r
			subscriptions, partners = append(subscriptions, programme.KeyOf(r.Subscription)), append(partners, programme.KeyOf(r.Partner))
		}
	}
	if s.subscriptions, err = im.subscriptionsOf(subscriptions); err != nil {
		return s, err
	}
	s.partners, err = im.partnersOf(partners)
	return s, err
}

func (saleTable) stay(im *importer, steps []step) (map[string]Why, error) {
	refs, err := im.saleRefs(steps)
	stay := map[string]Why{}
	for key, r := range refs.then {
		if refs.subscriptions[programme.KeyOf(r.Subscription)].Key == 0 || refs.partners[programme.KeyOf(r.Partner)].key == 0 {
			stay[key] = Gone
		}
	}
	return stay, err
}

func (saleTable) apply(im *importer, steps []step) error {
	refs, err := im.saleRefs(steps)
	if err != nil {
		return err
	}
	var touched []int64
	c := change{since: ledger.Earliest}
	for _, rows := range []map[string]*saleRow{refs.now, refs.then} {
		for _, r := range rows {
			s := refs.subscriptions[programme.KeyOf(r.Subscription)]
			touched, c.customers = append(touched, s.Key), append(c.customers, s.Customer)
		}
	}
	c.apply = func() error {
		if err := im.tx.DeleteOf(speltBy(removed(steps)).keys(), "DELETE FROM sales WHERE order_key IN "); err != nil {
			return err
		}
		put, err := im.saleValues(refs)
		if err != nil {
			return err
		}
		return im.putSales(put, touched)
	}
	return im.around(c)
}

// saleValues returns rows as putSales writes them.
func (im *importer) saleValues(refs saleRefs) (put [][]any, err error) {
	for _, key := range slices.Sorted(maps.Keys(refs.then)) {
		r := refs.then[key]
		sold, err := im.momentOf(r.Sold)
		if err != nil {
			return nil, err
		}
		put = append(put, []any{key, programme.KeyOf(key), refs.subscriptions[programme.KeyOf(r.Subscription)].Key, refs.partners[programme.KeyOf(r.Partner)].key, sold.At, db.Day(sold), r.Seats, orNone(r.Import), orNone(r.Line)})
	}
	return put, nil
}
