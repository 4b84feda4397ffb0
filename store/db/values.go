package db

import (
	"context"
	"database/sql"
	"fmt"

	"shimei/store/programme"
)

// Brief returns the context of the few look-ups of nearly every page. Nobody can go away in the time
// that they take, and SQLite's driver would watch for it, which takes as long again.
func Brief(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

// Whole is a whole number of a row. It reads itself, which is several times as fast as what
// database/sql does for an int64.
type Whole int64

// Scan takes the driver's value.
func (n *Whole) Scan(value any) error {
	i, is := value.(int64)
	if !is {
		return fmt.Errorf("%v is no whole number", value)
	}
	*n = Whole(i)
	return nil
}

// Pointer returns a pointer to the number, or nil for NULL.
func Pointer(n *sql.NullInt64) *int64 {
	if !n.Valid {
		return nil
	}
	return &n.Int64
}

// End returns an end as the database holds it: NULL for programme.NoEnd.
func End(i programme.Instant) any {
	if i == programme.NoEnd {
		return nil
	}
	return i
}

// InstantOrNoEnd returns an end as the rules see it: programme.NoEnd for NULL.
func InstantOrNoEnd(n sql.NullInt64) programme.Instant {
	if !n.Valid {
		return programme.NoEnd
	}
	return programme.Instant(n.Int64)
}

// Day returns the day of a moment as the database holds it: NULL for an instant.
func Day(m programme.Moment) any {
	if !m.IsDay {
		return nil
	}
	return int64(m.Day)
}

// Moment returns a moment of its two columns: the instant, where NULL is programme.NoEnd, and the day.
func Moment(instant, day sql.NullInt64) programme.Moment {
	return programme.Moment{At: InstantOrNoEnd(instant), Day: programme.Day(day.Int64), IsDay: day.Valid}
}
