package facts_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/facts"
	"shimei/store/intake"
	"shimei/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Run(m)) }

// spelling is a file as somebody wrote it: the rows that a database has by it, as its dump tells them, or why
// it is refused, which is how the first fault ends or begins.
type spelling struct {
	name, file string
	options    facts.Options
	form       string // "" for any
	rows       []string
	refused    string
}

func taken(name, file string, rows ...string) spelling {
	return spelling{name: name, file: file, rows: rows}
}
func refused(name, file, why string) spelling {
	return spelling{name: name, file: file, refused: why}
}

// by says the encoding of a spelling, and in says the order of its dates.
func (s spelling) by(label string) spelling { s.options.Encoding = label; return s }
func (s spelling) in(order facts.Dates) spelling {
	s.options.Dates = order
	return s
}
func (s spelling) as(form string) spelling { s.form = form; return s }

// stored returns the row that a dump has of something: its table and cells.
func stored(cells ...any) string {
	words := make([]string, len(cells))
	for k, cell := range cells {
		words[k] = fmt.Sprint(cell)
	}
	return strings.Join(words, "\t")
}

// customerAs is what most spellings say.
func customerAs(id, name string) string { return stored("customer", id, name, "", "", "") }

// spelt is what is known before each spelling: what its rows are of.
var spelt = &storetest.Template{Fill: func(dsn string) error {
	s, err := openAt(dsn)
	if err != nil {
		return err
	}
	for _, text := range []string{
		"partner_id,name\nA,Aomori Systems\n", "tenant_id,name\nT,Tailspin Toys\n",
		"subscription_id,tenant_id,product,start_date\nS,T,office365,2015-06-01\nT-office,T,office365,2015-06-01\nT-azure,T,azure,2015-07-01\n",
	} {
		done, wrong := s.Import(context.Background(), sourceOf(text), intake.Options{Actor: "test"})
		if err = errors.Join(err, wrong); wrong == nil && done[0].State != intake.Stored {
			err = errors.Join(err, fmt.Errorf("%v", done[0].Faults))
		}
	}
	return errors.Join(err, s.Close())
}}

func openAt(dsn string) (*store.Store, error) {
	s, _, err := store.Open(context.Background(), dsn, store.Options{Clock: func() time.Time { return time.Date(2016, 4, 11, 9, 0, 0, 0, time.UTC) }})
	return s, err
}

func sourceOf(text string) []intake.Source {
	return []intake.Source{{Name: "file.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}}
}

// speller imports spellings, each into a database with what is known before and nothing else.
type speller struct {
	t           *testing.T
	beside      string // a place on the engine of the databases
	store       *store.Store
	dsn         string
	before, now string // dumps
}

// fresh opens a database, unless the one before is as it was.
func (w *speller) fresh() {
	w.t.Helper()
	if w.store != nil && w.now == w.before {
		return
	}
	w.close()
	w.dsn = storetest.Beside(w.t, w.beside)
	spelt.At(w.t, w.dsn)
	var err error
	if w.store, err = openAt(w.dsn); err != nil {
		w.t.Fatal(err)
	}
	w.before = storetest.Dump(w.t, w.dsn)
}

func (w *speller) close() {
	w.t.Helper()
	if w.store == nil {
		return
	}
	if err := w.store.Close(); err != nil {
		w.t.Error(err)
	}
}

// check imports the file, and compares the stored rows, or the fault with which nothing is stored.
func (w *speller) check(s spelling) {
	w.t.Helper()
	w.fresh()
	done, err := w.store.Import(w.t.Context(), sourceOf(s.file), intake.Options{Actor: "test", Reading: s.options})
	if err != nil {
		w.t.Fatalf("%s: %v", s.name, err)
	}
	w.now = storetest.Dump(w.t, w.dsn)
	var said string
	for k := range done[0].Faults {
		said += done[0].Faults[k].Error() + "\n"
	}
	switch {
	case s.refused == "":
		if diff := cmp.Diff(s.rows, w.changes()); diff != "" || said != "" {
			w.t.Errorf("%s: %s\n%s", s.name, said, diff)
		}
		if s.form != "" && done[0].Form != s.form {
			w.t.Errorf("%s: it is %s, want %s", s.name, done[0].Form, s.form)
		}
	case !strings.HasPrefix(said, "file.csv:") || !strings.Contains(said, s.refused):
		w.t.Errorf("%s: %q\n got: %s\nwant: %s", s.name, w.changes(), said, s.refused)
	case w.now != w.before:
		w.t.Errorf("%s is refused, and stored:\n%s", s.name, cmp.Diff(w.before, w.now))
	}
}

// changes returns the rows of facts that came into the database, and those that went.
func (w *speller) changes() (rows []string) {
	before, now := strings.Split(w.before, "\n"), strings.Split(w.now, "\n")
	for _, line := range now {
		if table, _, _ := strings.Cut(line, "\t"); !slices.Contains(derived, table) && !slices.Contains(before, line) {
			rows = append(rows, line)
		}
	}
	for _, line := range before {
		if !slices.Contains(now, line) {
			rows = append(rows, "gone: "+line)
		}
	}
	return rows
}

// derived are the tables of a dump that follow from facts.
var derived = []string{"key", "month", "credit"}

// The text of most spellings: one customer, with the name given.
func named(name string) string { return "tenant_id,name\nT-1," + name + "\n" }

func semicolons(text string) string { return strings.ReplaceAll(text, ",", ";") }
func tabs(text string) string       { return strings.ReplaceAll(text, ",", "\t") }

func TestARealSpellingIsStoredRightlyOrRefusedClearly(t *testing.T) {
	all := slices.Concat(encodings(t), separators(), headers(), dates(), numbers(), keys(t), quotes(), otherFiles(t), field(t))
	if len(all) < 200 {
		t.Errorf("there are %d spellings", len(all))
	}
	storetest.Places(t, func(t *testing.T, dsn string) {
		w := &speller{t: t, beside: dsn}
		defer w.close()
		for k, s := range all {
			if strings.HasSuffix(t.Name(), "sqlite") || k%sampled == 0 {
				w.check(s)
			}
		}
	})
}

// sampled is how many spellings PostgreSQL takes one of: how a file is read hangs on no engine.
const sampled = 12
