package programme

import (
	"math/bits"
	"slices"
)

// WorkKind is why something stands on a partner's list of what there is to do.
type WorkKind string

// The kinds of work.
const (
	WorkRequest    WorkKind = "request"    // the vendor gave back a request, to which something is missing
	WorkRenewal    WorkKind = "renewal"    // a subscription is renewed soon, and not by itself
	WorkNomination WorkKind = "nomination" // a customer has nominated the partner
	WorkPending    WorkKind = "pending"    // a nomination is in no figure yet (R12)
	WorkActivation WorkKind = "activation" // little of what is bought is in use
	WorkUnassigned WorkKind = "unassigned" // seats are bought and given to nobody
	WorkLacking    WorkKind = "lacking"    // the customer lacks products that competencies count
)

// WorkKinds are all kinds, the most urgent first.
var WorkKinds = []WorkKind{WorkRequest, WorkRenewal, WorkNomination, WorkPending, WorkActivation, WorkUnassigned, WorkLacking}

// Work says from where on something is work for a partner.
type Work struct {
	RenewalDays       int // a renewal within so many days, that is not automatic
	ActivationPercent int // fewer active seats than this part of the bought ones
	UnusedSeats       int // so many seats, or more, bought and not assigned
	NewDays           int // a nomination of the last so many days
}

// usualWork is that of a programme that does not name it.
func usualWork() Work {
	return Work{RenewalDays: 90, ActivationPercent: 40, UnusedSeats: 10, NewDays: 30}
}

// UsedSeats is what a partner sees of a subscription, or of all subscriptions of a product together; nil
// where nothing is reported, or nothing is shown to it.
type UsedSeats struct {
	Bought, Assigned, Active *int64
	Renewal                  *Instant
	AutoRenew                *bool
}

// Unassigned returns how many seats are bought and not assigned; 0 where either is not reported.
func (s UsedSeats) Unassigned() int64 {
	if s.Bought == nil || s.Assigned == nil {
		return 0
	}
	return max(0, *s.Bought-*s.Assigned)
}

// Idle returns how many people have a seat and do not use it; 0 where either is not reported.
func (s UsedSeats) Idle() int64 {
	if s.Assigned == nil || s.Active == nil {
		return 0
	}
	return max(0, *s.Assigned-*s.Active)
}

// SeatWork returns what there is to do about seats that a partner sees, at an instant.
func (p *Programme) SeatWork(s UsedSeats, now Instant) (kinds []WorkKind) {
	if p.renewsSoon(s, now) {
		kinds = append(kinds, WorkRenewal)
	}
	if s.Bought != nil && s.Active != nil && belowPercent(*s.Active, *s.Bought, p.Work.ActivationPercent) {
		kinds = append(kinds, WorkActivation)
	}
	if s.Unassigned() >= int64(p.Work.UnusedSeats) {
		kinds = append(kinds, WorkUnassigned)
	}
	return kinds
}

// RenewalsFrom and RenewalsUntil bound the instants of renewals that are soon: the first is of the present
// day, and the last of RenewalDays days later.
func (p *Programme) RenewalsFrom(now Instant) Instant { return p.Midnight(p.DayAt(now)) }

// RenewalsUntil is the first instant that is no longer soon.
func (p *Programme) RenewalsUntil(now Instant) Instant { return p.In(now, p.Work.RenewalDays) }

// renewsSoon leaves out what renews by itself, and what is not known not to.
func (p *Programme) renewsSoon(s UsedSeats, now Instant) bool {
	return s.Renewal != nil && s.AutoRenew != nil && !*s.AutoRenew && *s.Renewal >= p.RenewalsFrom(now) && *s.Renewal < p.RenewalsUntil(now)
}

// belowPercent reports whether n is less than so many hundredths of whole. It is exact for all numbers.
func belowPercent(n, whole int64, percent int) bool {
	if n < 0 || whole <= 0 { // files hold no seats below 0
		return false
	}
	partHigh, partLow := bits.Mul64(uint64(n), 100)
	needHigh, needLow := bits.Mul64(uint64(whole), uint64(percent))
	return partHigh < needHigh || partHigh == needHigh && partLow < needLow
}

// NominationWork returns what there is to do about a nomination in effect: it is new, and while figures
// are of a month before it (through, nil for none) it is in none of them.
func (p *Programme) NominationWork(from, now Instant, through *Month) (kinds []WorkKind) {
	if from >= p.NewFrom(now) {
		kinds = append(kinds, WorkNomination)
	}
	if through != nil && from >= p.End(*through) {
		kinds = append(kinds, WorkPending)
	}
	return kinds
}

// NewFrom returns the first instant whose nominations are new.
func (p *Programme) NewFrom(now Instant) Instant {
	return p.Midnight(p.DayAt(now) - Day(p.Work.NewDays))
}

// Lacking returns the products, by place, that a competency counts in month m and that are not among those
// that a customer has.
func (p *Programme) Lacking(had []int, m Month) (products []int) {
	for _, k := range p.Counted(m) {
		if !slices.Contains(had, k) {
			products = append(products, k)
		}
	}
	return products
}

// Counted returns the products, by place, that a competency counts in month m.
func (p *Programme) Counted(m Month) (products []int) {
	for k := range p.Products {
		if len(p.CountingProduct(k, m)) > 0 {
			products = append(products, k)
		}
	}
	return products
}
