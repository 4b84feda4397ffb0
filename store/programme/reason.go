package programme

import "slices"

// Reason says why something was not credited (R12).
type Reason string

// The reasons, each as it is written in exports.
const (
	RouteNotApplicable Reason = "route_not_applicable" // the route does not credit the product (R3)
	RouteNotOpenYet    Reason = "route_not_open_yet"   // the route credits from a later month on (R3)
	NotInEffect        Reason = "not_in_effect"        // the association was not, at the instant that decides (R4)
	Pending            Reason = "pending"              // it is in effect now, and began after the month that figures are of (R10)
	Superseded         Reason = "superseded"           // another partner had been nominated by then (R5)
	TrialSubscription  Reason = "trial"                // R6
	InternalUse        Reason = "internal"             // R6
	PartnerSuspended   Reason = "partner_suspended"    // R6
	SubscriptionEnded  Reason = "subscription_ended"   // it was not alive in the month (R4, R8)
	AlreadyCounted     Reason = "already_counted"      // by another route or location (R2)
	OutsideWindow      Reason = "outside_window"       // the fact is older than the metric's window (R8)
	NoUsageReported    Reason = "no_usage_reported"    // it would be credited, and the month has no facts
)

// Reasons are all reasons. Where several keep an association from crediting, the first of them is
// told: the reasons that hold for every route come before those of one route.
var Reasons = []Reason{TrialSubscription, InternalUse, PartnerSuspended, SubscriptionEnded, Pending, Superseded,
	NotInEffect, RouteNotOpenYet, RouteNotApplicable, AlreadyCounted, OutsideWindow, NoUsageReported}

// Why returns why an association does not credit its account with a subscription of the
// tenant in a month, or "" where it does: the counterpart of Holders, with R3 to R6.
func (p *Programme) Why(t *Tenant, a *Association, s *Subscription, m Month) Reason {
	route := &p.Routes[a.Route]
	switch {
	case s.Kind == Trial:
		return TrialSubscription
	case s.Kind == Internal:
		return InternalUse
	case a.Suspended:
		return PartnerSuspended
	case s.Start < p.End(m) && s.End <= p.First(m):
		return SubscriptionEnded
	case !p.inEffect(a, s, m) && t.Present.pending(p, a, m):
		return Pending
	case !p.alive(s, m):
		return NotInEffect
	case !p.inEffect(a, s, m):
		return p.whyNotInEffect(t, a, s, m)
	case !slices.Contains(route.Products, s.Product):
		return RouteNotApplicable
	case m < route.From:
		return RouteNotOpenYet
	}
	return ""
}

// whyNotInEffect tells a partner that another one took the place of from one that was not
// associated at all.
func (p *Programme) whyNotInEffect(t *Tenant, a *Association, s *Subscription, m Month) Reason {
	if !p.Routes[a.Route].Exclusive || a.To >= min(p.End(m), s.End) {
		return NotInEffect
	}
	for k := range t.Associations {
		b := &t.Associations[k]
		if b.Route == a.Route && b.Subscription == a.Subscription && b.Account != a.Account && b.From >= a.To && p.inEffect(b, s, m) {
			return Superseded
		}
	}
	return NotInEffect
}

// nearest returns, of the account's associations that cover the subscription, the one that
// comes nearest to crediting it in the month, and what keeps it from that. It is nil where
// none covers it.
func (p *Programme) nearest(t *Tenant, account int64, s *Subscription, m Month) (near *Association, why Reason) {
	best := len(Reasons)
	for k := range t.Associations {
		a := &t.Associations[k]
		if a.Account != account || !a.Covers(s.Key) {
			continue
		}
		reason := p.Why(t, a, s, m)
		rank := slices.Index(Reasons, reason)
		if near == nil || rank < best || rank == best && byRoute(a, near) < 0 {
			near, why, best = a, reason, rank
		}
	}
	return near, why
}
