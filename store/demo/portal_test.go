package demo_test

import (
	"bytes"
	"cmp"
	"slices"
	"testing"

	"shimei/store/demo"
	"shimei/store/facts"
	"shimei/store/programme"
)

// portal is the demo as the rules see it.
type portal struct {
	partners      map[string]facts.PartnerRow
	keys          map[string]int64 // of partners
	tenants       map[string]*programme.Tenant
	subscriptions map[string]*programme.Subscription
	owners        map[string]*programme.Tenant // of subscriptions
	associations  []facts.AssociationRow
	rows          map[facts.Kind]int
}

// load reads the demo's files as an import does, and fails on any fault.
func load(t testing.TB) *portal {
	t.Helper()
	d := &portal{map[string]facts.PartnerRow{}, map[string]int64{}, map[string]*programme.Tenant{},
		map[string]*programme.Subscription{}, map[string]*programme.Tenant{}, nil, map[facts.Kind]int{}}
	files := demo.Files()
	kinds := slices.DeleteFunc(slices.Clone(facts.Kinds), func(k facts.Kind) bool { return k == facts.Rates }) // it has one currency
	if len(files) != len(kinds) {
		t.Fatalf("%d files, want one of each kind", len(files))
	}
	var subscriptions []facts.SubscriptionRow
	var sales []facts.SaleRow
	var usage []facts.UsageRow
	for k, kind := range kinds {
		f, err := facts.Open(files[k].Name, bytes.NewReader(files[k].CSV), programme.BuiltIn(), facts.Options{})
		if err != nil || f.Kind() != kind {
			t.Fatalf("%s is of %s, want %s: %v", files[k].Name, f.Kind(), kind, err)
		}
		for f.Next() {
			switch kind {
			case facts.Partners:
				r, _ := f.Partner()
				d.partners[r.PartnerID], d.keys[r.PartnerID] = r, int64(len(d.keys)+1)
			case facts.Customers:
				r, _ := f.Customer()
				d.tenants[r.TenantID] = &programme.Tenant{Key: int64(len(d.tenants) + 1)}
			case facts.Subscriptions:
				r, _ := f.Subscription()
				subscriptions = append(subscriptions, r)
			case facts.Usage:
				r, _ := f.Usage()
				usage = append(usage, r)
			case facts.Sales:
				r, _ := f.Sale()
				sales = append(sales, r)
			case facts.Associations:
				r, _ := f.Association()
				d.associations = append(d.associations, r)
			}
		}
		if f.Err() != nil {
			t.Fatal(f.Err())
		}
		d.rows[kind] = f.Rows()
	}
	d.join(subscriptions, usage, sales)
	d.associate()
	d.sell(sales)
	return d
}

// join puts subscriptions to their tenants, and their facts to them. A row that refers to
// nothing ends the test with a panic.
func (d *portal) join(subscriptions []facts.SubscriptionRow, usage []facts.UsageRow, sales []facts.SaleRow) {
	type place struct {
		tenant *programme.Tenant
		at     int
	}
	places := map[string]place{}
	for k, r := range subscriptions {
		t := d.tenants[r.TenantID]
		places[r.SubscriptionID] = place{t, len(t.Subscriptions)}
		t.Subscriptions = append(t.Subscriptions, programme.Subscription{Key: int64(k + 1), Product: r.Product,
			Kinds: programme.Always(cmp.Or(r.Kind, programme.Paid)), Start: r.Start.At, End: r.End.At})
	}
	for id, p := range places {
		d.subscriptions[id], d.owners[id] = &p.tenant.Subscriptions[p.at], p.tenant
	}
	for _, r := range usage {
		s := d.subscriptions[r.SubscriptionID]
		s.Usage = append(s.Usage, programme.Usage{Month: r.Month, Workload: r.Workload, ActiveUsers: r.Active, Consumed: r.Consumed})
	}
	for _, r := range sales {
		s := d.subscriptions[r.SubscriptionID]
		s.Sales = append(s.Sales, programme.Sale{At: r.At.At, Seats: r.Seats})
	}
}

// associate settles the files' associations (R5) and puts them to their tenants.
func (d *portal) associate() {
	var dated []*programme.DatedAssociation
	for k, r := range d.associations {
		dated = append(dated, &programme.DatedAssociation{Key: int64(k), Exclusive: programme.BuiltIn().Routes[r.Route].Exclusive,
			PartnerID: r.PartnerID, From: r.From, Given: r.To, Closed: programme.NoEnd, Scope: programme.DatedScope{Route: r.Route}})
		if r.SubscriptionID != "" {
			dated[k].Scope.Subscription = d.subscriptions[r.SubscriptionID].Key
		}
	}
	programme.Settle(dated)
	for _, a := range dated {
		r := d.associations[a.Key]
		owner := d.owners[r.SubscriptionID]
		if owner == nil {
			owner = d.tenants[r.TenantID]
		}
		d.add(owner, r.SubscriptionID, r.Route, r.PartnerID, a.From.At, a.To.At)
	}
}

// sell makes every partner the seller of what it sold, from its first sale on.
func (d *portal) sell(sales []facts.SaleRow) {
	seller, _ := programme.BuiltIn().Route(programme.Seller)
	first := map[[2]string]programme.Instant{}
	for _, r := range sales {
		key := [2]string{r.SubscriptionID, r.PartnerID}
		if at, is := first[key]; !is || r.At.At < at {
			first[key] = r.At.At
		}
	}
	for key, from := range first {
		d.add(d.owners[key[0]], key[0], seller, key[1], from, d.subscriptions[key[0]].End)
	}
}

func (d *portal) add(t *programme.Tenant, subscription string, route int, partner string, from, to programme.Instant) {
	p := d.partners[partner]
	a := programme.Association{Key: int64(len(t.Associations) + 1), Route: route, Partner: d.keys[partner], From: from, To: to}
	standing := programme.Standing{Account: d.keys[partner], Suspended: isTrue(p.Suspended)}
	if p.ParentID != nil && *p.ParentID != "" {
		standing.Account = d.keys[*p.ParentID]
		standing.Suspended = standing.Suspended || isTrue(d.partners[*p.ParentID].Suspended)
	}
	a.Standings = programme.Always(standing)
	if subscription != "" {
		a.Subscription = d.subscriptions[subscription].Key
	}
	t.Associations = append(t.Associations, a)
}

// isTrue reports what a column says that may be absent.
func isTrue(cell *bool) bool { return cell != nil && *cell }

// credited are an account's figures in the last month: by account, then by measure.
type credited map[int64]map[int]int64

func (d *portal) credited(t testing.TB, e programme.Month) credited {
	t.Helper()
	p := programme.BuiltIn()
	kept := map[int64]map[int]map[programme.Month]int64{}
	for _, tenant := range d.tenants {
		for m := e - 11; m <= e; m++ {
			p.Credit(tenant, m, func(l programme.Line) {
				if kept[l.Account] == nil {
					kept[l.Account] = map[int]map[programme.Month]int64{}
				}
				if kept[l.Account][l.Measure] == nil {
					kept[l.Account][l.Measure] = map[programme.Month]int64{}
				}
				kept[l.Account][l.Measure][m] += l.Amount
			})
		}
	}
	figures := credited{}
	for _, account := range d.keys {
		figures[account] = map[int]int64{}
		for measure := range p.Measures {
			n, err := p.Figure(measure, func(m programme.Month) int64 { return kept[account][measure][m] }, e)
			if err != nil {
				t.Fatal(err)
			}
			figures[account][measure] = n
		}
	}
	return figures
}
