package store

import (
	"context"
	"fmt"
)

// brief is the context of the few look-ups of nearly every page. Nobody can go away in the
// time that they take, and SQLite's driver would watch for it, which takes as long again.
func brief(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

// whole is a whole number of a row. It reads itself, which is several times as fast as what
// database/sql does for an int64.
type whole int64

// Scan takes the driver's value.
func (n *whole) Scan(value any) error {
	i, is := value.(int64)
	if !is {
		return fmt.Errorf("%v is no whole number", value)
	}
	*n = whole(i)
	return nil
}
