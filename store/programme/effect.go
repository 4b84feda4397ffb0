package programme

import (
	"cmp"
	"slices"
)

// alive reports whether the subscription is alive in the month (R4).
func (p *Programme) alive(s *Subscription, m Month) bool {
	return s.Start < p.End(m) && s.End > p.First(m)
}

// aliveAtEnd reports whether the subscription is alive at the very end of the month (R8).
func (p *Programme) aliveAtEnd(s *Subscription, m Month) bool {
	return s.Start < p.End(m) && s.End >= p.End(m)
}

// inEffect reports whether the association is in effect for a subscription that is alive
// in the month (R4): it is so at the instant that decides.
func (p *Programme) inEffect(a *Association, s *Subscription, m Month) bool {
	decides := min(p.End(m), s.End)
	return a.From < decides && a.To >= decides
}

// applies reports whether the association's route credits the product in the month (R3).
func (p *Programme) applies(a *Association, product int, m Month) bool {
	r := &p.Routes[a.Route]
	return m >= r.From && slices.Contains(r.Products, product)
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
	if s.Kind != Paid || !p.alive(s, m) {
		return nil
	}
	var reached []*Association
	for k := range t.Associations {
		a := &t.Associations[k]
		if !a.Suspended && a.Covers(s.Key) && p.applies(a, s.Product, m) && p.inEffect(a, s, m) {
			reached = append(reached, a)
		}
	}
	return holdersBy(reached)
}

// holdersBy makes holders of the associations that reach them.
func holdersBy(reached []*Association) []Holder {
	slices.SortFunc(reached, func(a, b *Association) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), byRoute(a, b))
	})
	reached = slices.Compact(reached)
	accounts := 0
	for k := range reached {
		if k == 0 || reached[k].Account != reached[k-1].Account {
			accounts++
		}
	}
	holders := make([]Holder, 0, accounts)
	for first := 0; first < len(reached); {
		next := first + 1
		for next < len(reached) && reached[next].Account == reached[first].Account {
			next++
		}
		holders = append(holders, Holder{reached[first].Account, reached[first:next:next]})
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
