package programme_test

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

// The random tenants live from 2015 to the beginning of 2017, so that FastTrack opens, a
// competency changes and windows of a year slide over what happened.
var (
	firstMonth, lastMonth         = month("2015-01"), month("2017-02")
	firstEvaluated, lastEvaluated = month("2015-10"), month("2017-01")
	evaluated                     = rapid.Custom(func(t *rapid.T) programme.Month {
		return programme.Month(rapid.IntRange(int(firstEvaluated), int(lastEvaluated)).Draw(t, "evaluated"))
	})
)

// The partners 1 to 5 are locations of 10 and 40 for a while, or stand alone.
var allAccounts = []int64{1, 2, 3, 4, 5, 10, 40}

// drawHistory draws the values of an attribute over time: mostly one that never changed.
func drawHistory[V any](t *rapid.T, p *programme.Programme, label string, values ...V) programme.History[V] {
	value := func() V { return rapid.SampledFrom(values).Draw(t, label) }
	h := programme.History[V]{{From: programme.FromEver, Value: value()}}
	if rapid.IntRange(0, 2).Draw(t, label+" changes?") > 0 {
		return h
	}
	if rapid.Bool().Draw(t, label+" from a day?") {
		h = nil
	}
	for range rapid.IntRange(1, 3).Draw(t, label+" changes") {
		from := edge(t, p, label+" as of")
		h = slices.DeleteFunc(h, func(x programme.Dated[V]) bool { return x.From == from })
		h = append(h, programme.Dated[V]{From: from, Value: value()})
	}
	slices.SortFunc(h, func(a, b programme.Dated[V]) int { return cmp.Compare(a.From, b.From) })
	return h
}

// partners are what files told of each partner over time.
type partners struct {
	parents   map[int64]programme.History[int64]
	suspended map[int64]programme.History[bool]
}

func drawPartners(t *rapid.T, p *programme.Programme) partners {
	drawn := partners{map[int64]programme.History[int64]{}, map[int64]programme.History[bool]{}}
	for _, partner := range allAccounts {
		drawn.suspended[partner] = drawHistory(t, p, "suspended", false, false, false, true)
		drawn.parents[partner] = programme.Always[int64](0)
		if partner < 10 {
			drawn.parents[partner] = drawHistory[int64](t, p, "parent", 0, 10, 10, 40)
		}
	}
	return drawn
}

type standings map[int64]programme.History[programme.Standing]

func (of partners) standings() standings {
	all := standings{}
	for partner := range of.parents {
		all[partner] = programme.StandingsOf(partner, of.parents[partner], of.suspended[partner],
			func(parent int64) programme.History[bool] { return of.suspended[parent] })
	}
	return all
}

func drawStandings(t *rapid.T, p *programme.Programme) standings {
	return drawPartners(t, p).standings()
}

// edge draws an instant at which something may change: mostly about the edge of a month.
func edge(t *rapid.T, p *programme.Programme, label string) programme.Instant {
	m := rapid.IntRange(int(firstMonth), int(lastMonth)).Draw(t, label+" month")
	day := rapid.SampledFrom([]int{1, 1, 1, 15}).Draw(t, label+" day")
	off := rapid.SampledFrom([]programme.Instant{0, 0, -1, 1}).Draw(t, label+" off")
	return programme.InstantOf(time.Date(m/12, time.Month(m%12+1), day, 0, 0, 0, 0, p.Zone)) + off
}

// end draws an end not before start, or none.
func end(t *rapid.T, p *programme.Programme, start programme.Instant) programme.Instant {
	if e := edge(t, p, "end"); e >= start {
		return e
	}
	return programme.NoEnd
}

func drawUsage(t *rapid.T, workloads []string) []programme.Usage {
	row := rapid.Custom(func(t *rapid.T) programme.Usage {
		u := programme.Usage{
			Month:    programme.Month(rapid.IntRange(int(firstMonth), int(lastMonth)).Draw(t, "month")),
			Workload: rapid.SampledFrom(append([]string{""}, workloads...)).Draw(t, "workload"),
		}
		if rapid.IntRange(0, 3).Draw(t, "users?") > 0 {
			u.ActiveUsers = count(rapid.Int64Range(0, 60).Draw(t, "users"))
		}
		if rapid.IntRange(0, 3).Draw(t, "consumed?") > 0 {
			u.Consumed = count(rapid.Int64Range(-500, 5000).Draw(t, "consumed"))
		}
		return u
	})
	type key struct {
		month    programme.Month
		workload string
	}
	return rapid.SliceOfNDistinct(row, 0, 20, func(u programme.Usage) key { return key{u.Month, u.Workload} }).Draw(t, "usage")
}

func drawSubscription(t *rapid.T, p *programme.Programme, key int64) programme.Subscription {
	s := programme.Subscription{
		Key:     key,
		Product: rapid.SampledFrom([]int{0, 0, 0, 1, 2, 3, 4, 5, 5}).Draw(t, "product"),
		Kinds:   drawHistory(t, p, "kind", programme.Paid, programme.Paid, programme.Paid, programme.Trial, programme.Internal),
		Start:   edge(t, p, "start"),
	}
	s.End = end(t, p, s.Start)
	s.Usage = drawUsage(t, p.Products[s.Product].Workloads)
	for range rapid.IntRange(0, 5).Draw(t, "sales") {
		s.Sales = append(s.Sales, programme.Sale{At: edge(t, p, "sale"), Seats: rapid.Int64Range(-5, 30).Draw(t, "seats")})
	}
	return s
}

