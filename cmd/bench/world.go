package main

import "strconv"

// world is the vendor's facts before they are written. It holds who belongs to whom; what
// else there is of a thing comes from the thing's own dice.
type world struct {
	sizes
	parent  []int32 // of a partner, by its number: the global account, or -1
	ranked  []int32 // partners that can be associated, the largest first
	weights tail    // of the ranked
	tenant  []int32 // of a subscription
	home    []int32 // of a tenant: the partner that it mostly deals with
}

// newWorld decides who belongs to whom: always the same for the same sizes.
func newWorld(z sizes) *world {
	w := &world{sizes: z}
	d := diceOf(ofWorld, 0)
	w.enrol(&d)
	w.tenant = make([]int32, z.subscriptions)
	more := newTail(z.tenants, z.tenants/200) // some tenants have dozens of subscriptions, most have one or two
	for k := range w.tenant {
		if w.tenant[k] = int32(k); k >= z.tenants {
			w.tenant[k] = int32(more.pick(&d))
		}
	}
	w.home = make([]int32, z.tenants)
	for k := range w.home {
		w.home[k] = w.anyone(&d)
	}
	return w
}

// enrol makes one partner in forty a global account with two to nine locations.
func (w *world) enrol(d *dice) {
	accounts := w.partners / 40
	w.parent = make([]int32, w.partners)
	for k := range w.parent {
		w.parent[k] = -1
	}
	next := accounts
	for account := range accounts {
		for range d.between(2, 9) {
			w.parent[next] = int32(account)
			next++
		}
	}
	w.ranked = d.shuffled(w.partners - accounts)
	for k := range w.ranked {
		w.ranked[k] += int32(accounts)
	}
	w.weights = newTail(len(w.ranked), 4) // the largest deals with one tenant in thirty
}

// anyone returns a partner that can be associated, the larger ones more often.
func (w *world) anyone(d *dice) int32 { return w.ranked[w.weights.pick(d)] }

// homeOrAnyone returns a tenant's own partner in so many of a hundred cases.
func (w *world) homeOrAnyone(d *dice, tenant int32, of100 int) int32 {
	if d.in100(of100) {
		return w.home[tenant]
	}
	return w.anyone(d)
}

// account returns the global account of a partner, or the partner itself.
func (w *world) account(partner int32) int32 {
	if w.parent[partner] >= 0 {
		return w.parent[partner]
	}
	return partner
}

// isAccount reports whether a partner is not the location of another.
func (w *world) isAccount(partner int32) bool { return w.parent[partner] < 0 }

// suspended reports whether a partner is: one in a hundred, and none of those with locations.
func (w *world) suspended(partner int32) bool { return partner%100 == 99 }

func partnerID(partner int32) string { return strconv.Itoa(4_000_000 + int(partner)*7) }

func tenantID(tenant int32) string {
	d := diceOf(ofTenant, int(tenant))
	return d.guid()
}
