package programme

import "slices"

// Life is what the rules know of a request and of what came of it.
type Life struct {
	Way      Way
	State    State
	Due      Instant // when its state is over: an answer's last instant, a delegation's end; NoEnd for never
	Days     int     // for how long a delegation is asked, or extended
	AskedBy  int64   // key of the person, 0 for nobody
	Objected bool    // the customer has objected
	Disputed bool    // the partner has used its one dispute
	Reviewed bool    // an admin has looked at what the programme wants reviewed, or nothing is to be
}

// ObjectionStands reports whether the customer objects, and somebody has yet to decide or to look at that.
func (l Life) ObjectionStands() bool {
	return l.Objected && (l.State.Waits() || l.State == StateActive && !l.Reviewed)
}

// Actor is who means to act: a side, and the person where it is one.
type Actor struct {
	Side   Side
	Person int64
}

// sides are the actor's sides toward a life: an admin who did not ask for it is another one too.
func (a Actor) sides(l *Life) []Side {
	if a.Side == ByVendor && a.Person != l.AskedBy {
		return []Side{ByVendor, ByOther}
	}
	return []Side{a.Side}
}

// Acts returns what an actor may do to a life at an instant, in the order of the table. Pages show
// exactly these.
func (l Life) Acts(a Actor, now Instant) (acts []Act) {
	for k := range steps {
		for _, side := range a.sides(&l) {
			if steps[k].takes(l.Way, l.State, side) && l.mayNow(steps[k].act, now) {
				acts = append(acts, steps[k].act)
			}
		}
	}
	return acts
}

// ToReview reports whether an admin has to look: somebody waits for the vendor, or what is in effect was not
// looked at.
func (l Life) ToReview() bool {
	return l.State == StateSubmitted || l.State == StateActive && !l.Reviewed
}

// mayNow reports whether nothing but the table keeps an act away: whether the state's time is not over,
// or for the clock is over, and whether what happens once did not happen.
func (l *Life) mayNow(act Act, now Instant) bool {
	over := l.Due <= now
	switch act {
	case ActLapse, ActExpire:
		return over
	case ActDispute:
		return !over && !l.Disputed
	case ActObject:
		return !over && !l.Objected
	case ActApprove: // of what is in effect: it was looked at, and stays
		return l.State != StateActive && !over || l.State == StateActive && !l.Reviewed
	}
	return !over
}

// After returns a life after an act, or the refusal of one that the table does not allow: RefusedActor
// where nobody of that side ever acts so in this way, and RefusedState where it is not the time.
func (p *Programme) After(l Life, a Actor, act Act, now Instant) (Life, error) {
	if !slices.Contains(l.Acts(a, now), act) {
		return l, &Refusal{Code: l.refusedAs(a, act)}
	}
	s := l.stepOf(a, act)
	if s.to != StateNone {
		l.State, l.Due = s.to, p.due(l, s.to, now)
	}
	l.Objected = l.Objected || act == ActObject
	l.Disputed = l.Disputed || act == ActDispute
	l.Reviewed = act != ActObject && (l.Reviewed || act == ActApprove || act == ActReject)
	return l, nil
}

// stepOf returns the row of the table by which an actor acts.
func (l *Life) stepOf(a Actor, act Act) *step {
	k := slices.IndexFunc(steps, func(s step) bool {
		return s.act == act && slices.ContainsFunc(a.sides(l), func(side Side) bool { return s.takes(l.Way, l.State, side) })
	})
	return &steps[k]
}

func (l *Life) refusedAs(a Actor, act Act) string {
	if slices.ContainsFunc(steps, func(s step) bool {
		return s.act == act && slices.Contains(s.ways, l.Way) && slices.ContainsFunc(a.sides(l), func(side Side) bool { return slices.Contains(s.sides, side) })
	}) {
		return RefusedState
	}
	if a.Side == ByVendor && slices.ContainsFunc(steps, func(s step) bool {
		return s.act == act && slices.Contains(s.ways, l.Way) && slices.Contains(s.sides, ByOther)
	}) {
		return RefusedOwn
	}
	return RefusedActor
}

// due returns when a state that a life comes into is over.
func (p *Programme) due(l Life, s State, now Instant) Instant {
	t := &p.Terms
	switch {
	case s == StateProposed:
		return p.In(now, t.AnswerDays)
	case s == StateReturned:
		return p.In(now, t.ReturnDays)
	case s == StateRejected && l.Way == WayClaim && !l.Disputed:
		return p.In(now, t.DisputeDays)
	case s == StateActive && l.Way == WayDelegation:
		return p.In(now, l.Days)
	}
	return NoEnd
}

// ClaimableFrom returns from when a claim that was rejected at an instant can be made again: while it can be
// disputed the dispute is the way, and one that was disputed in vain rests as long.
func (p *Programme) ClaimableFrom(rejected Instant) Instant {
	return p.In(rejected, p.Terms.DisputeDays)
}

// ClaimAgain refuses a claim to a subscription where an account's last one like it was rejected at an instant, 0 for
// none, and can still be disputed or rests.
func (p *Programme) ClaimAgain(rejected, now Instant, subscription string) error {
	if rejected != 0 && now < p.ClaimableFrom(rejected) {
		return &Refusal{Code: RefusedAgain, Name: subscription}
	}
	return nil
}

// In returns the end of the day that is some days after that of an instant: its last day counts whole.
func (p *Programme) In(now Instant, days int) Instant {
	return p.Midnight(p.DayAt(now) + Day(days) + 1)
}

// Acts returns every act of the table, in its order.
func Acts() (acts []Act) {
	for k := range steps {
		if !slices.Contains(acts, steps[k].act) {
			acts = append(acts, steps[k].act)
		}
	}
	return acts
}
