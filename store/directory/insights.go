package directory

import (
	"errors"

	"shimei/store/programme"
)

// Insight is what a customer's subscriptions of one product, or of all, say about their use: those that go on,
// by the month that figures are of. What is reported of them together (R8) is in it once.
type Insight struct {
	Product       int   // place in Programme.Products; -1 for all
	Subscriptions int64 // that go on
	Without       int64 // of these, that take a partner of record and have none
	Bought        int64 // seats, as far as they are reported; likewise the others
	Assigned      int64
	Active        int64
	Unassigned    int64 // bought and not assigned, of what reports both
	Idle          int64 // assigned and not active, of what reports both
}

// Insights returns what a customer's subscriptions say about their use: all together, and by product in the
// programme's order. The error is also of a sum beyond 2^63 (R11).
func (d Directory) Insights(customer int64) (all Insight, products []Insight, err error) {
	by := make([]Insight, len(d.p.Products))
	var together []Together
	goesOn := false
	list := d.Subscriptions(customer, SubscriptionFilter{Ended: &goesOn})
	err = list.Each(list.Order.Usual, func(s Subscription) error {
		x := &by[s.Product]
		x.Subscriptions++
		if s.Present == nil && s.Nominable(d.p, d.tx.Now) == nil {
			x.Without++
		}
		together = s.AddTogether(together)
		if s.Together != nil && s.Together.Available != nil { // which stands for what each of them has
			return nil
		}
		return x.add(programme.UsedSeats{Bought: s.Seats, Assigned: s.Assigned, Active: s.Active})
	})
	for k := 0; k < len(together) && err == nil; k++ {
		t := together[k]
		err = by[t.Product].add(programme.UsedSeats{Bought: t.Available, Assigned: t.Assigned, Active: t.Active})
	}
	all.Product = -1
	for k := 0; k < len(by) && err == nil; k++ {
		if by[k].Product = k; by[k].Subscriptions > 0 {
			products = append(products, by[k])
			err = all.sum(by[k])
		}
	}
	return all, products, err
}

func (x *Insight) add(s programme.UsedSeats) error {
	return errors.Join(addTo(&x.Bought, value(s.Bought)), addTo(&x.Assigned, value(s.Assigned)), addTo(&x.Active, value(s.Active)),
		addTo(&x.Unassigned, s.Unassigned()), addTo(&x.Idle, s.Idle()))
}

func (x *Insight) sum(more Insight) error {
	x.Subscriptions, x.Without = x.Subscriptions+more.Subscriptions, x.Without+more.Without
	return errors.Join(addTo(&x.Bought, more.Bought), addTo(&x.Assigned, more.Assigned), addTo(&x.Active, more.Active),
		addTo(&x.Unassigned, more.Unassigned), addTo(&x.Idle, more.Idle))
}

func addTo(sum *int64, more int64) (err error) {
	*sum, err = programme.Add(*sum, more)
	return err
}

func value(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}
