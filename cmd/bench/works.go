package main

import (
	"cmp"
	"fmt"
	"slices"
)

// The tables.
const (
	tableSQLite   = "SQLite"
	tablePostgres = "PostgreSQL"
)

// work is one line of a table, with the function that measures it.
type work struct {
	name    string
	table   string
	months  int // of usage that are in the database when it is measured; the history only grows
	people  bool
	measure func(*bench) (row, error)
}

// works are the works that are measured, in the order of the tables.
func works() []work {
	return []work{
		{"import", tableSQLite, monthsAtFirst - 1, false, (*bench).importMonth},
		{"months", tableSQLite, monthsAtLast - 1, false, (*bench).importLastMonth},
		{"recompute", tableSQLite, monthsAtFirst, false, (*bench).recompute},
		{"nominate", tableSQLite, monthsAtFirst, true, (*bench).nominate},
		{"overview", tableSQLite, monthsAtFirst, true, (*bench).overview},
		{"usage", tableSQLite, monthsAtFirst, true, (*bench).overviewByUsage},
		{"explain", tableSQLite, monthsAtFirst, true, (*bench).explain},
		{"waits", tableSQLite, 0, true, (*bench).waits},
		{"memory", tableSQLite, 0, false, (*bench).memory},
		{"pg-import", tablePostgres, monthsAtFirst - 1, false, (*bench).importMonthPostgres},
		{"pg-recompute", tablePostgres, monthsAtFirst, false, (*bench).recomputePostgres},
	}
}

func names() (list []string) {
	for _, w := range works() {
		list = append(list, w.name)
	}
	return list
}

// wanted reports whether a work is to be measured.
func (o options) wanted(w work) bool {
	return (len(o.Only) == 0 || slices.Contains(o.Only, w.name)) && (w.table != tablePostgres || o.Postgres)
}

// measure measures what is wanted of a table, in the order in which the history grows, and
// returns the rows in the table's order.
func (b *bench) measure(table string) ([]row, error) {
	var wanted []work
	for _, w := range works() {
		if w.table == table && b.wanted(w) {
			wanted = append(wanted, w)
		}
	}
	byMonths := slices.Clone(wanted)
	slices.SortStableFunc(byMonths, func(x, y work) int { return cmp.Compare(x.months, y.months) })
	measured := map[string]row{}
	for _, w := range byMonths {
		r, err := w.measure(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", w.name, err)
		}
		b.say("%s: %s against %s, %.2f", w.name, r.ours, r.against, r.ratio)
		measured[w.name] = r
	}
	var rows []row
	for _, w := range wanted {
		rows = append(rows, measured[w.name])
	}
	return rows, nil
}

// needsPeople reports whether anything that is wanted has people who sign in.
func (o options) needsPeople() bool {
	return slices.ContainsFunc(works(), func(w work) bool { return w.people && o.wanted(w) })
}
