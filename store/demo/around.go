package demo

import (
	"time"

	"shimei/store/programme"
)

// around adds subscriptions that credit nobody: trials, those that have ended, and the partners' own.
func (w *world) around() {
	for _, c := range w.customers[len(workedCases):] {
		if c == &alpine || c == &hoshi {
			continue
		}
		if w.once(7) {
			s := w.try(c, w.seated(4), w.day(firstMonth, lastMonth-1), int(w.between(30, 60)))
			if w.once(2) {
				w.dpor(w.anyone(""), s, soon(s.start, 5), time.Time{})
			}
		}
		if w.once(6) {
			w.past(c)
		}
	}
	for _, id := range []string{northwind, adatum, "4102338", "4330419", "4638827", "4627790"} {
		w.within(offices(id)[0])
	}
}

// past gives a customer a subscription that has ended, of a partner that it had then.
func (w *world) past(c *customer) {
	s := w.open(c, w.seated(3), w.day(firstMonth-4, lastMonth-16))
	s.end, s.renewal = s.start.AddDate(1, 0, 0), time.Time{}
	w.sell(s, reseller(c.country), s.start, w.between(10, 80))
	w.dpor(w.anyone(""), s, soon(s.start, w.between(4, 30)), time.Time{})
}

// within makes a partner a customer of its own: internal use rights, which credit nothing.
func (w *world) within(p partner) {
	c := &customer{guid("tenant", p.id), p.name + " (internal use)", p.email + ".example", p.country, kana[p.name]}
	w.customers = append(w.customers, c)
	for _, product := range []string{"office365", "ems"} {
		s := w.open(c, product, w.day(firstMonth, lastMonth-6))
		s.kind, s.licensing, s.end = programme.Internal, "direct", time.Time{}
		s.provide(s.start, 25*w.between(1, 4))
		w.dpor(p.id, s, soon(s.start, 3), time.Time{})
	}
}

// seated returns one of the products that are counted by seats: of the first so many and
// one, the last of which is Office 365. To have had that before would make a customer that
// comes back to it a new one.
func (w *world) seated(last int64) string {
	return []string{"crm-online", "intune", "aad-premium", "ems", "office365"}[w.between(0, last)]
}
