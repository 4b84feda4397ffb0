package ledger

import (
	"database/sql"
	"fmt"

	"shimei/store/db"
	"shimei/store/programme"
)

// The database holds days with the instants at which they begin by the programme in force. A book by
// a programme with another time zone has them begin when that says, as if it were in force: what
// hangs on the order of days and instants is settled anew. This file is all that such a book does
// besides.

// elsewhere reports whether days begin at other instants than the database holds.
func (d Deriver) elsewhere() bool { return !d.p.SameDays(d.inForce) }

// slack is how much further a condition on instants has to reach where days begin elsewhere: no two
// zones are so far apart.
const slack programme.Instant = 2 * 24 * 60 * 60 * 1000

// earliest is a bound from which instants of the database are needed, for what is needed from an
// instant on.
func (d Deriver) earliest(i programme.Instant) programme.Instant {
	if d.elsewhere() {
		return i - slack
	}
	return i
}

// orSettledElsewhere adds to the condition that an association ended later than an instant those that
// may do so elsewhere by far more than the slack: where a day and an instant change places, another
// one of an exclusive route is the last.
func (d Deriver) orSettledElsewhere() string {
	if d.elsewhere() {
		return " OR exclusive"
	}
	return ""
}

// noDay stands for NULL where days are scanned as whole numbers.
const noDay = -1_000_000

// dates reads columns of instants by the zone of a book.
type dates struct {
	p    *programme.Programme // nil where the instants are right
	days [2]db.Whole
}

func (b *Book) dates() dates {
	if b.d.elsewhere() {
		return dates{p: b.d.p}
	}
	return dates{}
}

// columns returns the day columns that are scanned after the others, as SQL, with their places: none
// unless days begin elsewhere.
func (x *dates) columns(names ...string) (columns string, dest []any) {
	if x.p == nil {
		return "", nil
	}
	for k, name := range names {
		columns += fmt.Sprintf(", coalesce(%s, %d)", name, noDay)
		dest = append(dest, &x.days[k])
	}
	return columns, dest
}

// shift moves an instant to where the day of the column at place k begins.
func (x *dates) shift(i *programme.Instant, k int) {
	if x.p != nil && x.days[k] != noDay {
		*i = x.p.Midnight(programme.Day(x.days[k]))
	}
}

// loadAssociationsElsewhere is loadAssociations where days begin elsewhere. The associations have
// their ends once they are settled.
func (b *Book) loadAssociationsElsewhere(where string, args ...any) error {
	return b.d.tx.Each(func(scan db.Scan) error {
		var route string
		var partner, nominator, customer int64
		a, err := b.d.datedElsewhere(scan, &route, &partner, &nominator, &customer)
		if err != nil {
			return err
		}
		var known bool
		if a.Scope.Route, known = b.d.p.Route(route); !known {
			return b.unknownRoute(route)
		}
		b.unsettled = append(b.unsettled, &a)
		b.associations = append(b.associations, bookedAssociation{customer, programme.Association{Key: a.Key, Route: a.Scope.Route,
			Partner: partner, Subscription: a.Scope.Subscription, From: a.From.At, To: programme.NoEnd, Nominator: nominator}})
		return nil
	}, `SELECT route, partner_id, customer_id, id, exclusive, (SELECT p.partner_id FROM partners p WHERE p.id = associations.partner_id),
		coalesce(subscription_id, 0), from_at, from_day, given_at, given_day, closed_at,
		corrected_by, seen_at, seen_day, ends_at, ends_day,
		CASE WHEN source = 'sale' THEN (SELECT min(x.sold_day) `+soldBy+`) END,
		CASE WHEN source = 'sale' THEN (SELECT min(x.sold_at) `+soldBy+` AND x.sold_day IS NULL) END, `+nominatorColumn+`
		FROM associations WHERE `+where, args...)
}

// datedElsewhere reads an association with its moments as they are in the deriver's zone, and with
// its route and partner, the tenant whose person nominated, and the one that it is of.
func (d Deriver) datedElsewhere(scan db.Scan, route *string, partner, nominator, customer *int64) (a programme.DatedAssociation, err error) {
	var from, fromDay, given, givenDay, closed, corrected, seen, seenDay, ends, endsDay, firstDay, first sql.NullInt64
	err = scan(route, partner, customer, &a.Key, &a.Exclusive, &a.PartnerID, &a.Scope.Subscription,
		&from, &fromDay, &given, &givenDay, &closed, &corrected, &seen, &seenDay, &ends, &endsDay, &firstDay, &first, nominator)
	if a.Scope.Subscription == 0 {
		a.Scope.Customer = *customer
	}
	a.From, a.Given, a.Closed = d.p.Moment(db.Moment(from, fromDay)), d.p.Moment(db.Moment(given, givenDay)), db.InstantOrNoEnd(closed)
	if corrected.Valid {
		a.Corrected = &programme.Ends{Seen: d.p.Moment(db.Moment(seen, seenDay)), At: d.p.Moment(db.Moment(ends, endsDay))}
	}
	if firstDay.Valid && first.Valid { // a sale of a day, and one of an instant
		a.From.At = min(d.p.Midnight(programme.Day(firstDay.Int64)), programme.Instant(first.Int64))
	}
	return a, err
}

// soldBy selects the sales x that an association comes from.
const soldBy = "FROM sales x WHERE x.subscription_id = associations.subscription_id AND x.partner_id = associations.partner_id"

// settle gives the associations that were loaded by another zone their ends in effect (R5).
func (b *Book) settle() {
	if len(b.unsettled) == 0 {
		return
	}
	programme.Settle(b.unsettled)
	ends := make(map[int64]programme.Instant, len(b.unsettled))
	for _, a := range b.unsettled {
		ends[a.Key] = a.To.At
	}
	for k := range b.associations {
		b.associations[k].To = ends[b.associations[k].Key]
	}
	b.unsettled = nil
}
