package main

import "time"

// subscription is one of the world's, with what its dice say of it.
type subscription struct {
	id      string
	tenant  int32
	product string
	kind    string
	seats   int // 0 for Azure, which is metered
	start   time.Time
	end     time.Time // zero where it goes on
}

// earliestStart is when the first subscriptions begin.
var earliestStart = dayOf(-5, 1)

// subscription returns the nth of the world's subscriptions.
func (w *world) subscription(n int32) subscription {
	d := diceOf(ofSubscription, int(n))
	s := subscription{id: d.guid(), tenant: w.tenant[n], product: productOf(d.between(0, 99)), kind: "paid"}
	switch roll := d.between(0, 99); {
	case roll >= 99:
		s.kind = "internal"
	case roll >= 96:
		s.kind = "trial"
	}
	if seats := d.between(5, 60) * d.between(1, 8); s.product != azure {
		s.seats = seats
	}
	s.start = earliestStart.AddDate(0, 0, d.between(0, 208))
	if d.in100(5) { // from the year's last month on, so that all report the year through
		s.end = dayOf(monthsAtFirst, 1).AddDate(0, 0, d.between(0, 400))
	}
	return s
}

const azure = "azure"

// productOf shares the products of the shipped programme out over a hundred rolls.
func productOf(roll int) string {
	switch {
	case roll < 45:
		return "office365"
	case roll < 65:
		return azure
	case roll < 75:
		return "ems"
	case roll < 85:
		return "crm-online"
	case roll < 93:
		return "intune"
	}
	return "aad-premium"
}

// nominated returns how many partners of record a subscription has had: none for four in
// ten, which somebody may nominate for yet, and two for one in ten.
func nominated(n int32) int {
	switch n % 10 {
	case 0:
		return 2
	case 1, 2, 3, 4, 5:
		return 1
	}
	return 0
}

// orders returns how many sales a subscription has, nine for ten subscriptions.
func orders(n int32) int {
	switch m := n % 20; {
	case m < 2:
		return 2
	case m < 16:
		return 1
	}
	return 0
}
