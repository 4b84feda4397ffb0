package intake

import (
	"errors"
	"fmt"
	"slices"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/programme"
)

// Undone is the kind of the record of an undo.
const Undone facts.Kind = "undo"

// Why tells why a row stays where an import that wrote it is taken back.
type Why string

// The reasons. Those from NeededByLocations on are what hangs on a row that would go.
const (
	Later                 Why = "later"  // a later import wrote the row
	Gone                  Why = "gone"   // what the former row names is there no more
	NoRate                Why = "rate"   // what the former row consumed is in a currency that has no rate in its month
	Unfit                 Why = "unfit"  // the rules do not allow the former row beside what came since
	People                Why = "people" // a person changed it since
	NeededByLocations     Why = "locations"
	NeededBySubscriptions Why = "subscriptions"
	NeededByUsage         Why = "usage"
	NeededBySales         Why = "sales"
	NeededByAssociations  Why = "associations"
	NeededByAccounts      Why = "accounts"
	NeededByStatements    Why = "statements"
	NeededByEvents        Why = "events"
)

// Whys lists the reasons.
var Whys = []Why{Later, Gone, NoRate, Unfit, People, NeededByLocations, NeededBySubscriptions, NeededByUsage, NeededBySales,
	NeededByAssociations, NeededByAccounts, NeededByStatements, NeededByEvents}

// Stay is a row that an undo leaves as it is.
type Stay struct {
	Line   int64    // of the import that is taken back; 0 where the row is in none of its lines, but was removed
	Key    []string // of the row
	Why    Why
	By     int64 // key of the import that wrote it later; 0 for none
	ByFile string
	ByLine int64
}

// The errors of Undo.
var (
	ErrRefusedImport = errors.New("the file was refused, and changed nothing")
	ErrTakenBack     = errors.New("it was taken back already")
	ErrWouldMix      = errors.New("taken back, it would leave usage that stands twice")
	ErrNothingLeft   = errors.New("nothing stands as it wrote it: it changed nothing, others wrote all of it since, or it came in before imports were recorded")
)

// step is what an undo does to a row.
type step struct {
	key  string
	now  state
	then string // "" where the row goes
	line int64  // of the file of the import, 0 for none
}

// undo takes an import back.
type undo struct {
	*importer
	of       Record
	table    table
	stays    []Stay
	other    map[int64]string // files of imports
	declares bool             // it changed what is declared of months
}

// Undo takes back an import that is Undoable, under the record of into.Import. What the import added
// goes, what it changed has its former value, and what cannot be taken back stays, and is listed. anew tells that all credits have to be derived anew. The errors are
// ErrNothingLeft and the database's.
func Undo(into Into, of Record) (done Import, stays []Stay, anew bool, err error) {
	u := undo{importer: &importer{tx: into.Tx, db: into.DB, p: into.Programme, ledger: into.Ledger, key: into.Import,
		recount: map[programme.Month]bool{}},
		of: of, other: map[int64]string{}}
	u.index = indexesOf(into.Tx, into.Programme)
	u.done = Import{Key: into.Import, File: u.of.File, Kind: Undone, State: Stored, Undoes: of.Key}
	if err := u.run(); err != nil {
		return done, nil, false, err
	}
	u.done.Rows = u.done.Added + u.done.Changed + u.done.Removed + u.done.Unchanged
	if u.done.Rows == u.done.Unchanged && !u.declares {
		err = ErrNothingLeft
	}
	return u.done, u.stays, u.anew, err
}

// Undoable returns the record of an import that can be taken back. The errors are ErrNotFound,
// ErrRefusedImport and ErrTakenBack.
func Undoable(tx *db.Tx, key int64) (Record, error) {
	of, err := ByKey(tx, key)
	switch {
	case err != nil:
		return of, err
	case of.State != Stored:
		return of, ErrRefusedImport
	case of.UndoneBy != 0:
		return of, fmt.Errorf("%w, by import %d; take that one back to bring it back", ErrTakenBack, of.UndoneBy)
	}
	return of, nil
}

