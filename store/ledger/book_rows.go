package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"shimei/store/db"
	"shimei/store/history"
	"shimei/store/programme"
)

// The variables that rows are scanned into stand outside of the functions that scan, so that they
// are not made anew for each of many rows. They are of type string, any or db.Whole: into every
// other type database/sql scans by reflection, which takes several times as long.

// endOr is a column of ends, with programme.NoEnd in place of NULL.
func endOr(column string) string {
	return "coalesce(" + column + ", " + strconv.FormatInt(int64(programme.NoEnd), 10) + ")"
}

// loadSubscriptions loads the subscriptions that satisfy a condition, each for those of the wanted
// tenants that ever held it.
func (b *Book) loadSubscriptions(wanted func(customer int64) bool, where string, args ...any) error {
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
			programme.Instant(start), programme.Instant(end), int32(place), b.kinds.number(kind), 0}
		dates.shift(&s.start, 0)
		dates.shift(&s.end, 1)
		b.subscriptions = append(b.subscriptions, s)
		switch {
		case b.ids != nil:
			b.ids[int64(key)] = id
		case b.refs != nil:
			b.refs[programme.Key(id)] = SubscriptionRef{int64(key), int64(customer), place}
		}
		return nil
	}, "SELECT customer_id, id, product, kind, start_at, "+endOr("end_at")+", "+b.idColumn()+days+" FROM subscriptions WHERE "+where, args...)
	if err != nil {
		return err
	}
	if b.named != nil {
		b.named()
	}
	if err := b.loadHistories(keysCondition(b.keys())); err != nil {
		return err
	}
	b.spread(wanted)
	for _, kind := range b.kinds {
		b.always = append(b.always, programme.Always(programme.Kind(kind)))
	}
	b.sortSubscriptions()
	return nil
}

func (b *Book) sortSubscriptions() {
	slices.SortFunc(b.subscriptions, func(x, y bookedSubscription) int {
		if x.customer != y.customer {
			return cmp.Compare(x.customer, y.customer)
		}
		return cmp.Compare(x.key, y.key)
	})
	b.place = make(map[int64]int32, len(b.subscriptions))
	for k := len(b.subscriptions) - 1; k >= 0; k-- { // the facts of one that moved are kept with the first of its tenants
		b.place[b.subscriptions[k].key] = int32(k)
	}
}

// keysCondition is a condition that lets through what has one of some keys: where they are many, all.
func keysCondition(keys []int64) string {
	if len(keys) > tenantsAtOnce {
		return history.All
	}
	return "IN " + db.Keys(keys)
}

// idColumn is the column with the id of a subscription, or with the key of it, or "" where nobody asks
// for either.
func (b *Book) idColumn() string {
	switch {
	case b.ids != nil:
		return "subscription_id"
	case b.refs != nil:
		return "subscription_key"
	}
	return "''"
}

func (b *Book) loadAssociations(where string, args ...any) error {
	load := b.loadAssociationsInForce
	if b.d.elsewhere() {
		load = b.loadAssociationsElsewhere
	}
	err := load(where, args...)
	b.sortAssociations()
	return err
}

func (b *Book) sortAssociations() {
	slices.SortFunc(b.associations, func(x, y bookedAssociation) int {
		if x.customer != y.customer {
			return cmp.Compare(x.customer, y.customer)
		}
		return cmp.Compare(x.Key, y.Key)
	})
}

func (b *Book) loadAssociationsInForce(where string, args ...any) error {
	var route string
	var customer, key, partner, subscription, from, to, nominator db.Whole
	return b.d.tx.Each(func(scan db.Scan) error {
		if err := scan(&customer, &key, &route, &partner, &subscription, &from, &to, &nominator); err != nil {
			return err
		}
		place, known := b.d.p.Route(route)
		if !known {
			return b.unknownRoute(route)
		}
		b.associations = append(b.associations, bookedAssociation{int64(customer), programme.Association{Key: int64(key), Route: place,
			Partner: int64(partner), Subscription: int64(subscription), From: programme.Instant(from), To: programme.Instant(to),
			Nominator: int64(nominator)}})
		return nil
	}, "SELECT customer_id, id, route, partner_id, coalesce(subscription_id, 0), from_at, "+endOr("to_at")+", "+nominatorColumn+
		" FROM associations WHERE "+where, args...)
}

// nominatorColumn is the tenant whose person nominated, 0 where nobody in the portal did (R5a).
const nominatorColumn = "CASE WHEN opened_by IS NULL THEN 0 ELSE customer_id END"

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

// loadStandings gives each association the standings of its partner.
func (b *Book) loadStandings(where string, args ...any) error {
	standings, err := b.d.Standings(where, args...)
	for k := range b.associations {
		a := &b.associations[k]
		a.Standings = standings[a.Partner]
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
