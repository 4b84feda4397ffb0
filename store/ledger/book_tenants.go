package ledger

import (
	"cmp"
	"slices"

	"shimei/store/programme"
)

// Each calls do with every tenant of the book. It fills the same tenant anew each time: do may not
// keep it.
func (b *Book) Each(do func(*programme.Tenant)) { b.each(0, len(b.subscriptions), do) }

// each is Each for the tenants whose subscriptions stand in the places from first up to last, which
// are bounds of tenants.
func (b *Book) each(first, last int, do func(*programme.Tenant)) {
	if first == last {
		return
	}
	var t programme.Tenant
	associations, _ := slices.BinarySearchFunc(b.associations, b.subscriptions[first].customer,
		func(a bookedAssociation, customer int64) int { return cmp.Compare(a.customer, customer) })
	sales, _ := slices.BinarySearchFunc(b.sales, int32(first),
		func(s bookedSale, place int32) int { return cmp.Compare(s.place, place) })
	for first < last {
		t.Key = b.subscriptions[first].customer
		t.Associations = t.Associations[:0]
		for ; associations < len(b.associations) && b.associations[associations].customer <= t.Key; associations++ {
			if a := &b.associations[associations]; a.customer == t.Key {
				t.Associations = append(t.Associations, a.Association)
			}
		}
		n := 0
		t.Usage = t.Usage[:0]
		for ; first < last && b.subscriptions[first].customer == t.Key; first++ {
			if b.subscriptions[first].key < 0 {
				t.Usage = append(t.Usage, b.tenantUsage(int32(first)))
				continue
			}
			if n == len(t.Subscriptions) {
				t.Subscriptions = append(t.Subscriptions, programme.Subscription{})
			}
			s := &t.Subscriptions[:n+1][n]
			b.fill(s, int32(first))
			if s.Tenants != nil && b.place[s.Key] != int32(first) {
				b.fillSales(s, b.place[s.Key])
			}
			for ; sales < len(b.sales) && b.sales[sales].place == int32(first); sales++ {
				s.Sales = append(s.Sales, b.sales[sales].Sale)
			}
			n++
		}
		spare := t.Subscriptions
		t.Subscriptions = spare[:n]
		do(&t)
		t.Subscriptions = spare
	}
}

// fill makes s the subscription at a place, with its usage and without its sales.
func (b *Book) fill(s *programme.Subscription, place int32) {
	x := &b.subscriptions[place]
	*s = programme.Subscription{Key: x.key, Product: int(x.product), Kinds: b.always[x.kind],
		Start: x.start, End: x.end, Usage: s.Usage[:0], Sales: s.Sales[:0]}
	if x.history != 0 {
		h := &b.histories[x.history]
		if s.Tenants = h.tenants; h.tenants != nil {
			place = b.place[x.key]
		}
		if h.kinds != nil {
			s.Kinds = h.kinds
		}
	}
	s.Usage = b.appendUsage(s.Usage, place)
}

// appendUsage adds the usage of what stands at a place.
func (b *Book) appendUsage(usage []programme.Usage, place int32) []programme.Usage {
	for k := range b.usage {
		month := &b.usage[k]
		for n := int(month.first[place]); n > 0 && n <= len(month.rows) && month.rows[n-1].place == place; n++ {
			usage = append(usage, b.usageOf(month.month, &month.rows[n-1]))
		}
	}
	return usage
}

// fillSales adds the sales that are kept with another tenant of the subscription.
func (b *Book) fillSales(s *programme.Subscription, place int32) {
	k, _ := slices.BinarySearchFunc(b.sales, place, func(sale bookedSale, place int32) int { return cmp.Compare(sale.place, place) })
	for ; k < len(b.sales) && b.sales[k].place == place; k++ {
		s.Sales = append(s.Sales, b.sales[k].Sale)
	}
}

// bounds cuts the subscriptions into n shares of whole tenants, of about the same size.
func (b *Book) bounds(n int) []int {
	bounds := []int{0}
	for k := 1; k <= n; k++ {
		bound := len(b.subscriptions) * k / n
		for bound > 0 && bound < len(b.subscriptions) && b.subscriptions[bound].customer == b.subscriptions[bound-1].customer {
			bound++
		}
		bounds = append(bounds, max(bound, bounds[k-1]))
	}
	return bounds
}
