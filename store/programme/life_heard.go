package programme

import "slices"

// hearing is one row of the table of who is told: of these acts in these ways these sides are, but not the
// side that acts.
type hearing struct {
	ways  []Way
	acts  []Act
	sides []Side
}

// hearings is the table. Where a side acts from which the others are one person and many, as the vendor's
// admins with a correction, they are told by ByOther. What takes effect or ends concerns the customer, whose
// tenant it is of, and the partner; what the vendor decides, the vendor too.
var hearings = []hearing{
	{[]Way{WayDelegation, WayExtension}, []Act{ActAsk, ActAccept, ActDecline, ActWithdraw, ActLapse}, []Side{ByCustomer, ByPartner}},
	{[]Way{WayDelegation}, []Act{ActEnd, ActExpire}, []Side{ByCustomer, ByPartner}},
	{[]Way{WayAssignment}, []Act{ActOpen, ActEnd}, []Side{ByCustomer, ByPartner, ByVendor}},
	{[]Way{WayAssignment}, []Act{ActExpire}, []Side{ByCustomer, ByPartner}},
	{[]Way{WayApplication}, []Act{ActAsk, ActReturn, ActReject, ActAnswer, ActWithdraw, ActLapse}, []Side{ByPartner, ByVendor}},
	{[]Way{WayApplication}, []Act{ActApprove, ActEnd}, []Side{ByCustomer, ByPartner, ByVendor}},
	{[]Way{WayApplication}, []Act{ActExpire}, []Side{ByCustomer, ByPartner}},
	{[]Way{WayClaim}, []Act{ActAsk, ActApprove, ActReject, ActObject, ActDispute, ActWithdraw, ActEnd}, []Side{ByCustomer, ByPartner, ByVendor}},
	{[]Way{WayClaim}, []Act{ActReturn, ActAnswer, ActLapse}, []Side{ByPartner, ByVendor}},
	{[]Way{WayClaim}, []Act{ActSupersede}, []Side{ByPartner, ByVendor}},
	{[]Way{WayCorrection}, []Act{ActAsk, ActReject, ActWithdraw}, []Side{ByOther}},
	{[]Way{WayCorrection}, []Act{ActApprove}, []Side{ByCustomer, ByPartner, ByOther}},
	{[]Way{WayNomination}, []Act{ActEnd}, []Side{ByCustomer, ByPartner}},
}

// WhoHears returns the sides that are told of an act on a request of a way by one of them. ByOther are the
// admins but the one who acts; the sides that are told are never the one that acts.
func WhoHears(w Way, act Act, by Side) (sides []Side) {
	for _, t := range hearings {
		if slices.Contains(t.ways, w) && slices.Contains(t.acts, act) {
			sides = slices.DeleteFunc(slices.Clone(t.sides), func(s Side) bool { return s == by })
		}
	}
	return sides
}

// Heard is an act on a request of a way that somebody is told of.
type Heard struct {
	Way Way
	Act Act
}

// AllHeard returns all of them, in the order of the table.
func AllHeard() (all []Heard) {
	for _, t := range hearings {
		for _, w := range t.ways {
			for _, act := range t.acts {
				all = append(all, Heard{w, act})
			}
		}
	}
	return all
}

// Reminder returns which of the programme's reminders of an end is due: the one of the fewest days before the last
// day of those whose time has come, 0 for none. One whose time was before what ends began is never due; nor is any
// once the last day has come.
func (p *Programme) Reminder(began, end, now Instant) (days int) {
	if end == NoEnd || p.DaysLeft(end, now) < 1 {
		return 0
	}
	for _, n := range p.Terms.RemindDays { // the most first
		if at := p.Midnight(p.DayAt(end-1) - Day(n)); began < at && at <= now {
			days = n
		}
	}
	return days
}

// DaysLeft counts the days from the one of an instant to the last day of what ends: 0 on that day.
func (p *Programme) DaysLeft(end, now Instant) int { return int(p.DayAt(end-1) - p.DayAt(now)) }
