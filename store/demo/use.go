package demo

import (
	"slices"
	"time"

	"shimei/store/programme"
)

// habit is how a subscription is used, in thousandths so that every machine rounds alike.
type habit struct {
	workloads []string
	largest   bool            // the workloads combine to the largest, and not to the sum
	since     programme.Month // from which use grows
	given     int64           // seats given to users, of a thousand, when all is settled
	active    []int64         // users of a thousand seats, by workload, likewise
	wanes     bool            // use falls again after a time
	quiet     bool            // the last month is not reported
	steps     []step
	target    int64 // cents consumed in the 12 months to the last, of a metered product
}

// step is seats that come, or go, on a day.
type step struct {
	on    time.Time
	seats int64
}

// adoption bounds the active users of a workload, of a thousand seats given to users.
var adoption = map[string][2]int64{
	"exchange": {700, 900}, "sharepoint": {250, 550}, "skype": {200, 500}, "proplus": {350, 650},
	"crm": {500, 850}, "ems": {500, 800}, "device": {500, 800},
	"app-access": {400, 800}, "password-reset": {50, 250}, "mfa": {150, 450},
}

func (w *world) newHabit(product string, since programme.Month) habit {
	all := programme.BuiltIn()
	place, _ := all.Product(product)
	h := habit{workloads: all.Products[place].Workloads, since: since, wanes: w.once(12),
		largest: all.Products[place].Combine == programme.CombineMax, given: w.between(920, 1000)}
	if w.once(6) {
		h.given = w.between(550, 800) // seats lie idle: there is something to advise on
	}
	for _, id := range h.workloads {
		h.active = append(h.active, w.between(adoption[id][0], adoption[id][1])*h.given/1000)
	}
	return h
}

// provide adds seats from a day on.
func (s *subscription) provide(on time.Time, seats int64) {
	s.seats += seats
	s.steps = append(s.steps, step{on, seats})
}

// ramp returns how far the use has come in a month, in thousandths of full use.
func (h *habit) ramp(m programme.Month) int64 {
	age := int64(m - h.since)
	if h.wanes && age > 10 {
		return max(1000-15*(age-10), 600)
	}
	return min(450+55*age, 1000)
}

// entitlements returns the active entitlements of a month, as the workloads combine.
func (s *subscription) entitlements(m programme.Month) int64 {
	var all []int64
	for _, share := range s.active {
		all = append(all, s.seatsIn(m)*share*s.ramp(m)/1e6)
	}
	return s.combine(all)
}

// seatsFor returns how many seats reach so many active entitlements in the last month.
func (s *subscription) seatsFor(entitlements int64) int64 {
	rate := s.combine(s.active) * s.ramp(lastMonth)
	return (entitlements*1e6 + rate - 1) / rate
}

func (h *habit) combine(workloads []int64) int64 {
	if h.largest {
		return slices.Max(workloads)
	}
	var sum int64
	for _, n := range workloads {
		sum += n
	}
	return sum
}

// seatsIn returns the seats that the subscription has at the end of a month.
func (s *subscription) seatsIn(m programme.Month) int64 {
	var seats int64
	for _, step := range s.steps {
		if monthOf(step.on) <= m {
			seats += step.seats
		}
	}
	return seats
}

// use reports every month of a subscription. Months are missing now and then, as they are
// from a vendor's systems, but not of what is planned.
func (w *world) use(s *subscription) {
	first, last := max(firstMonth, monthOf(s.start)), lastMonth
	if !s.end.IsZero() {
		last = min(last, monthOf(s.end.AddDate(0, 0, -1)))
	}
	if s.quiet {
		last = min(last, lastMonth-1)
	}
	if len(s.workloads) == 0 {
		w.consume(s, first, last)
		return
	}
	for m := first; m <= last; m++ {
		if m < lastMonth && w.once(40) {
			continue
		}
		seats, sway := s.seatsIn(m), int64(1000)
		if m < lastMonth {
			sway = w.between(955, 1040)
		}
		assigned := seats * s.given * min(s.ramp(m)+w.between(20, 60), 1000) / 1e6
		for k, workload := range s.workloads {
			active := min(seats*s.active[k]*s.ramp(m)/1e6*sway/1000, assigned)
			w.usage = append(w.usage, &usage{s, m, workload, true, seats, assigned, active, 0})
		}
	}
}

// consume reports a metered product: consumption that grows and sways, and over the last
// 12 months adds up to the target but for the cents lost in rounding.
func (w *world) consume(s *subscription, first, last programme.Month) {
	var shape []int64
	var window int64
	for m := first; m <= last; m++ {
		n := (500 + 45*int64(m-s.since)) * w.between(900, 1100)
		shape = append(shape, n)
		if m > lastMonth-12 {
			window += n
		}
	}
	for k, n := range shape {
		m := first + programme.Month(k)
		if m <= lastMonth-12 && w.once(20) {
			continue
		}
		w.usage = append(w.usage, &usage{subscription: s, month: m, consumed: s.target * n / max(window, 1)})
	}
}
