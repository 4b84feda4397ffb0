package programme_test

import (
	"slices"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

// world is two tenants, 1 and 2, between which subscriptions move, as files tell of it.
type world struct {
	partners
	subscriptions []programme.Subscription // with their tenants
	associations  []worldAssociation
	usage         map[int64][]programme.TenantUsage // by tenant
}

// worldAssociation is an association with a subscription, or with a whole tenant.
type worldAssociation struct {
	programme.Association
	tenant int64 // 0 for one with a subscription
}

func drawWorld(t *rapid.T, p *programme.Programme) world {
	w := world{partners: drawPartners(t, p), usage: map[int64][]programme.TenantUsage{}}
	for tenant := int64(1); tenant <= 2; tenant++ {
		w.usage[tenant] = drawTenantUsage(t, p, tenant)
	}
	for k := range rapid.IntRange(1, 6).Draw(t, "subscriptions") {
		s := drawSubscription(t, p, int64(k)+1)
		s.Tenants = drawHistory[int64](t, p, "tenant", 1, 2)
		w.subscriptions = append(w.subscriptions, s)
	}
	standings := w.standings()
	all := &programme.Tenant{Subscriptions: w.subscriptions}
	var drawn []programme.Association
	for k := range rapid.IntRange(0, 12).Draw(t, "associations") {
		drawn = append(drawn, drawAssociation(t, p, all, int64(k)+1, standings))
	}
	settle(p, drawn)
	for _, a := range drawn {
		tenant := int64(0)
		if a.Subscription == 0 {
			tenant = rapid.Int64Range(1, 2).Draw(t, "tenant")
		}
		w.associations = append(w.associations, worldAssociation{a, tenant})
	}
	return w
}

// tenants returns the two as the rules see them: each with all subscriptions that it ever held, and all
// associations with these.
func (w world) tenants() (tenants []*programme.Tenant) {
	for key := int64(1); key <= 2; key++ {
		t := &programme.Tenant{Key: key, Usage: w.usage[key]}
		for _, s := range w.subscriptions {
			if slices.ContainsFunc(s.Tenants, func(x programme.Dated[int64]) bool { return x.Value == key }) {
				t.Subscriptions = append(t.Subscriptions, s)
			}
		}
		for _, a := range w.associations {
			if a.tenant == key || a.Subscription != 0 {
				t.Associations = append(t.Associations, a.Association)
			}
		}
		tenants = append(tenants, t)
	}
	return tenants
}
