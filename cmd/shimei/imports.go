package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/intake"
)

type importsCommand struct {
	List importsListCommand `cmd:"" help:"List what came in, and what was taken back, latest first."`
	Show importsShowCommand `cmd:"" help:"Show one import: its faults, and of an undo what it left. What an undo would do says imports undo N --dry-run."`
	Undo importsUndoCommand `cmd:"" help:"Take an import back: what it added goes, what it changed has its former value. An undo can be undone."`
}

type importsListCommand struct {
	Format string `enum:"table,json,csv" default:"table" help:"Form of the output: ${enum}."`
}

// recordObject is an import as scripts read it.
type recordObject struct {
	Import    int64         `json:"import"`
	At        string        `json:"at"`
	By        string        `json:"by"`
	File      string        `json:"file"`
	Kind      string        `json:"kind"`
	State     string        `json:"state"`
	Rows      int64         `json:"rows"`
	Added     int64         `json:"added"`
	Changed   int64         `json:"changed"`
	Unchanged int64         `json:"unchanged"`
	Removed   int64         `json:"removed"`
	Undoes    *int64        `json:"undoes"`    // the import that it took back
	UndoneBy  *int64        `json:"undone_by"` // the undo that took it back
	Errors    []faultObject `json:"errors,omitempty"`
	Stays     []stayObject  `json:"stays,omitempty"`
	Effect    *effectObject `json:"effect,omitempty"` // of one that is only asked about
}

// stayObject is a row that an undo leaves as it is.
type stayObject struct {
	File   string     `json:"file"`
	Line   int64      `json:"line"`
	Key    []string   `json:"key"`
	Reason intake.Why `json:"reason"`
	By     *lineOf    `json:"by,omitempty"`
}

// lineOf is a line of a file, and the import that it came with.
type lineOf struct {
	Import int64  `json:"import"`
	File   string `json:"file"`
	Line   int64  `json:"line"`
}

func recordOf(x intake.Record) recordObject {
	o := recordObject{Import: x.Key, At: x.At.UTC().Format(time.RFC3339), By: x.Actor, File: x.File, Kind: string(x.Kind), State: string(x.State),
		Rows: x.Rows, Added: x.Added, Changed: x.Changed, Unchanged: x.Unchanged, Removed: x.Removed,
		Undoes: orAbsent(x.Undoes), UndoneBy: orAbsent(x.UndoneBy)}
	for _, f := range x.Faults {
		o.Errors = append(o.Errors, faultObject{f.Line, f.Column, f.Message})
	}
	return o
}

func orAbsent(key int64) *int64 {
	if key == 0 {
		return nil
	}
	return &key
}

var recordHead = []string{"import", "at", "by", "file", "kind", "state", "rows", "added", "changed", "unchanged", "removed", "undoes", "undone_by"}

func (o recordObject) row() []string {
	cells := []string{fmt.Sprint(o.Import), o.At, o.By, o.File, o.Kind, o.State}
	for _, n := range []int64{o.Rows, o.Added, o.Changed, o.Unchanged, o.Removed} {
		cells = append(cells, fmt.Sprint(n))
	}
	for _, key := range []*int64{o.Undoes, o.UndoneBy} {
		cell := ""
		if key != nil {
			cell = fmt.Sprint(*key)
		}
		cells = append(cells, cell)
	}
	return cells
}

// Run lists the imports, latest first.
func (c importsListCommand) Run(t *terminal) error {
	return t.with(db.MayRead, func(s *store.Store) error {
		objects, rows := []recordObject{}, [][]string{recordHead}
		if err := s.EachImport(t.ctx, intake.Order.Usual, func(x intake.Record) error {
			objects = append(objects, recordOf(x))
			rows = append(rows, objects[len(objects)-1].row())
			return nil
		}); err != nil {
			return err
		}
		if c.Format == "json" {
			return writeJSON(t.out, objects)
		}
		return writeRows(t.out, c.Format, rows, 6)
	})
}

type importsShowCommand struct {
	Import int64  `arg:"" name:"import" help:"The import's number, as in the list."`
	Format string `enum:"table,json" default:"table" help:"Form of the output: ${enum}."`
}

// Run shows an import; of an undo also the rows that it left as they were.
func (c importsShowCommand) Run(t *terminal) error {
	return t.with(db.MayRead, func(s *store.Store) error {
		x, err := importOf(t, s, c.Import)
		if err != nil {
			return err
		}
		stays, err := s.StaysOf(t.ctx, x.Key)
		if err != nil {
			return err
		}
		o := recordOf(x)
		o.Stays = staysOf(x.File, stays)
		return t.writeRecord(o, c.Format)
	})
}

