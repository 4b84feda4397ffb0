package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/pressly/goose/v3"
)

// keepDays keeps beside each instant of a fact the day that it was given as, and beside the end in
// effect of an association the end that a file gave. As all migrations it stays as it is whatever
// becomes of the code that it resembles.
var keepDays = goose.NewGoMigration(9, &goose.GoFunc{RunTx: func(ctx context.Context, t *sql.Tx) error {
	for _, statement := range addDays {
		if _, err := t.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	zone, err := zoneInForce(ctx, t)
	if err != nil {
		return err
	}
	days := map[int64]int64{}
	for _, c := range daysThen {
		if err := fillDays(ctx, t, zone, c.table, c.name, c.where, days); err != nil {
			return err
		}
	}
	if _, err := t.ExecContext(ctx, endsOfNext); err != nil {
		return err
	}
	return mendDays(ctx, t, zone, days)
}}, nil)

// addDays adds the columns. An end was given where nothing else explains it: neither a person nor the
// next exclusive association. Where a person ended one before its beginning, closed_at is when that
// was and no longer the beginning, which moves with the zone.
var addDays = []string{
	"ALTER TABLE subscriptions ADD COLUMN start_day INTEGER",
	"ALTER TABLE subscriptions ADD COLUMN end_day INTEGER",
	"ALTER TABLE subscriptions ADD COLUMN renewal_day INTEGER",
	"ALTER TABLE sales ADD COLUMN sold_day INTEGER",
	"ALTER TABLE associations ADD COLUMN from_day INTEGER",
	"ALTER TABLE associations ADD COLUMN to_day INTEGER",
	"ALTER TABLE associations ADD COLUMN given_at BIGINT",
	"ALTER TABLE associations ADD COLUMN given_day INTEGER",
	"DROP INDEX associations_once",
	// The days are never so early.
	`CREATE UNIQUE INDEX associations_once ON associations
		(customer_id, route, partner_id, coalesce(subscription_id, 0), from_at, coalesce(from_day, -1000000)) WHERE source <> 'sale'`,
	`UPDATE associations SET closed_at = coalesce((SELECT max(e.at) FROM events e WHERE e.subscription_id = associations.subscription_id
		AND e.at < associations.from_at), closed_at) WHERE closed_at = from_at`,
	`UPDATE associations SET given_at = to_at WHERE to_at IS NOT NULL AND coalesce(closed_at <> to_at AND closed_at > from_at, TRUE)
		AND NOT (exclusive AND EXISTS (` + nextThen + `))`,
}

// nextThen selects what begins where an association ended.
const nextThen = `SELECT n.from_day FROM associations n WHERE n.exclusive AND n.customer_id = associations.customer_id
	AND n.route = associations.route AND coalesce(n.subscription_id, 0) = coalesce(associations.subscription_id, 0)
	AND n.id <> associations.id AND n.from_at = associations.to_at AND (n.closed_at IS NULL OR n.closed_at > n.from_at)`

// daysThen are the columns that may hold days. What a person did is an instant.
var daysThen = []struct{ table, name, where string }{
	{"subscriptions", "start", "TRUE"}, {"subscriptions", "end", "TRUE"}, {"subscriptions", "renewal", "TRUE"}, {"sales", "sold", "TRUE"},
	{"associations", "from", "source <> 'nomination'"}, {"associations", "given", "TRUE"},
}

// endsOfNext gives each end in effect the day that it comes from: its own, that of the next
// association, or that of a beginning that never came.
const endsOfNext = `UPDATE associations SET to_at = CASE WHEN closed_at <= from_at THEN from_at WHEN given_at IS NOT NULL THEN given_at ELSE to_at END,
	to_day = CASE WHEN closed_at <= from_at THEN from_day WHEN given_at IS NOT NULL THEN given_day
		WHEN closed_at = to_at OR NOT exclusive THEN NULL ELSE (` + nextThen + ` ORDER BY n.from_day LIMIT 1) END WHERE to_at IS NOT NULL`

// zoneInForce reads the time zone of the programme in force: UTC where there is none, and no fact.
func zoneInForce(ctx context.Context, t *sql.Tx) (*time.Location, error) {
	var source string
	err := t.QueryRowContext(ctx, "SELECT source FROM programmes ORDER BY id DESC LIMIT 1").Scan(&source)
	if errors.Is(err, sql.ErrNoRows) {
		return time.UTC, nil
	}
	if err != nil {
		return nil, err
	}
	var p struct {
		Zone string `toml:"time_zone"`
	}
	if err := toml.Unmarshal([]byte(source), &p); err != nil {
		return nil, fmt.Errorf("the programme in force: %w", err)
	}
	return time.LoadLocation(p.Zone)
}

// fillDays makes days of the instants of a column that are the midnight of one, and adds them to those
// that are known by their instants.
func fillDays(ctx context.Context, t *sql.Tx, zone *time.Location, table, name, where string, known map[int64]int64) error {
	days, err := midnightsOf(ctx, t, zone, fmt.Sprintf("SELECT DISTINCT %s_at FROM %s WHERE %[1]s_at IS NOT NULL AND %[3]s", name, table, where))
	if err != nil {
		return err
	}
	if _, err := t.ExecContext(ctx, "CREATE TEMPORARY TABLE days_then (instant BIGINT PRIMARY KEY, day INTEGER NOT NULL)"); err != nil {
		return err
	}
	for instant, day := range days {
		known[instant] = day
		if _, err := t.ExecContext(ctx, "INSERT INTO days_then (instant, day) VALUES ($1, $2)", instant, day); err != nil {
			return err
		}
	}
	if _, err := t.ExecContext(ctx, fmt.Sprintf(`UPDATE %s SET %s_day = d.day FROM days_then d WHERE %[2]s_at = d.instant AND %[3]s`,
		table, name, where)); err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, "DROP TABLE days_then")
	return err
}

