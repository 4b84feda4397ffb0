package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"shimei/store/facts"
)

// Source is a fact file to be imported. Open is called again only where the import has to
// begin anew.
type Source struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// ImportState is what became of a file.
type ImportState string

// The states of an import: taken whole, or not at all.
const (
	Stored  ImportState = "stored"
	Refused ImportState = "refused"
	DryRun  ImportState = "dry run"
)

// Import is what one file's import did, or would do.
type Import struct {
	Key       int64 // of its record; 0 for a dry run, which leaves none
	File      string
	Kind      facts.Kind // "" where it can't be told
	State     ImportState
	Rows      int64 // read
	Added     int64
	Changed   int64
	Unchanged int64
	Faults    []facts.Fault
}

// ImportOptions say how files are imported.
type ImportOptions struct {
	Actor  string     // who does it, for the record
	As     facts.Kind // overrides the kind that the header tells
	DryRun bool       // tell what it would do, and store nothing
}

// errDryRun undoes what a dry run did.
var errDryRun = errors.New("dry run")

// Import takes in files, in the order of dependence, each whole or not at all. It stops at
// the first file with faults, which its Import holds; the files before it stay. The error
// is of the machine, not of the files.
func (s *Store) Import(ctx context.Context, files []Source, o ImportOptions) ([]Import, error) {
	p, err := s.Programme(ctx)
	if err != nil {
		return nil, err
	}
	opened, refused, err := openAll(files, p, o.As)
	defer func() {
		for _, f := range opened {
			f.close()
		}
	}()
	if err != nil {
		return nil, err
	}
	if len(refused) > 0 {
		return refused, s.record(ctx, o, refused)
	}
	if o.DryRun {
		return s.dryRun(ctx, opened)
	}
	var done []Import
	for _, f := range opened {
		one, err := s.importFile(ctx, f, o)
		if err != nil {
			return done, fmt.Errorf("%s: %w", f.source.Name, err)
		}
		done = append(done, one)
		if one.State == Refused {
			break
		}
	}
	return done, nil
}

func (s *Store) importFile(ctx context.Context, f *openFile, o ImportOptions) (done Import, err error) {
	err = s.bulk(ctx, func(t *tx) error {
		if done, err = t.importFile(f, true); err != nil || done.State == Refused {
			return errors.Join(err, undo(done))
		}
		return t.recordImport(o.Actor, &done)
	})
	if errors.Is(err, errRefused) {
		refused := []Import{done}
		err = s.record(ctx, o, refused)
		return refused[0], err
	}
	return done, err
}

// errRefused undoes the import of a file with faults.
var errRefused = errors.New("the file has faults")

func undo(done Import) error {
	if done.State == Refused {
		return errRefused
	}
	return nil
}

// dryRun imports all files in one change, since later ones hang on earlier ones, and
// undoes it.
func (s *Store) dryRun(ctx context.Context, files []*openFile) (done []Import, err error) {
	err = s.bulk(ctx, func(t *tx) error {
		done = nil
		if s.tried != nil {
			if err := t.adopt(s.tried, ""); err != nil {
				return err
			}
		}
		for _, f := range files {
			one, err := t.importFile(f, len(files) == 1)
			if err != nil {
				return fmt.Errorf("%s: %w", f.source.Name, err)
			}
			if one.State == Stored {
				one.State = DryRun
			}
			done = append(done, one)
			if one.State == Refused {
				break
			}
		}
		return errDryRun
	})
	if errors.Is(err, errDryRun) {
		err = nil
	}
	return done, err
}

func (s *Store) record(ctx context.Context, o ImportOptions, done []Import) error {
	if o.DryRun {
		return nil
	}
	return s.update(ctx, func(t *tx) error {
		for k := range done {
			if err := t.recordImport(o.Actor, &done[k]); err != nil {
				return err
			}
		}
		return nil
	})
}

// importFile takes in one file. Faults are in the result, and then the transaction is to
// be undone.
func (t *tx) importFile(f *openFile, alone bool) (Import, error) {
	if err := f.rewind(t.p); err != nil {
		return Import{}, err
	}
	im := &importer{tx: t, file: f.facts, at: indexesOf(t), alone: alone,
		done: Import{File: f.source.Name, Kind: f.facts.Kind(), State: Stored}}
	if err := im.run(); err != nil {
		return im.done, err
	}
	if im.anew && !im.faulty() {
		if _, err := t.recompute(); err != nil {
			return im.done, err
		}
	}
	im.done.Rows = int64(f.facts.Rows())
	im.done.Faults = f.facts.Faults()
	if len(im.done.Faults) > 0 {
		im.done.State = Refused
		im.done.Added, im.done.Changed, im.done.Unchanged = 0, 0, 0
		return im.done, nil
	}
	return im.done, f.facts.Err()
}

// importer takes in one file, a chunk of rows at a time, so that memory does not grow with
// the file.
type importer struct {
	*tx
	file *facts.File
	at   indexes
	// alone: nothing but this file is changed by the transaction, so that what it reads of
	// other facts can be read on another connection.
	alone bool
	// touched counts the customers whose credits were changed one by one, until they are so
	// many that the credits are rather derived anew, once all of the file is in.
	touched int64
	anew    bool
	done    Import
}

func (im *importer) run() error {
	f := im.file
	switch f.Kind() {
	case facts.Partners:
		parents := partnerParents{importer: im, rows: map[string]facts.PartnerRow{}}
		return errors.Join(inChunks(f, f.Partner, parents.chunk), parents.finish())
	case facts.Customers:
		return inChunks(f, f.Customer, im.customers)
	case facts.Subscriptions:
		return inChunks(f, f.Subscription, im.subscriptions)
	case facts.Usage:
		usage := usageImport{importer: im, latest: im.p.MonthAt(im.now) + 1}
		defer func() { usage.ready.end() }()
		if err := inChunks(f, f.Usage, usage.chunk); err != nil {
			return errors.Join(err, usage.written())
		}
		return usage.finish()
	case facts.Sales:
		return inChunks(f, f.Sale, im.sales)
	case facts.Associations:
		return inChunks(f, f.Association, im.associations)
	}
	return fmt.Errorf("no import for a file of %s", f.Kind())
}

// faulty reports whether the file will not be stored: nothing needs crediting then.
func (im *importer) faulty() bool { return im.file.Faulty() }

// crediting is tx.crediting for a file that is worth it.
func (im *importer) crediting(c change) error {
	if im.faulty() || im.anew {
		return c.apply()
	}
	slices.Sort(c.customers)
	customers := slices.Compact(c.customers)
	im.touched += int64(len(customers))
	if im.touched > rowsAtOnce {
		var all int64
		if _, err := im.one([]any{&all}, "SELECT count(*) FROM customers"); err != nil {
			return err
		}
		if im.anew = im.touched > all/anewFrom; im.anew {
			return c.apply()
		}
	}
	return im.tx.crediting(customers, c.since, c.apply)
}

// anewFrom is which part of all customers a file has to touch for all credits to be derived
// anew: one by one each costs about this many times what it costs in a pass over all.
const anewFrom = 8

// count books a row as added, changed or unchanged.
func (im *importer) count(existed, same bool) {
	switch {
	case !existed:
		im.done.Added++
	case same:
		im.done.Unchanged++
	default:
		im.done.Changed++
	}
}
