package facts_test

import (
	"io"
	"runtime"
	"strings"
	"testing"

	"shimei/store/facts"
	"shimei/store/programme"
)

// endless reads as its text, and then the same letter for ever, and counts its bytes.
type endless struct {
	text io.Reader
	more string
	read int64
}

func (e *endless) Read(p []byte) (int, error) {
	n, err := e.text.Read(p)
	if err == io.EOF {
		for n < len(p) {
			n += copy(p[n:], e.more)
		}
	}
	e.read += int64(n)
	return n, nil
}

func TestARecordWithoutEndIsAFaultAndNotRead(t *testing.T) {
	const head = "tenant_id,name\nT,Contoso\n\nU,"
	const open = `a quote (") is not closed within 64 KiB; close it, and double the quotes inside a quoted cell ("")`
	const long = "the row is longer than 64 KiB; check that it ends with a line break, and shorten its cells"
	for _, c := range []struct{ text, more, want string }{
		{head, "x", "file.csv:4: " + long},
		{head + `"`, "x", "file.csv:4: " + open},
		{head + `"`, "x,y\n", "file.csv:4: " + open},
		{head + `"`, `""`, "file.csv:4: " + open},
		{head, ",", "file.csv:4: " + long},
		{"tenant_id,", "x", "file.csv:1: " + long},
		{"\n\n\"", "\r\n", "file.csv:3: " + open},
	} {
		r := &endless{text: strings.NewReader(c.text), more: c.more}
		_, err := read(r, programme.BuiltIn(), "")
		if err == nil || err.Error() != c.want {
			t.Errorf("%q: %v", c.text, err)
		}
		if r.read > 4*facts.MostRecord {
			t.Errorf("%q: %d bytes were read", c.text, r.read)
		}
	}
}

func TestMemoryGrowsNeitherWithAFileNorWithACell(t *testing.T) {
	for name, text := range map[string]string{
		"cell":       "tenant_id,name\nT,\"" + strings.Repeat("x", 10<<20) + "\"\nU,Contoso\n",
		"open quote": "tenant_id,name\nT,\"Contoso\n" + strings.Repeat("U,Contoso\n", 1<<20),
		"blanks":     "tenant_id,name\nT,Contoso\n" + strings.Repeat("\n", 10<<20),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _ = read(strings.NewReader(text), programme.BuiltIn(), "")
		runtime.ReadMemStats(&after)
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 1<<20 {
			t.Errorf("%s: %d bytes were allocated", name, grown)
		}
	}
}

func TestALongRecordWithinTheBoundIsRead(t *testing.T) {
	name := strings.Repeat(" ", facts.MostRecord-len("T,x")) + "x"
	for _, cut := range []int{0, 1} {
		rows, err := read(strings.NewReader("tenant_id,name\nT,"+name[cut:]+"\nU,Contoso\n"), programme.BuiltIn(), "")
		if len(rows) != 2 || err != nil {
			t.Errorf("%d rows, %v", len(rows), err)
		}
	}
	if faults("tenant_id,name\nT, "+name+"\nU,Contoso\n", "") == "" {
		t.Error("a record beyond the bound is read")
	}
}