// midnightsOf returns the days of those instants that a file's day was stored as.
func midnightsOf(ctx context.Context, t *sql.Tx, zone *time.Location, query string) (days map[int64]int64, err error) {
	rows, err := t.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	days = map[int64]int64{}
	for rows.Next() {
		var instant int64
		if err := rows.Scan(&instant); err != nil {
			return nil, err
		}
		if day, is := dayThen(instant, zone); is {
			days[instant] = day
		}
	}
	return days, rows.Err()
}

const secondsOfDayThen = 24 * 60 * 60

// dayThen returns the day, counted from 1970-01-01, that was stored as an instant. Where clocks jump
// over midnight it may be the day after the one that they show.
func dayThen(instant int64, zone *time.Location) (int64, bool) {
	year, month, day := time.UnixMilli(instant).In(zone).Date()
	for _, d := range []int{day, day + 1} {
		if time.Date(year, month, d, 0, 0, 0, 0, zone).UnixMilli() == instant {
			return time.Date(year, month, d, 0, 0, 0, 0, time.UTC).Unix() / secondsOfDayThen, true
		}
	}
	return 0, false
}

// mendDays moves the days that were stored as another instant than their first one, where clocks jump
// over midnight or show it twice.
func mendDays(ctx context.Context, t *sql.Tx, zone *time.Location, days map[int64]int64) error {
	columns := append(slices.Clone(daysThen), struct{ table, name, where string }{"associations", "to", "TRUE"})
	for instant, day := range days {
		right := midnightThen(time.Unix(day*secondsOfDayThen, 0).UTC(), zone).UnixMilli()
		if right == instant {
			continue
		}
		for _, c := range columns {
			if _, err := t.ExecContext(ctx, fmt.Sprintf("UPDATE %s SET %s_at = $1 WHERE %[2]s_day = $2", c.table, c.name), right, day); err != nil {
				return err
			}
		}
	}
	return nil
}

// midnightThen returns the first instant of a date, given in UTC, in a zone.
func midnightThen(date time.Time, zone *time.Location) time.Time {
	t := time.Date(date.Year(), date.Month(), date.Day(), 0, 0, 0, 0, zone)
	_, offset := t.Zone()
	shown := t.Unix() + int64(offset)
	start, end := t.ZoneBounds()
	switch {
	case shown < date.Unix():
		return end
	case shown > date.Unix():
		return start
	case start.IsZero():
		return t
	}
	_, before := start.Add(-time.Nanosecond).Zone()
	if first := date.Unix() - int64(before); first < start.Unix() {
		return time.Unix(first, 0)
	}
	return t
}
