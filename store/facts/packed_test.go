package facts_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"shimei/store/facts"
	"shimei/store/programme"
)

// entry is a file in an archive.
type entry struct{ name, text string }

func zipped(t *testing.T, entries ...entry) string {
	t.Helper()
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for _, e := range entries {
		inner, err := w.Create(e.name)
		if err == nil {
			_, err = io.WriteString(inner, e.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

func gzipped(t *testing.T, text string) string {
	t.Helper()
	var file bytes.Buffer
	w := gzip.NewWriter(&file)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

const customersCSV = "tenant_id,name\nT-1,東京\n"

func TestAPackedFileSaysWhatItHolds(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	sheet := workbook(t, table{{"tenant_id", "name"}, {"T-1", "東京"}})
	csv := "UTF-8, comma-separated"
	for _, c := range []struct{ name, file, form string }{
		{"workbook", sheet, "workbook, sheet Sheet1"},
		{"gz of CSV", gzipped(t, customersCSV), "gzip, " + csv},
		{"two gz after one another", gzipped(t, "tenant_id,name\n") + gzipped(t, "T-1,東京\n"), "gzip, " + csv},
		{"zip of CSV", zipped(t, entry{"a/", ""}, entry{"a/customers.csv", customersCSV}, entry{"__MACOSX/a/._customers.csv", "x"}, entry{"a/.DS_Store", "x"}), "zip, " + csv},
		{"gz of a workbook", gzipped(t, sheet), "gzip, workbook, sheet Sheet1"},
		{"zip of a workbook", zipped(t, entry{"customers.xlsx", sheet}), "zip, workbook, sheet Sheet1"},
		{"gz of zip of CSV", gzipped(t, zipped(t, entry{"customers.csv", customersCSV})), "gzip, zip, " + csv},
		{"a small file of much the same", gzipped(t, customersCSV+strings.Repeat(",\n", 400_000)), "gzip, " + csv},
	} {
		f, err := facts.Open("file", iotest.HalfReader(strings.NewReader(c.file)), programme.BuiltIn(), facts.Options{Encoding: "utf-8"})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var rows []facts.CustomerRow
		for f.Next() {
			row, _ := f.Customer()
			rows = append(rows, row)
		}
		if diff := cmp.Diff([]facts.CustomerRow{{Line: 2, TenantID: "T-1", Name: "東京"}}, rows); diff != "" || f.Err() != nil || f.Form() != c.form {
			t.Errorf("%s is %s: %v\n%s", c.name, f.Form(), f.Err(), diff)
		}
		if err := f.Close(); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); len(left) > 0 || err != nil {
		t.Errorf("files are left: %v %v", left, err)
	}
}

const (
	repack = "; fetch or pack it again"
	broken = " is damaged or cut off, or packed in a way that is not known here "
	bomb   = "the file unpacks to more than 100 times its size; unpack it, and import what it holds"
)

func TestAPackedFileThatIsWrongIsRefused(t *testing.T) {
	gz, archive := gzipped(t, customersCSV), zipped(t, entry{"customers.csv", customersCSV})
	zeros := strings.Repeat("\n", 4<<20)
	large := gzipped(t, customersCSV+strings.Repeat("T-1,東京\n", 8000))
	corrupt := []byte(gz)
	corrupt[len(corrupt)-6] ^= 1 // of the checksum
	locked := []byte(archive)
	locked[bytes.Index(locked, []byte("PK\x01\x02"))+8] |= 1
	for _, c := range []bad{
		{"a wrong checksum", string(corrupt), "file.csv:1: the gzip file" + broken + "(gzip: invalid checksum)" + repack},
		{"gz cut off", gz[:len(gz)-12], "file.csv:1: the gzip file" + broken + "(unexpected EOF)" + repack},
		{"gz cut off later", large[:len(large)-8], "file.csv:8003: the gzip file" + broken + "(unexpected EOF)" + repack},
		{"gz of a byte", "\x1F\x8B\x08", "file.csv:1: the gzip file" + broken + "(unexpected EOF)" + repack},
		{"zip cut off", archive[:len(archive)-30], "file.csv:1: the zip file" + broken + "(zip: not a valid zip file)" + repack},
		{"zip with a password", string(locked), "file.csv:1: the zip file has a password; pack or save it without one"},
		{"zip of two", zipped(t, entry{"a.csv", customersCSV}, entry{"b.csv", customersCSV}), "file.csv:1: the zip file holds 2 files: \"a.csv\", \"b.csv\"; pack each file alone, or unpack it and import what it holds"},
		{"zip of none", zipped(t), "file.csv:1: the zip file is empty; pack the file into it that is to be imported"},
		{"much too long a table of contents", zipped(t, many(50_000)...), "file.csv:1: the table of contents of the zip file is longer than 4 MiB; pack each file alone"},
		{"gz bomb", gzipped(t, customersCSV+zeros), bomb},
		{"zip bomb", zipped(t, entry{"a.csv", customersCSV + zeros}), bomb},
		{"bomb in a bomb", gzipped(t, gzipped(t, customersCSV+zeros)), bomb},
		{"packed often", gzipped(t, gzipped(t, gzipped(t, gz))), "file.csv:1: the file is packed more than 3 times over; unpack it"},
		{"old workbook", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", oldWorkbook},
		{"old workbook in gz", gzipped(t, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), oldWorkbook},
		{"binary workbook", zipped(t, entry{"[Content_Types].xml", ""}, entry{"xl/workbook.bin", ""}), "file.csv:1: the file is a binary workbook (.xlsb); save it as .xlsx, or as CSV in UTF-8"},
		{"OpenDocument", zipped(t, entry{"mimetype", ""}, entry{"content.xml", ""}), "file.csv:1: the file is an OpenDocument file; save it as .xlsx, or as CSV in UTF-8"},
	} {
		if got := faults(c.file, ""); got != c.want && !(c.want == bomb && strings.HasSuffix(got, ": "+bomb)) {
			t.Errorf("%s\n got: %s\nwant: %s", c.name, got, c.want)
		}
	}
}

const oldWorkbook = "file.csv:1: the file is an old workbook (.xls), or one with a password; save it as .xlsx without a password, or as CSV in UTF-8"

func many(n int) (entries []entry) {
	for range n {
		entries = append(entries, entry{strings.Repeat("n", 60), ""})
	}
	return entries
}

// An error of the disk is no fault of the file.
func TestAnErrorOfTheReaderOfAPackedFileIsWrapped(t *testing.T) {
	gone := errors.New("the disk is gone")
	for name, text := range map[string]string{
		"gz": gzipped(t, customersCSV), "zip": zipped(t, entry{"a.csv", customersCSV}), "workbook": workbook(t, table{{"tenant_id"}}),
	} {
		_, err := read(io.MultiReader(strings.NewReader(text[:len(text)/2]), iotest.ErrReader(gone)), programme.BuiltIn(), "")
		if !errors.Is(err, gone) || err.Error() != "reading file.csv: the disk is gone" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
