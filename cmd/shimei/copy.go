package main

import (
	"errors"
	"fmt"
	"strings"

	"shimei/store"
	"shimei/store/db"
)

type copyCommand struct {
	To              string `required:"" placeholder:"URL|PATH" help:"Database that is to hold it: a postgres:// URL or a path of SQLite. It must be empty; the schema is made."`
	WithDifferences bool   `help:"Copy it though shimei verify finds differences in it."`
}

// Run copies all that the database holds into another one.
func (c copyCommand) Run(t *terminal) error {
	if strings.Contains(c.To, "://") && !store.OnServer(c.To) {
		scheme, _, _ := strings.Cut(c.To, "://")
		return misuse{fmt.Errorf("--to: %s:// is no database that shimei knows; give a postgres:// URL or a path of SQLite", scheme)}
	}
	copied, err := store.Copy(t.ctx, t.cli.DB, c.To, store.CopyOptions{Different: c.WithDifferences, Told: t.sayCopied})
	if different := (store.DifferentError{}); errors.As(err, &different) {
		return fmt.Errorf("%w\nNothing was copied; mend it first, or --with-differences copies it as it is", err)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(t.err, "Serve from it with --db, and do not serve the old one again: what is done there is not in it.\n")
	_, err = fmt.Fprintf(t.out, "%s holds what %s does: %d tables, %d rows, schema %d, verified\n",
		copied.To, copied.From, copied.Tables, copied.Rows, copied.Schema)
	return err
}

// sayCopied tells how far a copy is: each table that has rows once it is over, and what takes long as it goes on.
func (t *terminal) sayCopied(s db.CopyStep) {
	switch {
	case s.Comparing && !s.Done:
		fmt.Fprintf(t.err, "%s: %d rows compared …\n", s.Table, s.Rows)
	case !s.Comparing && !s.Done:
		fmt.Fprintf(t.err, "%s: %d rows …\n", s.Table, s.Rows)
	case !s.Comparing && s.Rows > 0:
		fmt.Fprintf(t.err, "%s: %d rows\n", s.Table, s.Rows)
	}
}
