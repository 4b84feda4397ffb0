package intake

import (
	"errors"
	"fmt"
	"io"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/history"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// Source is a fact file to be imported. Open is called again only where the import has to
// begin anew.
type Source struct {
	Name    string
	Open    func() (io.ReadCloser, error)
	Reading *facts.Options // what this one does not tell by itself; nil where Options say it of all
}

// State tells whether a file was stored.
type State string

// The states of an import: taken whole, or not at all.
const (
	Stored  State = "stored"
	Refused State = "refused"
	DryRun  State = "dry run"
	Staged  State = "staged" // of a record while rows are written that nobody sees
)

// Import is the result of one file's import, or of its dry run. Added, Changed, Unchanged and Removed
// count rows; a refused file has none of them. Of a file that is stored each row is in one of the first three:
// one that stands in it again is unchanged.
type Import struct {
	Key       int64 // of its record; 0 for a dry run, which leaves none
	File      string
	Kind      facts.Kind // "" where it can't be told
	State     State
	Rows      int64 // read
	Added     int64
	Changed   int64
	Unchanged int64
	Again     int64                // of the unchanged ones, rows that stand in the file again; not kept in the record
	Completed []programme.Month    // that it declared complete; not kept in the record
	Removed   int64                // of months that a file holds all usage of, or by an undo
	Cleared   []Cleared            // by column, in their order; not kept in the record
	Undoes    int64                // key of the import that an undo took back; 0 for none
	Backdated int64                // rows that change what held before today (R4a): owner, kind, parent or status; not kept in the record
	Form      string               // in words how the file is written, such as "UTF-16, tab-separated"; "" where it can't be told; not kept
	Mapping   *facts.MappingReport // what a mapping made of the file; nil where none read it; not kept
	Faults    []facts.Fault
}

// Options say how files are imported.
type Options struct {
	Actor   string        // who does it, for the record
	Reading facts.Options // what the files do not tell by themselves
	// Whole: a usage file holds all usage of the months that it names, and what it does not name in
	// them is removed. Complete: the months of a usage file are declared complete once it is in (R10).
	Whole, Complete bool
	// Sum: rows of a usage or sales file that are known by the same add up, instead of refusing the file.
	Sum bool
	// Together is what files that are imported at once know of each other; nil for a file alone.
	Together *Together
}

// Into is the transaction that an import writes in, with the rooms made of it.
type Into struct {
	DB          *db.DB // of the transaction, to read on other connections
	Tx          *db.Tx
	Programme   *programme.Programme // in force
	Ledger      *ledger.Ledger
	Import      int64 // key of its record, as Begin gave it
	Alone       bool  // nothing else is changed in the transaction
	Options     Options
	UsageAtOnce int // rows of usage that are put in order before they are written; 0 for the usual
}

// Take takes in one file. Its faults are in the result, and then the caller has to undo the
// transaction. The error is of the database or of the reader.
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
	if err := im.recordMonths(); err != nil {
		return im.done, err
	}
	return im.result()
}

// result returns what the import did, once all rows are read.
func (im *importer) result() (Import, error) {
	f := im.source
	im.done.Rows, im.done.Again, im.done.Unchanged = int64(f.facts.Rows()), im.again, im.done.Unchanged+im.again
	im.done.Cleared = im.clearedByColumn()
	im.done.Mapping, im.done.Faults = f.facts.Mapping(), f.facts.Faults()
	if len(im.done.Faults) > 0 {
		im.done.State = Refused
		im.done.Added, im.done.Changed, im.done.Unchanged, im.done.Again, im.done.Removed, im.done.Backdated = 0, 0, 0, 0, 0, 0
		im.done.Cleared = nil
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
	source *File
	index  indexes
	// alone: the transaction changes nothing but this file's rows, so that another connection can
	// read the other facts.
	alone       bool
	options     Options
	usageAtOnce int
	// touched counts the customers whose credits the ledger changed one by one. Once they are many,
	// it rather derives all credits anew when the whole file is in.
	touched int64
	anew    bool
	again   int64                    // rows that stand in the file again
	cleared map[string]int64         // stored values that empty cells clear, by column
	key     int64                    // of the import's record
	months  writtenMonths            // of usage
	recount map[programme.Month]bool // months of usage that rows were added to, or removed from
	// tenantProducts are those that were asked for, with their keys.
	tenantProducts map[tenantProduct]int64
	done           Import
}

func newImporter(into Into, f *File) *importer {
	im := &importer{tx: into.Tx, db: into.DB, p: into.Programme, ledger: into.Ledger, file: f.facts, source: f, alone: into.Alone, options: into.Options,
		usageAtOnce: into.UsageAtOnce, key: into.Import, done: Import{Key: into.Import, File: f.Name(), Kind: f.facts.Kind(), State: Stored, Form: f.facts.Form()}}
	if im.usageAtOnce == 0 {
		im.usageAtOnce = usageAtOnce
	}
	if f.facts.Mapping() != nil { // which alone says whether rows add up
		im.options.Sum = f.facts.Sums()
	}
	im.index = indexesOf(im.tx, im.p)
	return im
}

func (im *importer) run() error {
	f := im.file
	switch f.Kind() {
	case facts.Partners:
		partners := partnerImport{importer: im, parents: map[programme.Key]*storedPartner{}, written: map[programme.Key]string{}}
		return errors.Join(inOrder(f, once(im, f.Partner, toldPartner), ofPartner, partners.chunk), partners.finish())
	case facts.Customers:
		return inChunks(f, once(im, f.Customer, toldCustomer), im.customers)
	case facts.Subscriptions:
		read := once(im, f.Subscription, toldSubscription)
		if f.Dated() {
			return errors.Join(inOrder(f, read, ofSubscription, im.subscriptions), im.refuseMixedByMoves())
		}
		return errors.Join(inChunks(f, read, im.subscriptions), im.refuseMixedByMoves())
	case facts.Rates:
		return inChunks(f, once(im, f.Rate, toldRate), im.rates)
	case facts.Usage:
		usage := newUsageImport(im)
		defer usage.extension.End()
		if err := usage.begin(); err != nil {
			return err
		}
		if err := inChunks(f, f.Usage, usage.chunk); err != nil {
			return errors.Join(err, usage.written())
		}
		return usage.finish()
	case facts.Sales:
		if im.options.Sum {
			return im.summedSales()
		}
		return inChunks(f, once(im, f.Sale, toldSale), im.sales)
	case facts.Associations:
		return inChunks(f, once(im, f.Association, toldAssociation), im.associations)
	}
	return fmt.Errorf("no import for a file of %s", f.Kind())
}

// faulty reports whether the file has a fault so far: it will not be stored, and needs no credits.
func (im *importer) faulty() bool { return im.file != nil && im.file.Faulty() }

// change is the writing of a chunk, with the customers whose credits it may touch from a month on.
type change struct {
	customers []int64
	since     programme.Month
	apply     func() error
}

// around applies a change, with the ledger around it unless all credits will be derived anew.
func (im *importer) around(c change) error {
	if im.faulty() || im.anew {
		return c.apply()
	}
	customers, err := history.Sharing(im.tx, c.customers)
	if err != nil {
		return err
	}
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

// anewFrom tells when all credits are derived anew: once a file touches one in so many customers. To
// change the credits of one customer costs about as many times its share of a pass over all.
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
