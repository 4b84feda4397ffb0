package outtake

import (
	"database/sql"
	"strconv"
	"time"

	"shimei/store/programme"
)

// moment returns a moment as a cell: a day as 2016-04-15, an instant as RFC 3339 in UTC, and nothing for what
// goes on.
func moment(m programme.Moment) any {
	switch {
	case m.IsDay:
		return m.Day.String()
	case m.At == programme.NoEnd:
		return nil
	}
	return m.At.In(time.UTC).Format(time.RFC3339Nano)
}

// count returns a count as a cell, which is empty where it was not reported.
func count(n sql.NullInt64) any {
	if !n.Valid {
		return nil
	}
	return n.Int64
}

func flag(b sql.NullBool) any {
	if !b.Valid {
		return nil
	}
	return strconv.FormatBool(b.Bool)
}
