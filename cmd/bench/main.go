// Command bench measures the portal against the plainest thing that does the same work, side
// by side in one run, and prints the ratios. The facts are generated, and the same on every
// machine. Times are not; ratios nearly are, and so they are what counts.
//
// Where to look:
//
//	works.go         the works that are measured, in their order
//	imports.go       imports, and the memory that they take
//	recompute.go     credits from nothing; credits.sql is what it is held against
//	check.go         the proof that both give the same figures
//	nominate.go      nominations over HTTP; waits.go those during an import
//	overview.go      the partner's overview; overview_usage.go the same by how much usage there is
//	explain.go       the page that explains a figure
//	postgres.go      the second table
//	world.go         the generated vendor; subscription.go, ties.go, usage.go, files.go
//	history.go       the database as it grows month by month
//	people.go        who is signed in to it
//	site.go          a portal that is served; memory.go what answers beside it, load.go who asks,
//	                 visits.go for what
//	command.go       programs that are run; cluster.go a PostgreSQL that is
//	measure.go       medians and percentiles; machine.go and table.go how they are told
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
)

// options are the options of the command line.
type options struct {
	Scale    float64  `default:"1" help:"How large the vendor is, as a share of the one that the figures are stated for."`
	Only     []string `placeholder:"NAME" help:"Measure only these: ${names}."`
	Dir      string   `placeholder:"FOLDER" help:"Folder to work in, which should be on the disk to be measured and have room for some 8 GB. By default the user's cache, and for PostgreSQL /var/tmp."`
	Postgres bool     `default:"true" negatable:"" help:"Measure PostgreSQL too."`
}

func main() {
	var o options
	kong.Parse(&o, kong.Name("bench"), kong.Vars{"names": strings.Join(names(), ", ")},
		kong.Description("Measures the portal against the plainest thing that does the same work."))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, o, os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run measures and writes the tables to out, and how far it is to log.
func run(ctx context.Context, o options, out, log io.Writer) (err error) {
	if err := o.check(); err != nil {
		return err
	}
	b, err := newBench(ctx, o, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.close()) }()
	if err := b.introduce(out); err != nil {
		return err
	}
	for _, table := range []string{tableSQLite, tablePostgres} {
		rows, err := b.measure(table)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			continue
		}
		fmt.Fprintf(out, "%s\n\n", table)
		if err := writeTable(out, rows); err != nil {
			return err
		}
		fmt.Fprintln(out)
	}
	return nil
}

func (o options) check() error {
	if o.Scale <= 0 || o.Scale > 10 {
		return fmt.Errorf("--scale is %v; it is more than 0 and at most 10", o.Scale)
	}
	for _, name := range o.Only {
		if !slices.Contains(names(), name) {
			return fmt.Errorf("--only names %q; there are %s", name, strings.Join(names(), ", "))
		}
	}
	return nil
}
