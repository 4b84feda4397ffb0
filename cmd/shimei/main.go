// Command shimei is the partner-of-record portal: it serves the pages, takes in the facts,
// and answers with how much partners are credited.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"shimei/store"
	"shimei/store/db"
)

// The exit codes.
const (
	exitDone   = 0
	exitFailed = 1 // or found a difference
	exitMisuse = 2
)

// cli is every command, option and environment variable: --db is also SHIMEI_DB.
type cli struct {
	DB        string `name:"db" default:"shimei.db" placeholder:"PATH|URL" help:"Database: a path of SQLite or a postgres:// URL."`
	Programme string `placeholder:"FILE" help:"Programme file; \"built-in\" for the one that comes with shimei. serve, import and watch put it in force; progress, credits, explain and simulate compute by it and store nothing."`

	ShowVersion versionFlag `name:"version" env:"-" help:"Show the version, as the command version does."`

	Serve     serveCommand     `cmd:"" help:"Serve the portal."`
	Import    importCommand    `cmd:"" help:"Take in fact files (CSV), each whole or not at all."`
	Watch     watchCommand     `cmd:"" help:"Take in the fact files that come into a folder, each once it is whole, until it is told to stop."`
	Imports   importsCommand   `cmd:"" help:"Show what came in, and take it back."`
	Facts     factsCommand     `cmd:"" help:"Write the facts as files that import takes in again."`
	Mappings  mapCommand       `cmd:"" name:"map" help:"Show the mappings by which import --map reads the exports of other systems."`
	Month     monthCommand     `cmd:"" help:"Show which months are whole, and declare them complete."`
	Progress  progressCommand  `cmd:"" help:"Show how far every partner account is from each level."`
	Credits   creditsCommand   `cmd:"" help:"Show what partner accounts are credited with."`
	Explain   explainCommand   `cmd:"" help:"Show the lines that sum to each figure of a competency, and what is not in them."`
	Simulate  simulateCommand  `cmd:"" help:"Show who would gain or lose a level by the programme of --programme; nothing is stored."`
	Recompute recomputeCommand `cmd:"" help:"Rebuild the credits from the facts; exit 1 if any differed."`
	Verify    verifyCommand    `cmd:"" help:"Check the database, the closed statements and the kept credits; exit 1 if anything differs."`
	Backup    backupCommand    `cmd:"" help:"Write a consistent, checked copy of the database, which may be in use."`
	Restore   restoreCommand   `cmd:"" help:"Put a copy in the place of the database, which nobody may have open and which is kept beside it."`
	Copy      copyCommand      `cmd:"" help:"Copy all that the database holds into another, empty one, such as from SQLite to PostgreSQL."`
	Outbox    outboxCommand    `cmd:"" help:"Show what people are told and how far the mail of it is, and send again what failed."`
	Statement statementCommand `cmd:"" help:"Close months, and write the statements of partners."`
	Rules     programmeCommand `cmd:"" name:"programme" help:"Show, check and adopt programme files; nothing but adopt, serve and import puts one in force."`
	User      userCommand      `cmd:"" help:"Manage the accounts of people."`
	Version   versionCommand   `cmd:"" help:"Show the version, the commit, and what it was built with."`
}

// terminal holds everything that a command uses: the context, standard streams and options.
type terminal struct {
	ctx      context.Context
	in       io.Reader
	out, err io.Writer
	cli      *cli
	clock    func() time.Time                     // nil is time.Now
	every    func(time.Duration) <-chan time.Time // nil is time.Tick
}

// ticks tells when something that is done every so often is to be done.
func (t *terminal) ticks(every time.Duration) <-chan time.Time {
	if t.every == nil {
		return time.Tick(every)
	}
	return t.every(every)
}

// misuse is an error of how the command was called.
type misuse struct{ error }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run carries out one command and returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	return runAt(ctx, nil, args, in, out, errs)
}

