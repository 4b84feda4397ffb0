package facts_test

import (
	"compress/gzip"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/facts"
	"shimei/store/programme"
)

// packedLong packs a text, the same piece many times, and an end.
func packedLong(t *testing.T, begins, piece string, times int, ends string) string {
	t.Helper()
	var file strings.Builder
	w, err := gzip.NewWriterLevel(&file, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	many := strings.Repeat(piece, 1000)
	parts := []io.Reader{strings.NewReader(begins)}
	for range times / 1000 {
		parts = append(parts, strings.NewReader(many))
	}
	if _, err := io.Copy(w, io.MultiReader(append(parts, strings.NewReader(ends))...)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

// What is refused is refused before much of it is held, or even allocated once.
func TestWhatIsTooLargeIsRefusedInLittleMemory(t *testing.T) {
	const long = "the row is longer than 64 KiB; "
	for _, c := range []struct {
		name, file, want string
		most             uint64 // bytes that are allocated in all
	}{
		{"a gz bomb", packedLong(t, "tenant_id,name\n", "\n", 16<<20, ""), bomb, 2 << 20},
		{"a zip bomb", zipped(t, entry{"a.csv", "tenant_id,name\n" + strings.Repeat("\n", 8<<20)}), bomb, 2 << 20},
		{"a long cell in gz", packedLong(t, "tenant_id,name\nT,", "x", 16<<20, ""), long, 2 << 20},
		{"a long cell of a sheet", handmade(t, titles+`<row><c t="str"><v>`+strings.Repeat("x", 4<<20)), long, 4 << 20},
		{"a long tag of a sheet", handmade(t, titles+`<row><c t="`+strings.Repeat("x", 4<<20)), long, 4 << 20},
		{"many columns of a sheet", handmade(t, titles+`<row>`+strings.Repeat(`<c/>`, 1<<20)), "the workbook is damaged", 16 << 20},
		{"a long shared text", handmade(t, titles+`<row><c t="s"><v>0</v></c>`, entry{"xl/texts.xml", "<sst><si>" + strings.Repeat("<t>"+noise(900)+"</t>", 400) + "</si></sst>"}), long, 4 << 20},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got := faults(c.file, "")
		runtime.ReadMemStats(&after)
		allocated := after.TotalAlloc - before.TotalAlloc
		t.Logf("%s: a file of %d KiB, %d KiB allocated: %s", c.name, len(c.file)>>10, allocated>>10, got)
		if allocated > c.most || !strings.Contains(got, c.want) {
			t.Errorf("%s: %d bytes were allocated: %s, want %s", c.name, allocated, got, c.want)
		}
	}
}

// A cell of 4 GiB is read as far as a row may go.
func TestACellWithoutEndIsReadNoFurtherThanARowMayGo(t *testing.T) {
	source := &endless{text: strings.NewReader("tenant_id,name\nT,="), more: `"x`}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := read(source, programme.BuiltIn(), "")
	runtime.ReadMemStats(&after)
	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 1<<20 || source.read > 4*facts.MostRecord || err == nil {
		t.Errorf("%d bytes were read, %d allocated: %v", source.read, allocated, err)
	}
}

func TestNothingInAWorkbookIsRunOrFetched(t *testing.T) {
	row := func(cell string) string {
		return titles + `<row><c t="str"><v>T</v></c>` + cell + `</row></sheetData>`
	}
	elsewhere := entry{"xl/_rels/sheet.xml.rels", `<Relationships><Relationship Id="r1" Type="x/hyperlink" Target="http://127.0.0.1:9/" TargetMode="External"/></Relationships>`}
	doctype := `<!DOCTYPE worksheet [<!ENTITY a SYSTEM "file:///etc/passwd">]>`
	for _, c := range []struct{ name, file, want, refused string }{ // each has a macro and a link to another workbook
		{"a macro", handmade(t, row(`<c t="str"><v>N</v></c>`), elsewhere), "N", ""},
		{"a formula", handmade(t, row(`<c t="str"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>N</v></c>`)), "N", ""},
		{"a formula of another workbook", handmade(t, row(`<c t="str"><f>[1]Sheet1!A1</f><v>N</v></c>`)), "N", ""},
		{"a formula without a value", handmade(t, row(`<c><f>[1]Sheet1!A1</f></c>`)), "", "file.csv:2: name: the formula of the cell has no value yet; open the workbook"},
		{"an entity", handmade(t, doctype+row(`<c t="str"><v>&a;</v></c>`)), "", `file.csv:2: the workbook is damaged (in "xl/sheet.xml")`},
		{"a sheet elsewhere", zipped(t, entry{"[Content_Types].xml", ""}, entry{"xl/workbook.xml", `<workbook><sheets><sheet name="S" id="r1"/></sheets></workbook>`},
			entry{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="http://127.0.0.1:9/" TargetMode="External"/></Relationships>`}),
			"", "file.csv:1: the workbook has no sheet with cells that is shown"},
	} {
		rows, err := read(strings.NewReader(c.file), programme.BuiltIn(), "")
		switch {
		case c.refused != "" && (err == nil || !strings.HasPrefix(err.Error(), c.refused)):
			t.Errorf("%s: %v, want %s", c.name, err, c.refused)
		case c.refused == "" && (err != nil || !cmp.Equal(rows, []any{customer(2, "T", c.want)})):
			t.Errorf("%s: %v %v", c.name, rows, err)
		}
	}
}
