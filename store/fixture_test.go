package store_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/facts"
	"shimei/store/intake"
	"shimei/store/programme"
	"shimei/store/signin"
	"shimei/store/storetest"
)

// Every check of a property makes two databases: a few of them in each run, and as many as
// asked for with -rapid.checks.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", "6"); err != nil {
		panic(err)
	}
	os.Exit(storetest.Run(m))
}

var ctx = context.Background()

// each runs a test on both engines, beside other tests. At the dsn is nothing yet.
func each(t *testing.T, run func(t *testing.T, dsn string)) {
	t.Helper()
	t.Parallel()
	storetest.Places(t, run)
}

// empty, fresh and smallWorld are what most tests begin with: nothing at all, a portal that was
// opened once, and one that the small world was imported into.
var (
	empty      = &storetest.Template{}
	fresh      = &storetest.Template{Fill: func(dsn string) error { return fill(dsn) }}
	smallWorld = &storetest.Template{Fill: func(dsn string) error { return fill(dsn, small()...) }}
)

// fill opens a portal as open does, imports files and closes it.
func fill(dsn string, files ...file) error {
	s, _, err := store.Open(ctx, dsn, store.Options{Passwords: signin.NewCheapGate(), Clock: func() time.Time { return instant(began) }})
	if err != nil {
		return err
	}
	done, err := s.Import(ctx, sources(files), intake.Options{Actor: "test"})
	for _, taken := range done {
		if taken.State != intake.Stored {
			err = errors.Join(err, fmt.Errorf("%s: %s\n%s", taken.File, taken.State, messages(taken.Faults)))
		}
	}
	return errors.Join(err, s.Close())
}

// tester is a *testing.T or a *rapid.T.
type tester interface {
	rapid.TB
	Cleanup(func())
}

// portal is a store with a clock that the test sets.
type portal struct {
	*store.Store
	dsn string
	t   tester
	now *atomic.Int64 // unix milliseconds
}

// began is where the clock stands when a store is opened.
const began = "2016-04-11T09:00:00Z"

// open opens a store whose clock stands at 2016-04-11, with the programme that its
// database has in force, or the built-in one.
func open(t tester, dsn string) *portal {
	t.Helper()
	fresh.At(t, dsn)
	p, _ := openWith(t, dsn, nil)
	return p
}

func openWith(t tester, dsn string, p *programme.Programme) (opened *portal, changed bool) {
	t.Helper()
	opened, changed, err := tryOpen(t, dsn, p)
	if err != nil {
		t.Fatal(err)
	}
	return opened, changed
}

// tryOpen opens a store where it may be refused. Where nothing is yet, that is a new one.
func tryOpen(t tester, dsn string, p *programme.Programme) (*portal, bool, error) {
	empty.At(t, dsn)
	now := &atomic.Int64{}
	now.Store(instant(began).UnixMilli())
	s, changed, err := store.Open(ctx, dsn, store.Options{Programme: p, Patience: time.Hour, Passwords: signin.NewCheapGate(),
		Clock: func() time.Time { return time.UnixMilli(now.Load()) }})
	if err != nil {
		return nil, false, err
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return &portal{s, dsn, t, now}, changed, nil
}

func instant(s string) time.Time {
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return at
}

// at reads an instant as the rules count it.
func at(s string) programme.Instant { return programme.InstantOf(instant(s)) }

func month(s string) *programme.Month {
	m, err := programme.ParseMonth(s)
	if err != nil {
		panic(err)
	}
	return &m
}

// set sets the clock.
func (p *portal) set(s string) { p.now.Store(instant(s).UnixMilli()) }

// file is a fact file.
type file struct{ name, text string }

func (f file) source() intake.Source {
	return intake.Source{Name: f.name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(f.text)), nil }}
}

// rows makes a file of a kind of some columns and rows.
func rows(kind, header string, lines ...string) file {
	return file{kind + ".csv", header + "\n" + strings.Join(lines, "\n") + "\n"}
}

