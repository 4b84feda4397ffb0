package directory

import (
	"cmp"
	"slices"

	"shimei/store/db"
	"shimei/store/programme"
)

// Known is a partner that a customer has or had to do with, and that can be nominated.
type Known struct {
	Partner Partner
	Records int  // the subscriptions whose partner of record it is
	Before  bool // it is or was a partner of record of the customer
	Ever    bool // it is or was associated with the customer

	latest programme.Instant // beginning of its latest association
}

// Known returns at most so many partners that are or were associated with a customer and can be nominated: that of the
// key first, also where it never was, then those that are partner of record of the most subscriptions, then those that
// were, then the latest.
func (d Directory) Known(customer, first int64, most int) ([]Known, error) {
	by, keys := map[int64]Known{}, []int64{first}
	if err := d.tx.Each(func(scan db.Scan) error {
		k := Known{Ever: true}
		err := scan(&k.Partner.Key, &k.Records, &k.Before, &k.latest)
		by[k.Partner.Key] = k
		keys = append(keys, k.Partner.Key)
		return err
	}, `SELECT a.partner_id, count(DISTINCT CASE WHEN a.route = $2 AND (a.to_at IS NULL OR a.to_at > $3) AND (s.end_at IS NULL OR s.end_at > $3) THEN s.id END),
			max(CASE WHEN a.route = $2 THEN 1 ELSE 0 END) = 1, max(a.from_at)
		FROM associations a LEFT JOIN subscriptions s ON s.id = a.subscription_id AND s.customer_id = a.customer_id
		WHERE a.customer_id = $1 AND a.from_at <= $3 GROUP BY a.partner_id`, customer, programme.DPOR, d.tx.Now); err != nil {
		return nil, err
	}
	var args []any
	in := db.Among(keys, &args)
	found, err := d.PartnersWhere("WHERE p.id IN "+in+" AND "+nominable, args...)
	known := make([]Known, 0, len(found))
	for _, p := range found {
		k := by[p.Key]
		k.Partner = p
		known = append(known, k)
	}
	slices.SortFunc(known, func(a, b Known) int {
		return cmp.Or(cmp.Compare(rank(b.Partner.Key == first), rank(a.Partner.Key == first)), cmp.Compare(b.Records, a.Records), cmp.Compare(rank(b.Before), rank(a.Before)), cmp.Compare(b.latest, a.latest), cmp.Compare(a.Partner.ID, b.Partner.ID))
	})
	return known[:min(len(known), most)], err
}

func rank(is bool) int {
	if is {
		return 1
	}
	return 0
}