// drawTenant draws a customer with a few subscriptions, their facts and associations. Some of the
// subscriptions are another tenant's for a while.
func drawTenant(t *rapid.T, p *programme.Programme, key int64, partners standings) *programme.Tenant {
	tenant := &programme.Tenant{Key: key}
	for k := range rapid.IntRange(1, 4).Draw(t, "subscriptions") {
		s := drawSubscription(t, p, key*100+int64(k)+1)
		if rapid.IntRange(0, 3).Draw(t, "moves?") == 0 {
			s.Tenants = drawHistory(t, p, "tenant", key, key+1000)
		}
		tenant.Subscriptions = append(tenant.Subscriptions, s)
	}
	for k := range rapid.IntRange(0, 9).Draw(t, "associations") {
		tenant.Associations = append(tenant.Associations, drawAssociation(t, p, tenant, int64(k)+1, partners))
	}
	settle(p, tenant.Associations)
	tenant.Usage = drawTenantUsage(t, p, key)
	return tenant
}

// drawTenantUsage draws what is reported of a tenant and some products.
func drawTenantUsage(t *rapid.T, p *programme.Programme, tenant int64) (all []programme.TenantUsage) {
	products := rapid.SliceOfNDistinct(rapid.SampledFrom([]int{0, 0, 1, 5}), 0, 2, rapid.ID[int]).Draw(t, "products with usage of the tenant")
	for _, product := range products {
		all = append(all, programme.TenantUsage{Key: -(tenant*100 + int64(product) + 1), Product: product,
			Usage: drawUsage(t, p.Products[product].Workloads)})
	}
	return all
}

func drawAssociation(t *rapid.T, p *programme.Programme, tenant *programme.Tenant, key int64, partners standings) programme.Association {
	a := programme.Association{
		Key:     key,
		Route:   rapid.IntRange(0, len(p.Routes)-1).Draw(t, "route"),
		Partner: rapid.Int64Range(1, 5).Draw(t, "partner"),
		From:    edge(t, p, "from"),
	}
	a.To = end(t, p, a.From)
	a.Standings = partners[a.Partner]
	if p.Routes[a.Route].Scope == programme.ScopeSubscription {
		a.Subscription = rapid.SampledFrom(tenant.Subscriptions).Draw(t, "of").Key
	}
	return a
}

// settle ends the associations of exclusive routes as R5 has it.
func settle(p *programme.Programme, associations []programme.Association) {
	for k := range associations {
		a := &associations[k]
		for i := range associations {
			b := &associations[i]
			later := b.From > a.From || b.From == a.From && i > k
			if p.Routes[a.Route].Exclusive && b.Route == a.Route && b.Subscription == a.Subscription && later {
				a.To = min(a.To, b.From)
			}
		}
	}
}

// programmes are the one that ships and others that turn its knobs.
func programmes(t testing.TB) []*programme.Programme {
	return []*programme.Programme{
		programme.BuiltIn(),
		flipped(t),
		flipped(t, `time_zone = "UTC"`, `time_zone = "America/New_York"`,
			"fact = \"customers\"\nwindow = \"12 months\"", "fact = \"customers\"\nwindow = \"3 months\""),
		variant(t, "fact = \"customers\"\nwindow = \"12 months\"", "fact = \"customers\"\nwindow = \"month\"",
			"fact = \"seats_sold\"\nwindow = \"12 months\"", "fact = \"seats_sold\"\nwindow = \"month\"",
			`products = ["office365"]`+"\nsilver = 4\n", `products = ["office365", "intune", "azure"]`+"\nsilver = 4\n",
			`time_zone = "UTC"`, `time_zone = "Asia/Tokyo"`),
	}
}

// facts are those of a tenant that stay: each function is asked about one, usage and sales with the
// place of their subscription. A function that is nil keeps all.
type facts struct {
	association func(programme.Association) bool
	usage       func(int, programme.Usage) bool // of a tenant's product with its key
	sale        func(int, programme.Sale) bool
}

// of returns a copy of a tenant with the facts that stay.
func (f facts) of(tenant *programme.Tenant) *programme.Tenant {
	part := *tenant
	part.Associations = slices.Clone(tenant.Associations)
	if f.association != nil {
		part.Associations = slices.DeleteFunc(part.Associations, func(a programme.Association) bool { return !f.association(a) })
	}
	part.Subscriptions = slices.Clone(tenant.Subscriptions)
	for k := range part.Subscriptions {
		s := &part.Subscriptions[k]
		s.Usage, s.Sales = slices.Clone(s.Usage), slices.Clone(s.Sales)
		if f.usage != nil {
			s.Usage = slices.DeleteFunc(s.Usage, func(u programme.Usage) bool { return !f.usage(k, u) })
		}
		if f.sale != nil {
			s.Sales = slices.DeleteFunc(s.Sales, func(x programme.Sale) bool { return !f.sale(k, x) })
		}
	}
	part.Usage = slices.Clone(tenant.Usage)
	for k := range part.Usage {
		u := &part.Usage[k]
		if f.usage != nil {
			u.Usage = slices.DeleteFunc(slices.Clone(u.Usage), func(x programme.Usage) bool { return !f.usage(int(u.Key), x) })
		}
	}
	return &part
}
