package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver of PostgreSQL
)

// stored is a nomination as the database has it.
type stored struct{ subscription, reference string }

// prove holds what was acknowledged against what the database has: each nomination once, in an order that nobody saw
// otherwise, and nothing that nobody made; and has the portal verify the rest.
func prove(ctx context.Context, p *portal, all crowd) error {
	events, err := storedIn(ctx)
	if err != nil {
		return err
	}
	var made, found int
	known := map[string]nomination{}
	for _, one := range all {
		list, _ := one.known()
		for _, n := range list {
			known[n.subscription] = n
			if made++; n.reference == "" {
				found++
			}
		}
	}
	if err := compare(known, events); err != nil {
		return err
	}
	fmt.Printf("\n%d nominations, %d of them found made after their answer was lost: each is stored once, in the order in which they were acknowledged.\n", made, found)
	if err := p.does(ctx, "verify"); err != nil {
		return err
	}
	fmt.Println("shimei verify finds no difference.")
	return nil
}

// compare compares them. A nomination that begins after another one was acknowledged stands after it.
func compare(known map[string]nomination, events []stored) (err error) {
	times, latest := map[string]int{}, time.Time{}
	for _, e := range events {
		n, is := known[e.subscription]
		times[e.subscription]++
		switch {
		case !is:
			err = errors.Join(err, fmt.Errorf("%s is stored and was acknowledged to nobody", e.subscription))
		case n.reference != "" && n.reference != e.reference:
			err = errors.Join(err, fmt.Errorf("%s is stored as %s and was acknowledged as %s", e.subscription, e.reference, n.reference))
		case n.settled.Before(latest):
			err = errors.Join(err, fmt.Errorf("%s is stored after what was begun once it was acknowledged", e.subscription))
		}
		if n.begun.After(latest) {
			latest = n.begun
		}
	}
	for id := range known {
		if times[id] != 1 {
			err = errors.Join(err, fmt.Errorf("%s is stored %d times", id, times[id]))
		}
	}
	return err
}

// storedIn are the nominations of the list of events, in its order, each of which has the one association of its subscription.
func storedIn(ctx context.Context) (events []stored, err error) {
	db, err := sql.Open("pgx", database)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	rows, err := db.QueryContext(ctx, `SELECT s.subscription_id, e.reference, e.kind, (SELECT count(*) FROM associations a WHERE a.subscription_id = s.id)
		FROM events e JOIN subscriptions s ON s.id = e.subscription_id ORDER BY e.id`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var e stored
		var kind string
		var associations int
		if err := rows.Scan(&e.subscription, &e.reference, &kind, &associations); err != nil {
			return nil, err
		}
		if kind != "nominated" || associations != 1 {
			return nil, fmt.Errorf("%s: the event is %s, and there are %d associations", e.subscription, kind, associations)
		}
		events = append(events, e)
	}
	return events, rows.Err()
}
