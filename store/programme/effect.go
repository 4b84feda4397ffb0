package programme

import (
	"cmp"
	"slices"
)

// Alive reports whether a subscription from one instant to another, NoEnd for none, is alive in a month (R4).
func (p *Programme) Alive(start, end Instant, m Month) bool {
	return start < p.End(m) && end > p.First(m)
}

func (p *Programme) alive(s *Subscription, m Month) bool { return p.Alive(s.Start, s.End, m) }

// aliveAtEnd reports whether the subscription is alive at the very end of the month (R8).
func (p *Programme) aliveAtEnd(s *Subscription, m Month) bool {
	return s.Start < p.End(m) && s.End >= p.End(m)
}

// Decides returns τ, the instant that decides about a subscription with this end in a month in which it
// is alive (R4).
func (p *Programme) Decides(end Instant, m Month) Instant { return min(p.End(m), end) }

// InEffect reports whether an association from one instant to another, NoEnd for none, is in effect at
// the instant that decides (R4).
func InEffect(from, to, decides Instant) bool { return from < decides && to >= decides }

func (a *Association) inEffect(decides Instant) bool { return InEffect(a.From, a.To, decides) }

// isOf reports whether an association with a subscription is the tenant's, or nobody's (R5a): one by a
// route that the customer opens is of whoever nominated, or as a file has it of whoever held the
// subscription then.
func (p *Programme) isOf(t *Tenant, a *Association, s *Subscription) bool {
	switch {
	case a.Subscription == 0 || p.Routes[a.Route].OpenedBy != OpenedByCustomer:
		return true
	case a.Nominator != 0:
		return a.Nominator == t.Key
	}
	return len(s.Tenants) == 0 || s.Tenants.On(a.From) == t.Key
}

// applies reports whether the association's route credits the product in the month (R3).
func (p *Programme) applies(a *Association, product int, m Month) bool {
	r := &p.Routes[a.Route]
	return m >= r.From && slices.Contains(r.Products, product)
}

// OwnerOf returns the tenant that an association with a subscription is of (R5a), by its route's id: by a
// route that the customer opens, the tenant that held the subscription when it began, and by another the
// one that holds it now, which is the latest.
func (p *Programme) OwnerOf(route string, from Instant, tenants History[int64]) int64 {
	if place, known := p.Route(route); known && p.Routes[place].OpenedBy == OpenedByCustomer {
		return tenants.On(from)
	}
	return tenants[len(tenants)-1].Value
}

// Holder is an account that a subscription is credited to in a month, with every
// association that reaches it. The first one counted, the others were already counted (R2).
type Holder struct {
	Account int64
	Reached []*Association // in the programme's order of routes, then by partner and from
}

// Holders returns the accounts that a subscription of the tenant is credited to in a
// month, by R1 to R7, ordered by account. Each is credited the whole of it (R1), once
// (R2), at the global account (R7).
func (p *Programme) Holders(t *Tenant, s *Subscription, m Month) []Holder {
	decides := p.Decides(s.End, m)
	if !p.alive(s, m) || s.Kinds.At(decides) != Paid || !s.heldBy(t.Key, decides) {
		return nil
	}
	var few [8]reach // where few do, none are on the heap
	reached := few[:0]
	for k := range t.Associations {
		a := &t.Associations[k]
		if a.Covers(s.Key) && p.applies(a, s.Product, m) && a.inEffect(decides) && p.isOf(t, a, s) {
			if standing := a.Standings.At(decides); !standing.Suspended {
				reached = append(reached, reach{standing.Account, a})
			}
		}
	}
	return holdersBy(reached)
}

// reach is an association that reaches a subscription for an account.
type reach struct {
	account int64
	by      *Association
}

// holdersBy makes holders of the associations that reach them.
func holdersBy(reached []reach) []Holder {
	switch len(reached) {
	case 0:
		return nil
	case 1:
		return []Holder{{reached[0].account, []*Association{reached[0].by}}}
	}
	slices.SortFunc(reached, func(a, b reach) int {
		return cmp.Or(cmp.Compare(a.account, b.account), byRoute(a.by, b.by))
	})
	reached = slices.Compact(reached)
	accounts, all := 0, make([]*Association, len(reached))
	for k := range reached {
		all[k] = reached[k].by
		if k == 0 || reached[k].account != reached[k-1].account {
			accounts++
		}
	}
	holders := make([]Holder, 0, accounts)
	for first := 0; first < len(reached); {
		next := first + 1
		for next < len(reached) && reached[next].account == reached[first].account {
			next++
		}
		holders = append(holders, Holder{reached[first].account, all[first:next:next]})
		first = next
	}
	return holders
}

// byRoute orders associations as they count: by the programme's order of routes, then by
// partner and beginning, so that the answer does not hang on the order of the facts.
func byRoute(a, b *Association) int {
	return cmp.Or(cmp.Compare(a.Route, b.Route), cmp.Compare(a.Partner, b.Partner),
		cmp.Compare(a.From, b.From), cmp.Compare(a.Key, b.Key))
}