func sources(files []file) []intake.Source {
	all := make([]intake.Source, len(files))
	for k, f := range files {
		all[k] = f.source()
	}
	return all
}

// try imports files that may have faults.
func (p *portal) try(files ...file) []intake.Import {
	p.t.Helper()
	done, err := p.Import(ctx, sources(files), intake.Options{Actor: "test"})
	if err != nil {
		p.t.Fatal(err)
	}
	return done
}

// take imports files without faults.
func (p *portal) take(files ...file) []intake.Import {
	p.t.Helper()
	done := p.try(files...)
	for _, one := range done {
		if one.State != intake.Stored {
			p.t.Fatalf("%s: %s\n%s", one.File, one.State, messages(one.Faults))
		}
	}
	return done
}

func messages(faults []facts.Fault) string {
	lines := make([]string, len(faults))
	for k := range faults {
		lines[k] = faults[k].Error()
	}
	return strings.Join(lines, "\n")
}

// dump returns the dump by lines, or those that are of some tables. References are by chance,
// and are left out of it.
func (p *portal) dump(tables ...string) []string {
	p.t.Helper()
	text := storetest.Dump(p.t, p.dsn, tables...)
	if text == "" {
		return nil
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for k, line := range lines {
		if cells := strings.Split(line, "\t"); cells[0] == "event" {
			cells[3] = "reference"
			lines[k] = strings.Join(cells, "\t")
		}
	}
	return lines
}

// credits returns the kept credits of months with usage facts, by what they are of, such as
// "A 2016-03 seats_sold crm-online".
func (p *portal) credits() map[string]string {
	p.t.Helper()
	pr, err := p.Programme(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	fresh, err := p.Basis(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	kept := map[string]string{}
	for _, line := range p.dump("credit") {
		cells := strings.Split(line, "\t")
		m, _ := strconv.Atoi(cells[2])
		if fresh.Latest == nil || programme.Month(m) > *fresh.Latest {
			continue // of a month ahead, which changes with the months that it follows
		}
		measure, _ := strconv.Atoi(cells[3])
		metric := pr.Metrics[pr.Measures[measure].Metric].ID
		kept[strings.Join(append([]string{cells[1], programme.Month(m).String(), metric}, pr.ProductIDs(measure)...), " ")] = cells[4]
	}
	return kept
}

// rebuilt checks that the kept credits are those that the facts give.
func (p *portal) rebuilt() {
	p.t.Helper()
	if differed, err := p.Recompute(ctx); err != nil || differed != 0 {
		p.t.Fatalf("%d kept credits differ from rebuilt ones (%v)", differed, err)
	}
}

// scenario returns the fact files of a worked case.
func scenario(t tester, name string) []file {
	t.Helper()
	var files []file
	for _, kind := range facts.Kinds {
		if kind == facts.Rates { // they are of one currency
			continue
		}
		path := filepath.Join("testdata", "scenarios", name, string(kind)+".csv")
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file{path, string(text)})
	}
	return files
}

var scenarios = []string{"simple", "typical", "complex", "more-complex", "business-rules"}

// person makes an account and returns it.
func (p *portal) person(role directory.Role, organisation string) directory.Person {
	p.t.Helper()
	called := string(role)
	if role == directory.Manager {
		called = "partner"
	}
	n := store.NewPerson{Email: fmt.Sprintf("%s@%s.example", called, organisation), Name: fmt.Sprintf("%s of %s", called, organisation), Role: role}
	switch role.Audience() {
	case "customer":
		n.TenantID = organisation
	case "partner":
		n.PartnerID = organisation
	}
	if err := p.AddPerson(ctx, n); err != nil {
		p.t.Fatal(err)
	}
	return p.who(n.Email)
}

func (p *portal) who(email string) directory.Person {
	p.t.Helper()
	people, err := p.Everybody(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	k := slices.IndexFunc(people, func(x directory.Person) bool { return strings.EqualFold(x.Email, email) })
	if k < 0 {
		p.t.Fatalf("nobody has the address %s", email)
	}
	return people[k]
}
