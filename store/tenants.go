package store

import (
	"slices"

	"shimei/store/programme"
)

// tenantsAtOnce is how many tenants are held in memory at a time where they are named.
const tenantsAtOnce = 500

// tenants loads customers as the rules see them, with the usage of the months from …
// through that their credits need. Tenants without subscriptions are left out.
func (t *tx) tenants(customers []int64, from, through programme.Month) (all []programme.Tenant, err error) {
	for batch := range slices.Chunk(customers, tenantsAtOnce) {
		b := book{tx: t}
		if err := b.load(batch, from-t.p.UsageReach(), through); err != nil {
			return nil, err
		}
		b.each(0, len(b.subscriptions), func(x *programme.Tenant) { all = append(all, clone(x)) })
	}
	return all, nil
}

// clone copies a tenant that the book will fill anew.
func clone(x *programme.Tenant) programme.Tenant {
	c := programme.Tenant{Key: x.Key, Subscriptions: slices.Clone(x.Subscriptions), Associations: slices.Clone(x.Associations)}
	for k := range c.Subscriptions {
		s := &c.Subscriptions[k]
		s.Usage, s.Sales = slices.Clone(s.Usage), slices.Clone(s.Sales)
	}
	return c
}
