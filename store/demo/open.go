package demo

import (
	"time"

	"shimei/store/programme"
)

// The two customers of the guided tour.
var (
	alpine = customer{guid("tenant", "alpineskihouse"), "Alpine Ski House", "alpineskihouse.example", "US", ""}
	hoshi  = customer{guid("tenant", "hoshifurisato"), "星降里製菓株式会社", "hoshifurisato-seika.example", "JP", "ほしふりさとせいか"}
)

// tour makes the two customers that the demo's people are of. What they leave without a
// partner of record is just what lifts Adatum, and 蛍沢データサービス, to silver.
func (w *world) tour() {
	w.customers = append(w.customers, &alpine, &hoshi)

	w.ordered(&alpine, "office365", date(2015, 2, 10), 120)
	crm := w.ordered(&alpine, "crm-online", date(2015, 1, 19), 60)
	w.dpor(northwind, crm, date(2015, 2, 2), time.Time{})
	ems := w.ordered(&alpine, "ems", date(2015, 9, 1), 80)
	w.dpor(northwind, ems, date(2015, 9, 14), time.Time{})
	azure := w.ordered(&alpine, "azure", date(2015, 6, 8), 0)
	azure.target = 6_000_00
	w.dpor("4627790", azure, date(2015, 6, 8), time.Time{})
	before := w.ordered(&alpine, "aad-premium", date(2015, 2, 1), 80)
	before.end, before.renewal = date(2016, 2, 1), time.Time{}
	w.dpor(northwind, before, date(2015, 2, 16), time.Time{})
	after := w.ordered(&alpine, "aad-premium", before.end, 90)
	after.since = before.since
	w.try(&alpine, "intune", date(2016, 3, 21), 60)
	w.dap("4102338", &alpine, date(2015, 3, 2), time.Time{})

	office := w.ordered(&hoshi, "office365", date(2014, 10, 6), 90)
	w.dpor("4330419", office, date(2014, 10, 20), time.Time{})
	azure = w.ordered(&hoshi, "azure", date(2015, 9, 7), 0)
	azure.target = 9_000_00
	w.ordered(&hoshi, "intune", date(2015, 11, 2), 40)
	ended := w.ordered(&hoshi, "crm-online", date(2014, 11, 10), 25)
	ended.end, ended.renewal = date(2015, 11, 10), time.Time{}
	w.dpor("4656613", ended, date(2014, 11, 25), time.Time{})
}

// ordered opens a subscription that the country's reseller sold, and that goes on.
func (w *world) ordered(c *customer, product string, start time.Time, seats int64) *subscription {
	s := w.open(c, product, start)
	s.end, s.wanes = time.Time{}, false
	w.sell(s, reseller(c.country), start, seats)
	return s
}

// try opens a trial of so many days.
func (w *world) try(c *customer, product string, start time.Time, days int) *subscription {
	s := w.open(c, product, start)
	s.kind, s.licensing = programme.Trial, "direct"
	s.end, s.renewal = start.AddDate(0, 0, days), time.Time{}
	s.provide(start, 25)
	return s
}

// unheld makes customers that have no partner of record: theirs left, was not nominated
// anew, or never was. The last ones have, and report nothing for the last month.
func (w *world) unheld() {
	products := []string{"office365", "azure", "ems", "crm-online", "intune", "aad-premium"}
	for k, country := range []string{"JP", "US", "JP", "DE", "JP", "GB", "JP", "US", "DE", "US",
		"JP", "JP", "US", "GB", "JP", "DE", "US", "JP", "US", "JP", "DE", "JP", "US", "GB"} {
		c := w.newCustomer(country)
		for nth := range w.between(2, 4) {
			s := w.open(c, products[(k+int(nth))%len(products)], w.day(firstMonth-2, lastMonth-2))
			seats := w.between(12, 140)
			if s.product == "azure" {
				seats, s.target = 0, w.between(400_00, 7_500_00)
			}
			if w.once(2) {
				w.sell(s, reseller(country), s.start, seats)
			} else {
				s.licensing = "direct"
				s.provide(s.start, seats)
			}
			if left := s.start.AddDate(0, 0, int(w.between(120, 300))); s.product != "azure" && left.Before(latest) && w.once(3) {
				w.dpor(w.anyone(""), s, soon(s.start, 9), left)
			}
		}
	}
	for _, p := range []string{"4693531", "4696870", "4700209"} {
		home := offices(p)[0]
		s := w.open(w.newCustomer(home.country), "office365", w.day(firstMonth, lastMonth-14))
		s.licensing, s.quiet = "direct", true
		s.provide(s.start, w.between(20, 60))
		w.dpor(p, s, soon(s.start, 12), time.Time{})
	}
}
