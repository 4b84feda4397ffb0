package programme

import "slices"

// Present is when a tenant is looked at. Its zero value looks at no present, and nothing is pending.
type Present struct {
	Now     Instant
	Through Month // the month that figures are of (R10)
}

// pending reports whether an association is in effect now and began after the end of month m, which no
// later month's figures have come after: it is not in the figures yet, and will be (R12).
func (x Present) pending(p *Programme, a *Association, m Month) bool {
	return x.Now != 0 && m >= x.Through && a.From >= p.End(m) && a.From <= x.Now && a.To > x.Now
}

// CountsFrom returns the first month whose figures an association by a route counts in that began at
// an instant (R3, R4): it is in effect at that month's end, unless it has ended by then.
func (p *Programme) CountsFrom(route int, from Instant) Month {
	return max(p.MonthAt(from), p.Routes[route].From)
}

// PendingCredit calls add with what pending associations of an account would add to its measures by
// the facts of month e, the one that figures are of: as if those that which reports had been in effect
// in it. Amounts of what is counted already, or is not credited anyway, are not among them.
func (p *Programme) PendingCredit(t *Tenant, account int64, x Present, which func(*Association) bool, add func(measure int, amount int64) error) error {
	then := *t
	then.Associations = slices.Clone(t.Associations)
	for k := range then.Associations {
		a := &then.Associations[k]
		if a.Standings.On(x.Now).Account == account && x.pending(p, a, x.Through) && which(a) && p.keepsTenant(t, a) {
			a.From = p.First(x.Through)
		}
	}
	var err error
	sum := func(sign int64) func(Line) {
		return func(l Line) {
			if l.Account == account && err == nil {
				err = add(l.Measure, sign*l.Amount)
			}
		}
	}
	p.Credit(&then, x.Through, sum(+1))
	p.Credit(t, x.Through, sum(-1))
	return err
}

// keepsTenant makes an association with a subscription the tenant's whenever it begins (R5a). It reports
// false for one that is not the tenant's.
func (p *Programme) keepsTenant(t *Tenant, a *Association) bool {
	for k := range t.Subscriptions {
		if s := &t.Subscriptions[k]; s.Key == a.Subscription && !p.isOf(t, a, s) {
			return false
		}
	}
	a.Nominator = t.Key
	return true
}
