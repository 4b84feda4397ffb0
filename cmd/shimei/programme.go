package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/programme"
)

// programmed are the commands that --programme means something to.
var programmed = []string{"serve", "import", "watch", "progress", "credits", "explain", "simulate"}

// settleProgramme refuses --programme where it means nothing. One from the environment, which is
// there for all commands, is left aside.
func (c *cli) settleProgramme(command *kong.Context) error {
	name, _, _ := strings.Cut(command.Command(), " ")
	if c.Programme == "" || slices.Contains(programmed, name) {
		return nil
	}
	for _, part := range command.Path {
		if part.Flag != nil && part.Flag.Name == "programme" {
			return fmt.Errorf("shimei %s goes by the programme in force and takes no --programme; shimei programme adopt FILE puts another one in force", name)
		}
	}
	c.Programme = ""
	return nil
}

// programmeOf reads a programme file; nil for no name, and the one that comes with shimei for
// "built-in".
func programmeOf(name string) (*programme.Programme, error) {
	switch name {
	case "":
		return nil, nil
	case "built-in":
		return programme.BuiltIn(), nil
	}
	source, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read the programme: %w", err)
	}
	return programme.Load(name, source)
}

type programmeCommand struct {
	Show  programmeShowCommand  `cmd:"" help:"Print the programme file in force, and to standard error who put it there and when."`
	Check programmeCheckCommand `cmd:"" help:"Check a programme file, and whether the database fits it; nothing is stored."`
	Adopt programmeAdoptCommand `cmd:"" help:"Put a programme file in force: all credits are derived by it."`
}

type programmeShowCommand struct{}

// Run prints the file as it was given, byte for byte.
func (programmeShowCommand) Run(t *terminal) error {
	return t.with(db.MayRead, func(s *store.Store) error {
		a, err := s.InForce(t.ctx)
		if err != nil {
			return err
		}
		if _, err := t.out.Write(a.Programme.Source); err != nil {
			return err
		}
		person := a.By
		if person == "" {
			person = "somebody who was not recorded"
		}
		fmt.Fprintf(t.err, "%s (%s), sha256 %s, in force since %s, put there by %s\n",
			a.Programme.ID, a.Programme.Name.En, a.Programme.Hash, a.Since.Format(time.RFC3339), person)
		return nil
	})
}

type programmeFile struct {
	File string `arg:"" help:"Programme file, or \"built-in\" for the one that comes with shimei."`
}

type programmeCheckCommand struct{ programmeFile }

// Run checks the file by itself, and against the facts where there is a database.
func (c programmeCheckCommand) Run(t *terminal) error {
	p, err := programmeOf(c.File)
	if err != nil {
		return err
	}
	fits := "and fits " + t.cli.DB
	s, _, err := store.Open(t.ctx, t.cli.DB, store.Options{May: db.MayRead, Programme: p})
	switch {
	case errors.Is(err, store.ErrNoDatabase):
		fits = "but was held against no facts: there is no database yet"
	case err != nil:
		return err
	default:
		if err := s.Close(); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(t.out, "%s: %s is sound, sha256 %s, %s\n", c.File, p.ID, p.Hash, fits)
	return err
}

type programmeAdoptCommand struct {
	programmeFile
	From month `placeholder:"MONTH" help:"Month from which it applies: a file that changes figures of earlier months is refused."`
}

// Run puts the file in force.
func (c programmeAdoptCommand) Run(t *terminal) error {
	p, err := programmeOf(c.File)
	if err != nil {
		return err
	}
	s, changed, err := store.Open(t.ctx, t.cli.DB, store.Options{May: db.MayChange, Programme: p, From: c.From.Month, Actor: account()})
	if err != nil {
		return err
	}
	t.sayAdopted(p, changed)
	if !changed {
		fmt.Fprintf(t.err, "The programme %s is in force already; nothing changes.\n", p.ID)
	}
	return s.Close()
}

// sayAdopted tells that another programme is in force now.
func (t *terminal) sayAdopted(p *programme.Programme, changed bool) {
	if changed {
		fmt.Fprintf(t.err, "The programme %s is in force now in place of another one; all credits were derived anew.\n", p.ID)
	}
}
