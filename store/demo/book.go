package demo

import (
	"time"

	"shimei/store/programme"
)

// tie is how a partner comes to be associated with one of its customers.
type tie struct {
	tenant *customer
	home   partner // a location, or a partner without locations
	dpor   bool
	dap    bool
	seller string // the partner that sells to the customer, where one does
	tight  bool   // nothing is sold to it in the window beyond the plan
	met    bool   // the tenant-wide associations are made
}

// book makes the customers of one partner account, and with them the account's figures.
func (w *world) book(p *plan) {
	homes := offices(p.account)
	ties := make([]*tie, p.customers)
	for k := range ties {
		ties[k] = w.meet(homes[k%len(homes)], k)
		ties[k].tight = p.tight()
	}
	var reached int64
	for k, seats := range w.split(p.seats, p.fresh) {
		s := w.hold(ties[k], "office365", w.day(lastMonth-11, lastMonth-1))
		w.sell(s, ties[k].seller, s.start, seats)
		reached += s.entitlements(lastMonth)
	}
	older := ties[p.fresh:]
	for k, share := range w.split(max(p.office-reached, 0), len(older)) {
		w.older(older[k], share, k%6 == 1)
	}
	// What else they have begins with the older customers, as it does.
	last := func(k int) *tie { return ties[len(ties)-1-k] }
	for k, seats := range w.split(p.crm, some(p.crm, int(p.crm/15), p.customers)) {
		s := w.hold(last(k), "crm-online", w.day(lastMonth-11, lastMonth-1))
		w.sold(s, last(k).seller, seats)
	}
	for k, dollars := range w.split(p.azure, some(p.azure, p.customers/2, p.customers)) {
		s := w.hold(last(k), "azure", w.day(firstMonth, lastMonth-5))
		s.target = dollars * 100
		w.licence(s, last(k))
	}
	mobility := []string{"ems", "intune", "aad-premium"}
	for k, share := range w.split(p.mobility, some(p.mobility, p.customers*9/10, p.customers)) {
		s := w.hold(last(k), mobility[k%len(mobility)], w.day(firstMonth+4, lastMonth-2))
		w.supply(s, last(k), s.start, s.seatsFor(share))
	}
}

// some returns over how many of the customers an amount is spread: none where there is no
// amount, and otherwise at least one.
func some(amount int64, wanted, customers int) int {
	if amount == 0 {
		return 0
	}
	return min(max(wanted, 1), customers)
}

// meet makes the k-th customer of a partner, associated by one route or another.
func (w *world) meet(home partner, k int) *tie {
	t := &tie{tenant: w.newCustomer(home.country), home: home, seller: reseller(home.country)}
	switch k % 10 {
	case 0, 2, 5, 7:
		t.dpor = true
	case 3, 8:
		t.dap = true
	case 1, 6:
		t.dpor, t.dap = true, true
	case 4:
		t.seller = home.id
	case 9:
		t.dpor, t.seller = true, home.id
	}
	return t
}

// older gives a customer an Office 365 subscription from before the window that reaches a
// share of the account's entitlements. A renewed one is the second of two: it continues
// the use of the first, and had to be nominated for anew.
func (w *world) older(t *tie, share int64, renewed bool) {
	if share == 0 {
		return
	}
	start := w.day(firstMonth-4, lastMonth-13)
	if t.tight || !renewed {
		s := w.hold(t, "office365", start)
		w.supply(s, t, start, s.seatsFor(share))
		return
	}
	first := w.hold(t, "office365", w.day(firstMonth-4, firstMonth+2))
	first.end = firstOf(lastMonth - programme.Month(w.between(1, 12)))
	s := w.hold(t, "office365", first.end)
	s.since = first.since
	seats := s.seatsFor(share)
	w.sell(first, t.seller, first.start, seats*9/10+1)
	w.sell(s, t.seller, s.start, seats)
}

// firstOf returns the first day of a month.
func firstOf(m programme.Month) time.Time { return date(m.Year(), m.Number(), 1) }
