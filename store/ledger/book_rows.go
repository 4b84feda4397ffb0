package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"shimei/store/db"
	"shimei/store/programme"
)

// The variables that rows are scanned into stand outside of the functions that scan, so that they
// are not made anew for each of many rows. They are of type string, any or db.Whole: into every
// other type database/sql scans by reflection, which takes several times as long.

// endOr is a column of ends, with programme.NoEnd in place of NULL.
func endOr(column string) string {
	return "coalesce(" + column + ", " + strconv.FormatInt(int64(programme.NoEnd), 10) + ")"
}

func (b *Book) loadSubscriptions(where string, args ...any) error {
	var customer, key, start, end db.Whole
	var product, kind, id string
	dates := b.dates()
	days, places := dates.columns("start_day", "end_day")
	dest := append([]any{&customer, &key, &product, &kind, &start, &end, &id}, places...)
	err := b.d.tx.Each(func(scan db.Scan) error {
		if err := scan(dest...); err != nil {
			return err
		}
		place, known := b.d.p.Product(product)
		if !known && !b.d.past { // in the past it is -1, which nothing lists
			return fmt.Errorf("the programme does not know product %q of a subscription", product)
		}
		s := bookedSubscription{int64(customer), int64(key),
			programme.Instant(start), programme.Instant(end), int32(place), b.kinds.number(kind)}
		dates.shift(&s.start, 0)
		dates.shift(&s.end, 1)
		b.subscriptions = append(b.subscriptions, s)
		if b.ids != nil {
			b.ids[id] = SubscriptionRef{int64(key), int64(customer), place}
		}
		return nil
	}, "SELECT customer_id, id, product, kind, start_at, "+endOr("end_at")+", "+b.idColumn()+days+" FROM subscriptions WHERE "+where, args...)
	if err != nil {
		return err
	}
	if b.named != nil {
		b.named()
	}
	slices.SortFunc(b.subscriptions, func(x, y bookedSubscription) int {
		if x.customer != y.customer {
			return cmp.Compare(x.customer, y.customer)
		}
		return cmp.Compare(x.key, y.key)
	})
	b.place = make(map[int64]int32, len(b.subscriptions))
	for k := range b.subscriptions {
		b.place[b.subscriptions[k].key] = int32(k)
	}
	return nil
}

// idColumn is the column with the id of a subscription, or "" where nobody asks for ids.
func (b *Book) idColumn() string {
	if b.ids == nil {
		return "''"
	}
	return "subscription_id"
}

func (b *Book) loadAssociations(where string, args ...any) error {
	load := b.loadAssociationsInForce
	if b.d.elsewhere() {
		load = b.loadAssociationsElsewhere
	}
	err := load(where, args...)
	slices.SortFunc(b.associations, func(x, y bookedAssociation) int {
		if x.customer != y.customer {
			return cmp.Compare(x.customer, y.customer)
		}
		return cmp.Compare(x.Key, y.Key)
	})
	return err
}

func (b *Book) loadAssociationsInForce(where string, args ...any) error {
	var route string
	var customer, key, partner, subscription, from, to db.Whole
	return b.d.tx.Each(func(scan db.Scan) error {
		if err := scan(&customer, &key, &route, &partner, &subscription, &from, &to); err != nil {
			return err
		}
		place, known := b.d.p.Route(route)
		if !known {
			return b.unknownRoute(route)
		}
		b.associations = append(b.associations, bookedAssociation{int64(customer), programme.Association{Key: int64(key), Route: place,
			Partner: int64(partner), Subscription: int64(subscription), From: programme.Instant(from), To: programme.Instant(to)}})
		return nil
	}, "SELECT customer_id, id, route, partner_id, coalesce(subscription_id, 0), from_at, "+endOr("to_at")+" FROM associations WHERE "+where, args...)
}

// unknownRoute is the error of an association by a route that the programme does not know, nil in the
// past: it is left out then.
func (b *Book) unknownRoute(route string) error {
	if b.d.past {
		return nil
	}
	return fmt.Errorf("the programme does not know route %q of an association", route)
}

// loadStandingsOfPartners is loadStandings of the partners that the book names.
func (b *Book) loadStandingsOfPartners() error {
	var args []any
	return b.loadStandings("p.id IN "+db.Among(b.partners(), &args), args...)
}

// loadStandings gives each association the account of its partner (R7), and whether the partner or
// the account is suspended (R6).
func (b *Book) loadStandings(where string, args ...any) error {
	type standing struct {
		account   int64
		suspended bool
	}
	standings := map[int64]standing{}
	err := b.d.tx.Each(func(scan db.Scan) error {
		var partner int64
		var s standing
		err := scan(&partner, &s.account, &s.suspended)
		standings[partner] = s
		return err
	}, `SELECT p.id, coalesce(p.parent_id, p.id), p.suspended OR coalesce(g.suspended, FALSE)
		FROM partners p LEFT JOIN partners g ON g.id = p.parent_id WHERE `+where, args...)
	for k := range b.associations {
		a := &b.associations[k]
		s := standings[a.Partner]
		a.Account, a.Suspended = s.account, s.suspended
	}
	return err
}

// loadSales loads the sales of subscriptions in the book. It is an error where the seats of one
// subscription's records could add up beyond 2^63: the rules sum those of a month (R11).
func (b *Book) loadSales(where string, args ...any) error {
	var subscription, instant, seats db.Whole
	dates := b.dates()
	days, places := dates.columns("sold_day")
	dest := append([]any{&subscription, &instant, &seats}, places...)
	err := b.d.tx.Each(func(scan db.Scan) error {
		if err := scan(dest...); err != nil {
			return err
		}
		if place, known := b.place[int64(subscription)]; known {
			s := bookedSale{place, programme.Sale{At: programme.Instant(instant), Seats: int64(seats)}}
			dates.shift(&s.At, 0)
			b.sales = append(b.sales, s)
		}
		return nil
	}, "SELECT subscription_id, sold_at, seats"+days+" FROM sales WHERE "+where, args...)
	if err != nil {
		return err
	}
	slices.SortFunc(b.sales, func(x, y bookedSale) int { return cmp.Compare(x.place, y.place) })
	var sold int64
	for k, s := range b.sales {
		if k == 0 || b.sales[k-1].place != s.place {
			sold = 0
		}
		if sold, err = programme.Add(sold, max(s.Seats, -s.Seats)); err != nil {
			return fmt.Errorf("seats sold on a subscription: %w", err)
		}
	}
	return nil
}
