package facts_test

import (
	"bytes"
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"shimei/store/facts"
	"shimei/store/programme"
)

// FuzzOpen reads anything as every kind. It holds that reading never panics, that its
// faults stand in order and within the file, and that it is the same byte by byte.
func FuzzOpen(f *testing.F) {
	scenarios, _ := filepath.Glob("../testdata/scenarios/complex/*.csv")
	for _, name := range scenarios {
		file, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(file)
		f.Add(bytes.ReplaceAll(file, []byte("\n"), []byte("\r\n")))
		f.Add(bytes.ReplaceAll(file, []byte(","), []byte(`","`)))
		f.Add(bytes.ReplaceAll(file, []byte("T"), []byte("\"\n\x83\"")))
	}
	for _, text := range []string{"", "\uFEFF", "\n", ",", `"`, "a\x00,b", "name\xff\n", "tenant_id,name\n\"", "tenant_id,name\nT,\"\r",
		"tenant_id,name\n=\"0012\",=\"a\"\"b\"\n=,'=x\n\x1A", "tenant_id,name\nT,\x1B$B%I\x1B(B\n", "sep=|\n", "<html>", "tenant_id,name\nT, \"a\"\n",
		"tenant_id,name\n" + strings.Repeat("T,\n", 150), strings.Repeat("name,", 20_000)} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		for _, as := range append([]facts.Kind{"other"}, facts.Kinds...) {
			check(t, file, as)
		}
		said := check(t, file, "")
		_, err := read(iotest.OneByteReader(bytes.NewReader(file)), programme.BuiltIn(), "")
		if again := errorText(err); again != said {
			t.Errorf("%s\nbyte by byte\n%s", said, again)
		}
	})
}

// check reads a file as a kind and returns what is wrong with it.
func check(t *testing.T, file []byte, as facts.Kind) string {
	f, err := facts.Open("file.csv", bytes.NewReader(file), programme.BuiltIn(), facts.Options{As: as})
	if err != nil {
		fault, ok := err.(*facts.Fault)
		if !ok || fault.Line < 1 || fault.Message == "" || f != nil {
			t.Errorf("as %q: %#v", as, err)
		}
		return err.Error()
	}
	lines := 1 + bytes.Count(file, []byte("\n"))
	for before := 0; f.Next(); before = f.Line() {
		known := len(f.Faults())
		if _, ok := rowOf(f); ok == (len(f.Faults()) > known) {
			t.Errorf("as %q: line %d is sound: %v, but %v", as, f.Line(), ok, f.Err())
		}
		if f.Line() <= before || f.Line() > lines {
			t.Errorf("as %q: line %d after %d of %d", as, f.Line(), before, lines)
		}
	}
	faults := f.Faults()
	ordered := slices.IsSortedFunc(faults, func(a, b facts.Fault) int { return cmp.Compare(a.Line, b.Line) })
	if !ordered || len(faults) > facts.MostFaults || (f.Err() == nil) != (len(faults) == 0) || f.Next() {
		t.Errorf("as %q: %v", as, faults)
	}
	for _, fault := range faults {
		if fault.Line < 1 || fault.Line > lines || len(fault.Message) > 2000 || strings.ContainsAny(fault.Error(), "\n\x00") {
			t.Errorf("as %q: %q", as, fault.Error())
		}
	}
	return errorText(f.Err())
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
