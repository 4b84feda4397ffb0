package programme_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shimei/store/programme"
)

// replaced swaps the first old for new in a text that must have it.
func replaced(t testing.TB, text, old, new string) string {
	t.Helper()
	if !strings.Contains(text, old) {
		t.Fatalf("the text to be changed has no %q", old)
	}
	return strings.Replace(text, old, new, 1)
}

// variant is the built-in programme with pairs of text swapped.
func variant(t testing.TB, pairs ...string) *programme.Programme {
	t.Helper()
	text := string(programme.BuiltIn().Source)
	for k := 0; k < len(pairs); k += 2 {
		text = replaced(t, text, pairs[k], pairs[k+1])
	}
	p, err := programme.Load("variant.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const atEvaluation, atEvent = `"associated at evaluation"`, `"associated at event"`

// flipped is the built-in programme with the other kind of counts for every metric that
// has one, and with more pairs of text swapped.
func flipped(t testing.TB, pairs ...string) *programme.Programme {
	t.Helper()
	return variant(t, append([]string{
		"fact = \"customers\"\nwindow = \"12 months\"\ncounts = " + atEvaluation,
		"fact = \"customers\"\nwindow = \"12 months\"\ncounts = " + atEvent,
		"fact = \"seats_sold\"\nwindow = \"12 months\"\ncounts = " + atEvaluation,
		"fact = \"seats_sold\"\nwindow = \"12 months\"\ncounts = " + atEvent,
		"fact = \"consumed\"\nwindow = \"12 months\"\ncounts = " + atEvent,
		"fact = \"consumed\"\nwindow = \"12 months\"\ncounts = " + atEvaluation,
	}, pairs...)...)
}

// at reads an instant in UTC: a day, a time of a day, or "" for none.
func at(s string) programme.Instant {
	if s == "" {
		return programme.NoEnd
	}
	layout := "2006-01-02T15:04:05.000"[:len(s)]
	i, err := time.Parse(layout, s)
	if err != nil {
		panic(err)
	}
	return programme.InstantOf(i)
}

func month(s string) programme.Month {
	m, err := programme.ParseMonth(s)
	if err != nil {
		panic(err)
	}
	return m
}

func count(n int64) *int64 { return &n }

func product(id string) int {
	k, ok := programme.BuiltIn().Product(id)
	if !ok {
		panic("no product " + id)
	}
	return k
}

// paid is a paid subscription. Its key tells it apart.
func paid(key int64, of, start, end string) programme.Subscription {
	return programme.Subscription{Key: key, Product: product(of), Kinds: programme.Always(programme.Paid), Start: at(start), End: at(end)}
}

// tied is an association of a partner that is its own account, with one subscription, or
// with the whole tenant where that is 0.
func tied(route string, partner, subscription int64, from, to string) programme.Association {
	k, ok := programme.BuiltIn().Route(route)
	if !ok {
		panic("no route " + route)
	}
	return programme.Association{
		Key: partner*1000 + int64(k)*100 + subscription, Route: k, Partner: partner, Standings: standing(partner, false),
		Subscription: subscription, From: at(from), To: at(to),
	}
}

// standing is that of a partner that never changed.
func standing(account int64, suspended bool) programme.History[programme.Standing] {
	return programme.Always(programme.Standing{Account: account, Suspended: suspended})
}

// wasOf reports whether an association's partner was ever of an account.
func wasOf(a *programme.Association, account int64) bool {
	return slices.ContainsFunc(a.Standings, func(s programme.Dated[programme.Standing]) bool { return s.Value.Account == account })
}

func linesOf(p *programme.Programme, tenant *programme.Tenant, m programme.Month) []programme.Line {
	var lines []programme.Line
	p.Credit(tenant, m, func(l programme.Line) { lines = append(lines, l) })
	return lines
}

// measure returns the place of the measure of a metric over exactly these products.
func measure(t testing.TB, p *programme.Programme, metric string, products ...string) int {
	t.Helper()
	for k := range p.Measures {
		if p.Metrics[p.Measures[k].Metric].ID == metric && slices.Equal(p.ProductIDs(k), products) {
			return k
		}
	}
	t.Fatalf("no measure of %s over %v", metric, products)
	return 0
}

// ledger is what is kept of credits, as a store keeps them: sums by month.
type ledger map[entry]int64

type entry struct {
	measure int
	account int64
	month   programme.Month
}

// kept credits tenants in the months from first to last.
func kept(p *programme.Programme, first, last programme.Month, tenants ...*programme.Tenant) ledger {
	kept := ledger{}
	for m := first; m <= last; m++ {
		for _, tenant := range tenants {
			for _, l := range linesOf(p, tenant, m) {
				kept[entry{l.Measure, l.Account, m}] += l.Amount
			}
		}
	}
	return kept
}

func (k ledger) figure(t rapid.TB, p *programme.Programme, measure int, account int64, e programme.Month) int64 {
	t.Helper()
	n, err := p.Figure(measure, func(m programme.Month) int64 { return k[entry{measure, account, m}] }, e)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// figure is an account's figure of a measure over tenants at the end of month e.
func figure(t rapid.TB, p *programme.Programme, measure int, account int64, e programme.Month, tenants ...*programme.Tenant) int64 {
	t.Helper()
	return kept(p, e-11, e, tenants...).figure(t, p, measure, account, e)
}

// accounts returns the accounts that hold the tenant's first subscription in a month.
func accounts(p *programme.Programme, tenant *programme.Tenant, m string) []int64 {
	accounts := []int64{}
	for _, h := range p.Holders(tenant, &tenant.Subscriptions[0], month(m)) {
		accounts = append(accounts, h.Account)
	}
	return accounts
}
