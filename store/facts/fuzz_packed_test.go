package facts_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"

	"shimei/store/facts"
	"shimei/store/programme"
)

// told reads a file to its end and checks what is said of it.
func told(t *testing.T, file string) {
	t.Helper()
	f, err := facts.Open("file", strings.NewReader(file), programme.BuiltIn(), facts.Options{})
	if err != nil {
		if fault, is := err.(*facts.Fault); !is || fault.Line < 1 || fault.Message == "" {
			t.Errorf("%#v", err)
		}
		return
	}
	for before := 0; f.Next(); before = f.Line() {
		rowOf(f)
		if f.Line() <= before {
			t.Errorf("line %d after %d", f.Line(), before)
		}
	}
	if n := len(f.Faults()); (n == 0) != (f.Err() == nil) {
		t.Errorf("%d faults: %v", n, f.Err())
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

// FuzzUnpack reads anything that is packed, and what is damaged.
func FuzzUnpack(f *testing.F) {
	var gz, archive bytes.Buffer
	g, z := gzip.NewWriter(&gz), zip.NewWriter(&archive)
	inner, err := z.Create("a.csv")
	for _, w := range []io.Writer{g, inner} {
		if _, wrong := io.WriteString(w, customersCSV); wrong != nil || err != nil {
			f.Fatal(wrong, err)
		}
	}
	if g.Close() != nil || z.Close() != nil {
		f.Fatal("the seeds are not packed")
	}
	f.Add(gz.Bytes())
	f.Add(archive.Bytes())
	f.Add([]byte("\xD0\xCF\x11\xE0"))
	f.Fuzz(func(t *testing.T, file []byte) { told(t, string(file)) })
}

// FuzzSheet reads a workbook with any sheet, shared texts and styles.
func FuzzSheet(f *testing.F) {
	f.Add(titles+`<row r="5"><c r="A5" t="s"><v>1</v></c><c t="n" s="1"><f>A1</f><v>42475.5</v></c></row></sheetData></worksheet>`,
		`<sst><si><t>x</t></si><si><r><t>a</t></r><rPh><t>b</t></rPh></si></sst>`,
		`<s><numFmts><numFmt numFmtId="170" formatCode="yyyy"/></numFmts><cellXfs><xf/><xf numFmtId="170"/></cellXfs></s>`)
	f.Add(titles+`<row><c s="1"><v>42</v></c><c t="str"><v>N</v></c></row></sheetData></worksheet>`, "<sst/>",
		`<s><numFmts><numFmt numFmtId="170" formatCode="&quot;P&quot;000\-00;0"/></numFmts><cellXfs><xf/><xf numFmtId="170"/></cellXfs></s>`)
	f.Fuzz(func(t *testing.T, sheet, texts, styles string) {
		told(t, handmade(t, sheet, entry{"xl/texts.xml", texts}, entry{"xl/styles.xml", styles}))
	})
}