// runAt is run by a clock.
func runAt(ctx context.Context, clock func() time.Time, args []string, in io.Reader, out, errs io.Writer) int {
	c := &cli{}
	parser, err := kong.New(c, kong.Name("shimei"), kong.Writers(out, errs), kong.DefaultEnvars("SHIMEI"),
		kong.Description("A partner-of-record portal. Results go to standard output, all else to standard error.\n"+
			"Exit codes: 0 done, 1 failed or found a difference, 2 used wrongly."),
		kong.Vars{"connections": strconv.Itoa(db.UsualConnections)}, kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.Exit(func(code int) { panic(helpShown(code)) }))
	if err != nil {
		fmt.Fprintln(errs, "shimei:", err)
		return exitFailed
	}
	command, helped, err := parse(parser, args)
	if helped {
		return exitDone
	}
	if err == nil {
		err = c.settleProgramme(command)
	}
	if err != nil {
		fmt.Fprintf(errs, "shimei: %v\nRun \"shimei --help\" for how it is used.\n", err)
		return exitMisuse
	}
	err = command.Run(&terminal{ctx: ctx, in: in, out: out, err: errs, cli: c, clock: clock})
	var wrong misuse
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errSaid):
		return exitFailed
	case errors.As(err, &wrong):
		fmt.Fprintln(errs, "shimei:", err)
		return exitMisuse
	}
	fmt.Fprintln(errs, "shimei:", err)
	return exitFailed
}

// helpShown is how kong, which would end the process once it has shown the help, is brought
// back to run.
type helpShown int

func parse(parser *kong.Kong, args []string) (command *kong.Context, helped bool, err error) {
	defer func() {
		if shown := recover(); shown != nil {
			if _, helped = shown.(helpShown); !helped {
				panic(shown)
			}
		}
	}()
	command, err = parser.Parse(args)
	return command, false, err
}

// errSaid fails a command that has already said why.
var errSaid = errors.New("failed")

// open opens the database with the programme of --programme, and says where that changed
// the one in force.
func (t *terminal) open(may db.Permission) (*store.Store, error) {
	return t.openWith(store.Options{May: may})
}

// openWith is open with more options.
func (t *terminal) openWith(o store.Options) (*store.Store, error) {
	p, err := programmeOf(t.cli.Programme)
	if err != nil {
		return nil, err
	}
	o.Clock, o.Programme, o.Actor = t.clock, p, account()
	s, changed, err := store.Open(t.ctx, t.cli.DB, o)
	if err == nil {
		t.sayAdopted(p, changed)
	}
	return s, err
}

// with runs fn on the database: with the programme of --programme in force where it may be
// changed, and else computing by it.
func (t *terminal) with(may db.Permission, fn func(*store.Store) error) error {
	s, err := t.open(may)
	if err != nil {
		return err
	}
	return errors.Join(fn(s), s.Close())
}

// given returns the terminal with other options.
func (t *terminal) given(change func(*cli)) *terminal {
	other, options := *t, *t.cli
	change(&options)
	other.cli = &options
	return &other
}

// making runs fn on the database, which is made where there is none.
func (t *terminal) making(fn func(*store.Store) error) error { return t.with(db.MayMake, fn) }

// rehearsing runs fn, which undoes what it does, on the database; where there is none, on one
// that is removed again.
func (t *terminal) rehearsing(fn func(*store.Store) error) error {
	err := t.with(db.MayRehearse, fn)
	if !errors.Is(err, store.ErrNoDatabase) {
		return err
	}
	folder, err := os.MkdirTemp("", "shimei-dry-run-")
	if err != nil {
		return err
	}
	rehearsal := t.given(func(c *cli) { c.DB = filepath.Join(folder, "shimei.db") })
	return errors.Join(rehearsal.making(fn), os.RemoveAll(folder))
}

type recomputeCommand struct{}

// Run rebuilds the credits and fails where any differed.
func (recomputeCommand) Run(t *terminal) error {
	return t.with(db.MayChange, func(s *store.Store) error {
		differed, err := s.Recompute(t.ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(t.out, "%d credits differed\n", differed)
		if differed > 0 {
			return errSaid
		}
		return nil
	})
}