type importsUndoCommand struct {
	Import int64  `arg:"" name:"import" help:"The import's number, as in the list."`
	DryRun bool   `help:"Say what would happen and store nothing."`
	Format string `enum:"table,json" default:"table" help:"Form of the output: ${enum}."`
}

// Run takes an import back. Rows that stay go to standard error as FILE:LINE: key: why, without a line where the
// file has none of them, as it removed them.
func (c importsUndoCommand) Run(t *terminal) error {
	may, undo := db.MayChange, func(s *store.Store) (store.UndoneImport, error) { return s.Undo(t.ctx, c.Import, account()) }
	if c.DryRun {
		may, undo = db.MayRehearse, func(s *store.Store) (store.UndoneImport, error) { return s.WouldUndo(t.ctx, c.Import) }
	}
	return t.with(may, func(s *store.Store) error {
		if _, err := importOf(t, s, c.Import); err != nil {
			return err
		}
		done, err := undo(s)
		if errors.Is(err, intake.ErrNothingLeft) && len(done.Stays) > 0 {
			t.writeStays(staysOf(done.File, done.Stays))
			err = errors.New("all of it stays, for the reasons that are listed; nothing was taken back")
		}
		if err != nil {
			return fmt.Errorf("import %d: %w", c.Import, err)
		}
		if c.DryRun {
			done.State = intake.DryRun
		}
		o := recordOf(intake.Record{At: s.Now(), Actor: account(), Import: done.Import})
		o.Stays = staysOf(done.File, done.Stays)
		if done.Effect != nil {
			o.Effect = effectJSON(done.Effect)
		}
		if err := t.writeRecord(o, c.Format); err != nil || c.Format == "json" {
			return err
		}
		return writeEffect(t.out, done.Effect)
	})
}

func importOf(t *terminal, s *store.Store, key int64) (intake.Record, error) {
	x, err := s.ImportByKey(t.ctx, key)
	if errors.Is(err, db.ErrNotFound) {
		return x, misuse{fmt.Errorf("there is no import %d; \"shimei imports list\" has their numbers", key)}
	}
	return x, err
}

// writeRecord writes one import; what is wrong in its file, and what stays, goes to standard error.
func (t *terminal) writeRecord(o recordObject, format string) error {
	if format == "json" {
		return writeJSON(t.out, o)
	}
	for _, f := range o.Errors {
		fmt.Fprintf(t.err, "%s:%d: %s: %s\n", o.File, f.Line, f.Column, f.Message)
	}
	t.writeStays(o.Stays)
	return writeRows(t.out, "table", [][]string{recordHead, o.row()}, 6)
}

// writeStays tells on standard error of the rows that an undo leaves as they are.
func (t *terminal) writeStays(stays []stayObject) {
	for _, s := range stays {
		place := s.File
		if s.Line != 0 {
			place += fmt.Sprintf(":%d", s.Line)
		}
		fmt.Fprintf(t.err, "%s: %s: stays: %s\n", place, strings.TrimSpace(strings.Join(s.Key, " ")), s.why())
	}
}

func staysOf(file string, stays []intake.Stay) (objects []stayObject) {
	for _, s := range stays {
		o := stayObject{File: file, Line: s.Line, Key: s.Key, Reason: s.Why}
		if s.By != 0 {
			o.By = &lineOf{s.By, s.ByFile, s.ByLine}
		}
		objects = append(objects, o)
	}
	return objects
}

// why says why a row stays.
func (s stayObject) why() string {
	if s.By != nil {
		return fmt.Sprintf("%s:%d wrote it later, import %d", s.By.File, s.By.Line, s.By.Import)
	}
	return map[intake.Why]string{
		intake.Later:                 "it was written or removed later",
		intake.Gone:                  "its former row names what is not there any more",
		intake.NoRate:                "what its former row consumed is in a currency without a rate in that month; import its rate first",
		intake.Unfit:                 "the rules do not allow its former row beside what came since",
		intake.People:                "a person changed it since",
		intake.NeededByLocations:     "locations hang on it",
		intake.NeededBySubscriptions: "subscriptions hang on it",
		intake.NeededByUsage:         "usage hangs on it",
		intake.NeededBySales:         "sales hang on it",
		intake.NeededByAssociations:  "associations hang on it",
		intake.NeededByAccounts:      "accounts of people hang on it",
		intake.NeededByStatements:    "lines of closed statements hang on it",
		intake.NeededByEvents:        "the history of nominations names it",
	}[s.Reason]
}
