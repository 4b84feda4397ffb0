package main

import (
	"errors"
	"fmt"
	"time"

	"shimei/store"
)

type backupCommand struct {
	Dest  string `arg:"" help:"File that the copy is written to."`
	Force bool   `help:"Replace a file that is there."`
}

// Run writes a copy of the database, which may be in use.
func (c backupCommand) Run(t *terminal) error {
	made, err := store.Backup(t.ctx, t.cli.DB, c.Dest, c.Force)
	if err != nil {
		return ownTools(err)
	}
	_, err = fmt.Fprintf(t.out, "%s: %d bytes, schema %d, checked\n", c.Dest, made.Bytes, made.Schema)
	return err
}

type restoreCommand struct {
	Src             string `arg:"" help:"The copy."`
	WithDifferences bool   `help:"Restore it though shimei verify finds differences in it."`
}

// Run puts a copy in the place of the database.
func (c restoreCommand) Run(t *terminal) error {
	r, err := store.Restore(t.ctx, t.cli.DB, c.Src, store.RestoreOptions{Now: time.Now(), Different: c.WithDifferences})
	if different := (store.DifferentError{}); errors.As(err, &different) {
		return fmt.Errorf("%w\nNothing was changed; --with-differences restores it as it is", err)
	}
	if err != nil {
		return ownTools(err)
	}
	if r.Kept != "" {
		fmt.Fprintf(t.err, "The database that was there is kept as %s.\n", r.Kept)
	}
	fmt.Fprintln(t.err, "Everybody has to sign in again.")
	_, err = fmt.Fprintf(t.out, "%s is what %s holds, of schema %d, checked\n", t.cli.DB, c.Src, r.Schema)
	return err
}

// ownTools makes a command that PostgreSQL has its own for one that was used wrongly.
func ownTools(err error) error {
	if own := (store.OwnToolsError{}); errors.As(err, &own) {
		return misuse{err}
	}
	return err
}