func (u *undo) run() error {
	kind, err := kindOf(u.tx, u.of)
	if err != nil {
		return err
	}
	before, err := u.months()
	if err != nil {
		return err
	}
	declared, err := u.declaredNow()
	if u.table = tableOf(kind); u.table == nil || err != nil {
		return err
	}
	if u.of.Undoes == 0 {
		err = errors.Join(u.table.pages(u.importer, u.of, u.take),
			eachPage(u.tx, u.take, "SELECT row_key FROM import_changes WHERE import_id = $1 AND present = '' ORDER BY row_key", u.of.Key),
			u.writtenLater())
	} else {
		months := ""
		if kind == facts.Usage {
			months = "AND row_key NOT LIKE '" + monthKey + "%' "
		}
		err = eachPage(u.tx, u.take, "SELECT row_key FROM import_changes WHERE import_id = $1 "+months+"ORDER BY row_key", u.of.Key)
	}
	if err != nil {
		return err
	}
	if err := u.refuseMixed(); err != nil {
		return err
	}
	after, err := u.months()
	u.anew = u.anew || before != after
	if err != nil || kind != facts.Usage {
		return errors.Join(err, u.keepStays())
	}
	return errors.Join(u.undeclare(declared), u.keepStays())
}

// kindOf returns the kind of the file that an import took in, or that undos took back at last.
func kindOf(tx *db.Tx, of Record) (facts.Kind, error) {
	for of.Undoes != 0 {
		var err error
		if of, err = ByKey(tx, of.Undoes); err != nil {
			return "", err
		}
	}
	return of.Kind, nil
}

// take takes the steps of some keys.
func (u *undo) take(keys []string) error {
	steps, err := u.steps(keys)
	if err != nil {
		return err
	}
	stay, err := u.table.stay(u.importer, steps)
	if err != nil {
		return err
	}
	steps = slices.DeleteFunc(steps, func(s step) bool {
		why, stays := stay[s.key]
		if stays {
			u.stays = append(u.stays, Stay{Line: s.line, Key: keyParts(s.key), Why: why})
			u.done.Unchanged++
		}
		return stays
	})
	for _, s := range steps {
		switch {
		case s.then == "":
			u.done.Removed++
		case s.now.text == "":
			u.done.Added++
		default:
			u.done.Changed++
		}
	}
	if len(steps) == 0 {
		return nil
	}
	if err := u.journalSteps(steps); err != nil {
		return err
	}
	return u.table.apply(u.importer, steps)
}

// steps returns what the undo does to the rows of some keys. Rows that others wrote since stay.
func (u *undo) steps(keys []string) (steps []step, err error) {
	kept, err := u.kept(keys)
	if err != nil {
		return nil, err
	}
	now, err := u.table.stands(u.importer, slices.Clone(keys))
	if err != nil {
		return nil, err
	}
	for _, key := range keys {
		entry, s := kept[key], step{key: key, now: now[key], line: now[key].by.Line}
		s.then = entry.former.text
		if u.of.Undoes != 0 {
			s.line = entry.former.by.Line // as it was before the undo, whose file is the import's
		}
		if u.of.Undoes != 0 && s.now.text != entry.present {
			if err := u.later(key, entry.former.by.Line, s.now); err != nil {
				return nil, err
			}
			continue
		}
		if s.then != s.now.text {
			steps = append(steps, s)
		}
	}
	return steps, nil
}

// later lists a row that another import wrote since.
func (u *undo) later(key string, line int64, now state) error {
	stay := Stay{Line: line, Key: keyParts(key), Why: Later, By: now.by.Import, ByLine: now.by.Line}
	if _, known := u.other[stay.By]; !known && stay.By != 0 {
		var file string
		if _, err := u.tx.One([]any{&file}, "SELECT file FROM imports WHERE id = $1", stay.By); err != nil {
			return err
		}
		u.other[stay.By] = file
	}
	stay.ByFile = u.other[stay.By]
	u.stays = append(u.stays, stay)
	u.done.Unchanged++
	return nil
}

// writtenLater lists the rows of the import that later ones wrote over.
func (u *undo) writtenLater() error {
	lines := map[string]int64{}
	if err := u.tx.Each(func(scan db.Scan) error {
		var key string
		var line int64
		err := scan(&key, &line)
		lines[key] = line
		return err
	}, "SELECT row_key, coalesce(former_line, 0) FROM import_changes WHERE former_import = $1 ORDER BY import_id DESC", u.of.Key); err != nil {
		return err
	}
	keys := make([]string, 0, len(lines))
	for key := range lines {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for page := range slices.Chunk(keys, rowsAtOnce) {
		now, err := u.table.stands(u.importer, slices.Clone(page))
		if err != nil {
			return err
		}
		for _, key := range page {
			if s, stands := now[key]; stands && s.by.Import > u.of.Key {
				if err := u.later(key, lines[key], s); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
