package export

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"shimei/store/facts"
)

// closing is a file in memory, which counts how often it is closed.
type closing struct {
	bytes.Buffer
	closed int
}

func (c *closing) Close() error {
	c.closed++
	return nil
}

func TestAWorkbookOfFactsGoesOnInTheNextFileAndKeepsRowsTogether(t *testing.T) {
	files := map[string]*closing{}
	w := &factWriter{most: 3, o: FactOptions{Form: XLSX, Create: func(name string) (io.WriteCloser, error) {
		files[name] = &closing{}
		return files[name], nil
	}}}
	if err := w.Begin(facts.Rates, []string{"month", "currency", "rate"}); err != nil {
		t.Fatal(err)
	}
	row := []any{"2016-04", "EUR", "1.1"}
	for _, together := range []int{1, 1, 2, 1, 1} {
		if err := w.Write([][]any{row, row}[:together]...); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.end(); err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(w.files), "[{01-rates.xlsx rates 2 false} {02-rates.xlsx rates 3 true} {03-rates.xlsx rates 1 false}]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for _, f := range w.files {
		if files[f.Name].Len() == 0 || files[f.Name].closed != 1 {
			t.Errorf("%s has %d bytes and is closed %d times", f.Name, files[f.Name].Len(), files[f.Name].closed)
		}
	}
}

func TestAFileThatCannotBeMadeOrWrittenEndsTheExport(t *testing.T) {
	full := fmt.Errorf("disk full")
	for _, form := range TableForms {
		w := &factWriter{most: 3, o: FactOptions{Form: form, BOM: true, Create: func(string) (io.WriteCloser, error) { return broken{full}, nil }}}
		err := w.Begin(facts.Rates, []string{"month"})
		if err == nil {
			err = w.end()
		}
		if err == nil || !strings.Contains(err.Error(), "disk full") {
			t.Errorf("%s: %v", form, err)
		}
		if err := w.close(); err != nil && form == CSV {
			t.Error(err)
		}
	}
	w := &factWriter{o: FactOptions{Form: CSV, Create: func(string) (io.WriteCloser, error) { return nil, full }}}
	if err := w.Begin(facts.Rates, []string{"month"}); err != full {
		t.Error(err)
	}
	if err := w.close(); err != nil {
		t.Error(err)
	}
}

// broken is a file that takes nothing.
type broken struct{ error }

func (b broken) Write([]byte) (int, error) { return 0, b.error }

func (broken) Close() error { return nil }

func TestASheetOfFactsThatIsFullIsRefused(t *testing.T) {
	var out bytes.Buffer
	table, err := NewFactTable(XLSX, &out, "n")
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	table.(*factSheet).most = 2
	for k := range 3 {
		err = table.Write(int64(k))
	}
	if err == nil || err.Error() != "there are more than 2 rows, which one sheet does not hold; take the file as CSV" {
		t.Error(err)
	}
}
