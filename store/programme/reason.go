package programme

import "slices"

// Reason says why something was not credited (R12).
type Reason string

// The reasons, each as it is written in exports.
const (
	RouteNotApplicable Reason = "route_not_applicable" // the route does not credit the product (R3)
	RouteNotOpenYet    Reason = "route_not_open_yet"   // the route credits from a later month on (R3)
	NotInEffect        Reason = "not_in_effect"        // the association was not, at the instant that decides (R4)
	Moved              Reason = "moved"                // the nomination was the former tenant's (R5a)
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

// Reasons are all reasons. Of several associations that do not credit, the one with the first of these
// reasons came nearest.
var Reasons = []Reason{TrialSubscription, InternalUse, PartnerSuspended, SubscriptionEnded, Moved, Pending, Superseded,
	NotInEffect, RouteNotOpenYet, RouteNotApplicable, AlreadyCounted, OutsideWindow, NoUsageReported}

// Why returns why an association does not credit its account with a subscription of the tenant in a
// month, or "" where it does: the counterpart of Holders, with R3 to R6. The reasons of R6 come last:
// they are told only where ending them alone would credit the account, and two of them together only
// where both stand in the way.
func (p *Programme) Why(t *Tenant, a *Association, s *Subscription, m Month) Reason {
	route, decides := &p.Routes[a.Route], p.Decides(s.End, m)
	kind := s.Kinds.At(decides)
	switch {
	case !slices.Contains(route.Products, s.Product):
		return RouteNotApplicable
	case m < route.From:
		return RouteNotOpenYet
	case s.Start < p.End(m) && s.End <= p.First(m):
		return SubscriptionEnded
	case !a.inEffect(decides) && t.Present.pending(p, a, m):
		return Pending
	case !p.alive(s, m):
		return NotInEffect
	case !a.inEffect(decides):
		return p.whyNotInEffect(t, a, s, decides)
	case !s.heldBy(t.Key, decides) || !p.isOf(t, a, s):
		return Moved
	case kind == Trial:
		return TrialSubscription
	case kind == Internal:
		return InternalUse
	case a.Standings.At(decides).Suspended:
		return PartnerSuspended
	}
	return ""
}

// whyNotInEffect tells a partner that another one took the place of from one that was not
// associated at all.
func (p *Programme) whyNotInEffect(t *Tenant, a *Association, s *Subscription, decides Instant) Reason {
	if !p.Routes[a.Route].Exclusive || a.To >= decides {
		return NotInEffect
	}
	account := a.Standings.At(decides).Account
	for k := range t.Associations {
		b := &t.Associations[k]
		if b.Route == a.Route && b.Subscription == a.Subscription && b.Standings.At(decides).Account != account && b.From >= a.To && b.inEffect(decides) {
			return Superseded
		}
	}
	return NotInEffect
}

// nearest returns, of the account's associations that cover the subscription and are the tenant's, the
// one that comes nearest to crediting it in the month, and what keeps it from that. It is nil where
// there is none, and where the subscription moved and an association of the account moved with it: it
// is told of at the tenant that holds the subscription now.
func (p *Programme) nearest(t *Tenant, account int64, s *Subscription, m Month) (near *Association, why Reason) {
	best, decides := len(Reasons), p.Decides(s.End, m)
	for k := range t.Associations {
		a := &t.Associations[k]
		if a.Standings.At(decides).Account != account || !a.Covers(s.Key) || !p.isOf(t, a, s) {
			continue
		}
		reason := p.Why(t, a, s, m)
		if follows := a.Subscription != 0 && p.Routes[a.Route].OpenedBy != OpenedByCustomer; follows && !s.heldBy(t.Key, decides) {
			if reason == Moved {
				return nil, ""
			}
			continue
		}
		rank := slices.Index(Reasons, reason)
		if near == nil || rank < best || rank == best && byRoute(a, near) < 0 {
			near, why, best = a, reason, rank
		}
	}
	return near, why
}

// Nominable reports whether the customer can bring what was missed for the reason by nominating the partner.
func (r Reason) Nominable() bool {
	return r == RouteNotApplicable || r == NotInEffect || r == Superseded || r == RouteNotOpenYet
}
