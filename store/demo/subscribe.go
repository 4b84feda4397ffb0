package demo

import (
	"strconv"
	"time"

	"shimei/store/programme"
)

// latest is the last day on which something happens before the demo's clock begins.
var latest = date(2016, 4, 8)

// open adds a paid subscription, without seats yet.
func (w *world) open(tenant *customer, product string, start time.Time) *subscription {
	w.counts[tenant.id+product]++
	s := &subscription{
		id:     guid("subscription", tenant.id, product, strconv.Itoa(w.counts[tenant.id+product])),
		tenant: tenant, product: product, kind: programme.Paid, start: start,
		habit: w.newHabit(product, monthOf(start)),
	}
	s.renewal, s.renews = start.AddDate(1, 0, 0), !w.once(3)
	for s.renewal.Before(latest) {
		s.renewal = s.renewal.AddDate(1, 0, 0)
	}
	// Some of those that do not renew end at their term; not in the last month, whose
	// figures are planned.
	if !s.renews && w.once(2) && monthOf(s.renewal) > lastMonth {
		s.end = s.renewal
	}
	w.subscriptions = append(w.subscriptions, s)
	return s
}

// hold opens a subscription of a customer and associates its partner with it, by the
// routes of the tie. Azure is nominated for where no other route would credit it.
func (w *world) hold(t *tie, product string, start time.Time) *subscription {
	s := w.open(t.tenant, product, start)
	if !t.met {
		t.met = true
		w.delegate(t, start)
	}
	switch {
	case product == "azure" && t.seller != t.home.id:
		w.dpor(t.home.id, s, start, time.Time{})
	case t.dpor:
		w.nominate(t, s)
	}
	return s
}

// delegate makes the tenant-wide associations: the partner's own, one that ended before
// it, and now and then that of a second partner beside it.
func (w *world) delegate(t *tie, start time.Time) {
	if t.dap {
		w.dap(t.home.id, t.tenant, soon(start, w.between(3, 20)), time.Time{})
	}
	if w.once(16) {
		from := w.day(firstMonth-4, firstMonth+6)
		w.dap(w.anyone(t.home.id), t.tenant, from, from.AddDate(0, int(w.between(3, 10)), 0))
	}
	if w.once(13) {
		w.dap(contosoBayern, t.tenant, soon(start, w.between(30, 90)), time.Time{})
	}
}

// nominate makes the partner the subscription's DPOR some days after its start. One in
// five of the older subscriptions had another before, of whom the vendor's history tells
// in one of three ways: ended at the change, never ended, or ended after it (R5 settles).
func (w *world) nominate(t *tie, s *subscription) {
	from := soon(s.start, w.between(2, 24))
	if s.product != "azure" && s.end.IsZero() && from.Before(date(2015, 3, 1)) && w.once(5) {
		before := from
		from = from.AddDate(0, 0, int(w.between(90, 400)))
		to := []time.Time{from, {}, from.AddDate(0, 1, 0)}[w.between(0, 2)]
		w.dpor(w.anyone(t.home.id), s, before, to)
	}
	w.dpor(t.home.id, s, from, time.Time{})
}

// supply gives a subscription its seats: on the web without a partner, or sold, and then
// in some cases a part of them later.
func (w *world) supply(s *subscription, t *tie, start time.Time, seats int64) {
	reached := t.dpor || t.dap // so that no sale is needed for the partner's credit
	switch {
	case reached && w.once(4):
		s.licensing = "direct"
		s.provide(start, seats)
	case !t.tight && monthOf(start) < lastMonth-6 && seats >= 20 && w.once(3):
		more := max(seats/10, 1)
		w.sell(s, t.seller, start, seats-more)
		w.sell(s, t.seller, w.day(lastMonth-5, lastMonth-1), more)
	default:
		w.sell(s, t.seller, start, seats)
	}
}

// sold is a sale of exactly so many seats after all: one in four gives some back.
func (w *world) sold(s *subscription, seller string, seats int64) {
	if !w.once(4) || monthOf(s.start) > lastMonth-3 {
		w.sell(s, seller, s.start, seats)
		return
	}
	back := w.between(1, 5)
	w.sell(s, seller, s.start, seats+back)
	w.sell(s, seller, s.start.AddDate(0, 2, 0), -back)
}

// licence records the order of a metered subscription, which has no seats to sell.
func (w *world) licence(s *subscription, t *tie) {
	if t.seller == t.home.id || w.once(2) {
		w.sell(s, t.seller, s.start, 0)
		return
	}
	s.licensing = "direct"
}

// sell records an order, and the seats that it brings.
func (w *world) sell(s *subscription, seller string, on time.Time, seats int64) {
	if s.licensing == "" {
		s.licensing = []string{"open", "csp", "open", "mpsa"}[w.between(0, 3)]
		if seats >= 250 {
			s.licensing = "ea"
		}
	}
	w.orders++
	w.sales = append(w.sales, &sale{"SO-" + strconv.Itoa(100_000+w.orders), s, seller, on, seats})
	if seats != 0 {
		s.provide(on, seats)
	}
}

func (w *world) dpor(partner string, s *subscription, from, to time.Time) {
	w.associations = append(w.associations, &association{route: "dpor", partner: partner, subscription: s, from: from, to: to})
}

func (w *world) dap(partner string, tenant *customer, from, to time.Time) {
	w.associations = append(w.associations, &association{route: "dap", partner: partner, tenant: tenant, from: from, to: to})
}

// anyone returns a partner that can be associated, and is not the one given.
func (w *world) anyone(but string) string {
	for {
		p := listed[w.rng.IntN(len(listed))]
		if p.id != but && offices(p.id)[0].id == p.id {
			return p.id
		}
	}
}

// soon returns the day so many days later, but none after the latest.
func soon(t time.Time, days int64) time.Time {
	if later := t.AddDate(0, 0, int(days)); later.Before(latest) {
		return later
	}
	return latest
}
