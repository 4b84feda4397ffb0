package main

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"strings"

	"shimei/store/programme"
)

// creditsSQL is one statement for the sums that the portal keeps, as somebody would write it
// who knows the rules; {months} stands for the months with their first instants and ends, and when the 12 months to each begin.
//
//go:embed credits.sql
var creditsSQL string

// statement returns the statement for the year's months.
func statement() string {
	p := programme.BuiltIn()
	var months []string
	for n := range monthsAtFirst {
		m := monthOf(n + 1)
		months = append(months, fmt.Sprintf("(%d, %d, %d, %d)", m, p.First(m), p.End(m), p.First(m-11)))
	}
	return strings.Replace(creditsSQL, "{months}", strings.Join(months, ", "), 1)
}

// recompute is the making of all credits of a year against one SQL statement. That runs on
// a copy for which the planner has its statistics.
func (b *bench) recompute() (r row, err error) {
	db, err := b.after(monthsAtFirst)
	if err != nil {
		return row{}, err
	}
	analyzed, sums := b.path("analyzed.db"), b.path("sums.csv")
	if err := copyDB(analyzed, db); err != nil {
		return row{}, err
	}
	defer func() { err = errors.Join(err, removeDB(analyzed), os.Remove(sums)) }()
	if _, err := b.shell(analyzed, "ANALYZE;\n"); err != nil {
		return row{}, err
	}
	ours, against, err := inTurn(
		func() (float64, error) { return b.recomputed(db) },
		func() (float64, error) {
			return b.shell(analyzed, ".mode csv\n.output \""+sums+"\"\n"+statement())
		})
	if err != nil {
		return row{}, err
	}
	return row{
		work: fmt.Sprintf("recompute all credits of %d months", monthsAtFirst),
		ours: inSeconds(ours), against: inSeconds(against) + ", one SQL statement", ratio: ours / against,
		must: atMost(0.5, "0.5"), aim: atMost(0.25, "0.25"),
	}, b.checkSums(db, sums)
}

// recomputed recomputes by the program and returns the seconds that it took.
func (b *bench) recomputed(db string) (float64, error) {
	return seconds(command{name: b.shimei, args: []string{"--db", db, "recompute"}}.run(b.ctx))
}
