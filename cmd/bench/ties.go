package main

import "fmt"

// writeSales writes nine sales for ten subscriptions. A second one adds seats, or in one of
// three cases gives some back.
func writeSales(w *world, row func(...string)) {
	row("order_id", "subscription_id", "partner_id", "date", "seats")
	number := 0
	for k := range int32(w.subscriptions) {
		s, d := w.subscription(k), diceOf(ofSales, int(k))
		seller := w.homeOrAnyone(&d, s.tenant, 50)
		for n := range orders(k) {
			on, seats := s.start, s.seats
			if n > 0 {
				on, seats = on.AddDate(0, 0, d.between(20, 300)), s.seats/4
				if d.in100(33) {
					seats = -seats
				}
			}
			number++
			row(fmt.Sprintf("SO-%07d", number), s.id, partnerID(seller), day(on), fmt.Sprint(seats))
		}
	}
}

// writeAssociations writes the nominations and the delegated administrations.
func writeAssociations(w *world, row func(...string)) {
	row("route", "partner_id", "subscription_id", "tenant_id", "from", "to")
	for k := range int32(w.subscriptions) {
		s, d := w.subscription(k), diceOf(ofNominations, int(k))
		from := s.start
		for range nominated(k) {
			from = from.AddDate(0, 0, d.between(1, 110))
			row("dpor", partnerID(w.homeOrAnyone(&d, s.tenant, 70)), s.id, "", day(from), "")
		}
	}
	for k := int32(0); k < int32(w.tenants); k += 2 {
		d := diceOf(ofDelegation, int(k))
		from, to := earliestStart.AddDate(0, 0, d.between(10, 400)), ""
		if d.in100(5) {
			to = day(from.AddDate(0, 0, d.between(30, 300)))
		}
		row("dap", partnerID(w.homeOrAnyone(&d, k, 60)), "", tenantID(k), day(from), to)
	}
}

// largest returns the active account with the most associations, by its number.
func (w *world) largest() int32 {
	held := make([]int, w.partners)
	byID := make(map[string]int32, w.partners)
	for k := range int32(w.partners) {
		byID[partnerID(k)] = k
	}
	for _, write := range []func(*world, func(...string)){writeSales, writeAssociations} {
		column := -1
		write(w, func(cells ...string) {
			if column < 0 {
				for column = 0; cells[column] != "partner_id"; column++ {
				}
				return
			}
			held[w.account(byID[cells[column]])]++
		})
	}
	best := int32(-1)
	for k := range held {
		if !w.suspended(int32(k)) && (best < 0 || held[k] > held[best]) {
			best = int32(k)
		}
	}
	return best
}

// open is a nomination that somebody may still make: a subscription without a partner of
// record, one a tenant, and the partner to nominate.
type open struct {
	tenant       int32
	subscription string
	partner      string
}

// open returns so many of them, or as many as there are.
func (w *world) open(most int) []open {
	var list []open
	taken := make(map[int32]bool, most)
	d := diceOf(ofWorld, 1)
	for _, k := range d.shuffled(w.subscriptions) {
		s := w.subscription(k)
		if len(list) == most {
			break
		}
		if nominated(k) > 0 || taken[s.tenant] || !s.end.IsZero() {
			continue
		}
		partner := w.anyone(&d)
		for w.suspended(partner) || w.suspended(w.account(partner)) {
			partner = w.anyone(&d)
		}
		taken[s.tenant] = true
		list = append(list, open{s.tenant, s.id, partnerID(partner)})
	}
	return list
}
