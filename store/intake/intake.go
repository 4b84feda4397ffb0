package intake

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// Source is a fact file to be imported. Open is called again only where the import has to
// begin anew.
type Source struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// State is what became of a file.
type State string

// The states of an import: taken whole, or not at all.
const (
	Stored  State = "stored"
	Refused State = "refused"
	DryRun  State = "dry run"
)

// Import is what one file's import did, or would do.
type Import struct {
	Key       int64 // of its record; 0 for a dry run, which leaves none
	File      string
	Kind      facts.Kind // "" where it can't be told
	State     State
	Rows      int64 // read
	Added     int64
	Changed   int64
	Unchanged int64
	Faults    []facts.Fault
}

// Options say how files are imported.
type Options struct {
	Actor  string     // who does it, for the record
	As     facts.Kind // overrides the kind that the header tells
	DryRun bool       // tell what it would do, and store nothing
}

// Into is where an import goes: the transaction that it is one part or the whole of.
type Into struct {
	DB          *db.DB // of the transaction, to read on other connections
	Tx          *db.Tx
	Programme   *programme.Programme // in force
	Ledger      *ledger.Ledger
	Alone       bool // the transaction changes nothing but what this file does
	UsageAtOnce int  // rows of usage that are put in order before they are written; 0 for the usual
}

// Take takes in one file. Faults are in the result, and then the transaction is to be undone.
func Take(into Into, f *File) (Import, error) {
	if err := f.rewind(into.Programme); err != nil {
		return Import{}, err
	}
	im := newImporter(into, f)
	if err := im.run(); err != nil {
		return im.done, err
	}
	if im.anew && !im.faulty() {
		if _, err := im.ledger.Rebuild(); err != nil {
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
	tx     *db.Tx
	db     *db.DB
	p      *programme.Programme // in force
	ledger *ledger.Ledger
	file   *facts.File
	index  indexes
	// alone: nothing but this file is changed by the transaction, so that what it reads of
	// other facts can be read on another connection.
	alone       bool
	usageAtOnce int
	// touched counts the customers whose credits were changed one by one, until they are so
	// many that the credits are rather derived anew, once all of the file is in.
	touched int64
	anew    bool
	done    Import
}

func newImporter(into Into, f *File) *importer {
	im := &importer{tx: into.Tx, db: into.DB, p: into.Programme, ledger: into.Ledger, file: f.facts, alone: into.Alone,
		usageAtOnce: into.UsageAtOnce, done: Import{File: f.Name(), Kind: f.facts.Kind(), State: Stored}}
	if im.usageAtOnce == 0 {
		im.usageAtOnce = usageAtOnce
	}
	im.index = indexesOf(im.tx, im.p)
	return im
}

func (im *importer) run() error {
	f := im.file
	switch f.Kind() {
	case facts.Partners:
		partners := partnerImport{importer: im, rows: map[string]facts.PartnerRow{}}
		return errors.Join(inChunks(f, f.Partner, partners.chunk), partners.finish())
	case facts.Customers:
		return inChunks(f, f.Customer, im.customers)
	case facts.Subscriptions:
		return inChunks(f, f.Subscription, im.subscriptions)
	case facts.Usage:
		usage := newUsageImport(im)
		defer usage.extension.End()
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

// change is what a chunk does to the database, with the customers whose credits it may
// touch, from a month on.
type change struct {
	customers []int64
	since     programme.Month
	apply     func() error
}

// around makes a change, and has the ledger follow it where the file is worth that.
func (im *importer) around(c change) error {
	if im.faulty() || im.anew {
		return c.apply()
	}
	slices.Sort(c.customers)
	customers := slices.Compact(c.customers)
	im.touched += int64(len(customers))
	if im.touched > rowsAtOnce {
		var all int64
		if _, err := im.tx.One([]any{&all}, "SELECT count(*) FROM customers"); err != nil {
			return err
		}
		if im.anew = im.touched > all/anewFrom; im.anew {
			return c.apply()
		}
	}
	return im.ledger.Around(customers, c.since, c.apply)
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
