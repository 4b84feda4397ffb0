package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"shimei/store/facts"
	"shimei/store/intake"
)

// spelling is a file as somebody wrote it, and the rows that the database has by it or why it is refused.
// store/facts has many more of them, with what is read.
type spelling struct {
	name, file string
	reading    facts.Options
	stored     []string
	refused    string
}

func spellings(t *testing.T) []spelling {
	in := func(e encoding.Encoding, text string) string {
		s, err := e.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	of := func(name string) string {
		text, err := os.ReadFile(filepath.Join("testdata", "field", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	dmy, sjis := facts.Options{Dates: facts.DayMonthYear}, facts.Options{Encoding: "cp932"}
	utf16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	return []spelling{
		{"Shift_JIS", in(japanese.ShiftJIS, "Tenant ID;Name\nX-1;ドメイン食品\n"), sjis, []string{"customer\tX-1\tドメイン食品\t\t\t"}, ""},
		{"UTF-16 with tabs", in(utf16, "tenant_id\tname\tcountry\nX-2\t東京\tJP\n"), facts.Options{}, []string{"customer\tX-2\t東京\t\tJP\t"}, ""},
		{"UTF-8 that is said to be Shift_JIS", "tenant_id,name\nX-3,東京\n", sjis, nil, "leave --encoding out"},
		{"zeros that a formula keeps", "partner_id,name\n=\"0012\",'=Adatum\n\x1A", facts.Options{}, []string{"partner\t0012\t=Adatum\t\t\t\t0\t"}, ""},
		{"a workbook with zeros", bookOf(t), facts.Options{}, []string{"partner\t00420\tLitware\t\t\t\t0\t"}, ""},
		{"rows of commas", of("excel-empty-rows.csv"), facts.Options{}, []string{"partner\tC\tPartner C\t\tDE\t\t0\t"}, ""},
		{"sep=,", of("sep-line-comma.csv"), facts.Options{}, nil, ""},
		{"a day with midnight", "order_id;subscription_id;partner_id;date;seats\nX-4;T-office;B;02.04.2016 00:00:00;6\n", dmy, []string{"sale\tX-4\tT-office\tB\tday 16893\t6"}, ""},
		{"a day without its order", "order_id;subscription_id;partner_id;date;seats\nX-5;T-office;B;02.04.2016;6\n", facts.Options{}, nil, "could be more than one day"},
		{"a feed of seats", of("seats-feed.csv"), facts.Options{}, []string{"usage\tT-office\t24195\texchange\t520\t500\t80\t-\t-"}, ""},
		{"a month by its first day", "Subscription-ID,Month,Consumed\nT-azure,2016-05-01 00:00:00,19.90\n", facts.Options{}, []string{"usage\tT-azure\t24196\t\t-\t-\t-\t1990\t-"}, ""},
		{"rows by the day", of("daily-rows.csv"), facts.Options{}, nil, "daily-rows.csv:3: the row says otherwise than line 2"},
		{"a month that is yet to come", of("typo-month.csv"), facts.Options{}, nil, "2026-12 is yet to come"},
		{"an id that a spreadsheet spoilt", of("sci-id.csv"), facts.Options{}, nil, `a spreadsheet made "4.62E+06" of the id`},
		{"a lost character", "partner_id,name\nX-6,K\uFFFDse\n", facts.Options{}, nil, "was lost when the file was saved"},
		{"a separator of thousands", "subscription_id,month,consumed\nT-azure,2016-05,\"1,234.50\"\n", facts.Options{}, nil, "is not an amount; write it as 1000.50"},
	}
}

// bookOf is a workbook with a partner whose id is a number with zeros before it.
func bookOf(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: new("00000")})
	var file *bytes.Buffer
	for cell, value := range map[string]any{"A1": "Partner ID", "B1": "Name", "A2": 420, "B2": "Litware"} {
		if err == nil {
			err = f.SetCellValue("Sheet1", cell, value)
		}
	}
	if err == nil {
		err = f.SetCellStyle("Sheet1", "A2", "A2", style)
	}
	if err == nil {
		file, err = f.WriteToBuffer()
	}
	if err != nil {
		t.Fatal(err)
	}
	return file.String()
}

func TestASpellingIsStoredAsItIsReadOrNotAtAll(t *testing.T) {
	p := openSmall(t, filepath.Join(t.TempDir(), "portal.db"))
	for _, s := range spellings(t) {
		before := p.dump("customer", "partner", "sale", "usage")
		name := s.name
		if strings.Contains(s.refused, ".csv:") {
			name, _, _ = strings.Cut(s.refused, ":")
		}
		done, err := p.Import(ctx, sources([]file{{name, s.file}}), intake.Options{Actor: "test", Reading: s.reading})
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		stored := slices.DeleteFunc(p.dump("customer", "partner", "sale", "usage"), func(line string) bool { return slices.Contains(before, line) })
		if diff := cmp.Diff(s.stored, stored, cmp.Transformer("some", func(lines []string) string { return strings.Join(lines, "\n") })); diff != "" {
			t.Errorf("%s: %s\n%s", s.name, messages(done[0].Faults), diff)
		}
		if said := messages(done[0].Faults); s.refused == "" != (said == "") || !strings.Contains(said, s.refused) {
			t.Errorf("%s says %q, want %q", s.name, said, s.refused)
		}
	}
}
