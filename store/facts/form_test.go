package facts_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"shimei/store/facts"
	"shimei/store/programme"
)

// encoded is a text in another encoding.
func encoded(t *testing.T, in encoding.Encoding, text string) string {
	t.Helper()
	s, err := in.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// However it is written, it says the same.
func TestAFileIsReadInTheFormsThatSpreadsheetsSave(t *testing.T) {
	const text = "tenant_id,name\nT-1,Käse Osaka\n"
	const kana = "tenant_id,name\nT-1,ドメイン表示\n"
	semicolons, tabs := strings.ReplaceAll(text, ",", ";"), strings.ReplaceAll(text, ",", "\t")
	for _, c := range []struct{ name, file, encoding, form, want string }{
		{"plain", text, "", "UTF-8, comma-separated", "Käse Osaka"},
		{"with a mark", "\uFEFF" + text, "", "UTF-8, comma-separated", "Käse Osaka"},
		{"named and with a mark", "\uFEFF" + text, "shift_jis", "UTF-8, comma-separated", "Käse Osaka"},
		{"named as it is", text, "UTF-8", "UTF-8, comma-separated", "Käse Osaka"},
		{"CRLF", strings.ReplaceAll(text, "\n", "\r\n"), "", "UTF-8, comma-separated", "Käse Osaka"},
		{"semicolons", semicolons, "", "UTF-8, semicolon-separated", "Käse Osaka"},
		{"tabs", tabs, "", "UTF-8, tab-separated", "Käse Osaka"},
		{"a line sep=,", "sep=,\r\n" + text, "", "UTF-8, comma-separated", "Käse Osaka"},
		{"a line sep=;", "SEP=;\n" + semicolons, "", "UTF-8, semicolon-separated", "Käse Osaka"},
		{"a line sep= and a tab", "sep=\t\n" + tabs, "", "UTF-8, tab-separated", "Käse Osaka"},
		{"UTF-16, little end first", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), tabs), "", "UTF-16, tab-separated", "Käse Osaka"},
		{"UTF-16, big end first", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), kana), "", "UTF-16, comma-separated", "ドメイン表示"},
		{"UTF-16 without its mark", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), kana), "utf-16le", "UTF-16LE, comma-separated", "ドメイン表示"},
		{"Shift_JIS", encoded(t, japanese.ShiftJIS, kana), "Shift_JIS", "Shift_JIS, comma-separated", "ドメイン表示"},
		{"Shift_JIS by another label", encoded(t, japanese.ShiftJIS, kana), "windows-31j", "Shift_JIS, comma-separated", "ドメイン表示"},
		{"EUC-JP", encoded(t, japanese.EUCJP, kana), "euc-jp", "EUC-JP, comma-separated", "ドメイン表示"},
		{"windows-1252", encoded(t, charmap.Windows1252, semicolons), "windows-1252", "windows-1252, semicolon-separated", "Käse Osaka"},
		{"headers as people write them", "Tenant ID;NAME\nT-1;Käse Osaka\n", "", "UTF-8, semicolon-separated", "Käse Osaka"},
		{"full-width headers", "ｔｅｎａｎｔ＿ｉｄ,Ｎａｍｅ\nT-1,Käse Osaka\n", "", "UTF-8, comma-separated", "Käse Osaka"},
		{"headers with hyphens", "tenant-id,na me\nT-1,Käse Osaka\n", "", "UTF-8, comma-separated", "Käse Osaka"},
		{"rows and columns of nothing", ",,\n tenant_id,name,,\n,,\nT-1,Käse Osaka,,\n , ,\n\n,,,\n", "", "UTF-8, comma-separated", "Käse Osaka"},
		{"a comma in a quoted name", "tenant_id;\"name\"\nT-1;\"Käse; Osaka\"\n", "", "UTF-8, semicolon-separated", "Käse; Osaka"},
	} {
		f, err := facts.Open("file.csv", strings.NewReader(c.file), programme.BuiltIn(), facts.Options{Encoding: c.encoding})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var rows []facts.CustomerRow
		for f.Next() {
			row, _ := f.Customer()
			row.Line = 0
			rows = append(rows, row)
		}
		if diff := cmp.Diff([]facts.CustomerRow{{TenantID: "T-1", Name: c.want}}, rows); diff != "" || f.Err() != nil || f.Form() != c.form {
			t.Errorf("%s is %s: %v\n%s", c.name, f.Form(), f.Err(), diff)
		}
	}
}

func TestTheLinesOfAFaultAreThoseOfTheFile(t *testing.T) {
	for name, text := range map[string]string{
		"sep=": "sep=;\n\ntenant_id;name\n;;;\nT;\n",
		"rows": ",,\n,,\ntenant_id,name\n,,\nT,\n",
	} {
		if got, want := faults(text, ""), "file.csv:5: name: the cell is empty; a new row needs a value here, and a known one keeps its own if the column is left out"; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestAnEncodingThatIsNoneOrDoesNotFitIsSaid(t *testing.T) {
	for label, want := range map[string]string{
		"klingon": `file.csv:1: "klingon" is no encoding known here; name it as the web does, such as utf-8, utf-16le`,
		"euc-jp":  "file.csv:2: name: the cell is no text in EUC-JP; name the encoding that the file is in",
	} {
		f, err := facts.Open("file.csv", strings.NewReader("tenant_id,name\nT,\x83\x68\x83\x81\n"), programme.BuiltIn(), facts.Options{Encoding: label})
		if err == nil {
			for f.Next() {
				_, _ = f.Customer()
			}
			err = f.Err()
		}
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", label, err, want)
		}
	}
}
