package facts_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/japanese"

	"shimei/store/facts"
	"shimei/store/mapping"
	"shimei/store/programme"
)

// daily is a mapping of a list of seats by day.
const daily = `kind = "usage"
sum = true
dates = "dmy"
[columns]
subscription_id = "Abo"
month = { month_of = "Tag" }
available_seats = "Plätze"
[[leave_out]]
column = "Art"
is = ["Test"]
reason = "a test"
`

func usageBy(t *testing.T, source, file string, o facts.Options) (rows []string, f *facts.File, err error) {
	t.Helper()
	m, err := mapping.Parse("mine.toml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	o.Map = m
	if f, err = facts.Open("file", strings.NewReader(file), programme.BuiltIn(), o); err != nil {
		return nil, nil, err
	}
	for f.Next() {
		if r, is := f.Usage(); is {
			rows = append(rows, fmt.Sprint(r.Line, " ", r.SubscriptionID, " ", r.Month, " ", *r.Available))
		}
	}
	return rows, f, f.Err()
}

func TestWhatAMappingReadsMayBeWrittenInAnyForm(t *testing.T) {
	const text = "Art;Abo;Tag;Plätze;Ort, Land\n;S;01.04.2016;10;a\n;;;;\nTest;S;01.04.2016;99;a\n;s;30.04.2016;5;a, b\n;S;2016-05-01;\"1E2\";\"c\nd\"\n;U;01.04.2016;;\n"
	windows, err := japanese.ShiftJIS.NewEncoder().String(strings.ReplaceAll(text, "ä", "a"))
	if err != nil {
		t.Fatal(err)
	}
	sheet := workbook(t, table{{"", "", "", ""}, {"Art", "Abo", "Tag", "Plätze"}, {"", "S", on(4, 1), 10}, {"Test", "S", "x", 99}, {"", "s", "30.04.2016", 5}, {"", "S", "2016-05-01", 100}})
	for _, c := range []struct {
		name, source, file string
		o                  facts.Options
		want               []string
	}{
		{"semicolons", daily, strings.ReplaceAll(text, ";U;01.04.2016;;\n", ""), facts.Options{}, []string{"2 S 2016-04 15", "6 S 2016-05 100"}},
		{"an encoding", strings.ReplaceAll(daily, "ä", "a"), strings.ReplaceAll(windows, ";U;01.04.2016;;\n", ""), facts.Options{Encoding: "shift_jis"}, []string{"2 S 2016-04 15", "6 S 2016-05 100"}},
		{"gzip", daily, gzipped(t, strings.ReplaceAll(text, ";U;01.04.2016;;\n", "")), facts.Options{}, []string{"2 S 2016-04 15", "6 S 2016-05 100"}},
		{"a workbook", daily, sheet, facts.Options{}, []string{"3 S 2016-04 15", "6 S 2016-05 100"}},
		{"an order of dates that is said", strings.Replace(daily, "dates = \"dmy\"\n", "", 1), "Art,Abo,Tag,Plätze\n,S,04/30/2016,1\n", facts.Options{Dates: facts.ISO}, nil},
	} {
		rows, f, err := usageBy(t, c.source, c.file, c.o)
		if c.want == nil {
			if want := `file:2: Tag: "04/30/2016" could be more than one day; write it as 2016-04-15, or say in which order the dates are: dmy, mdy or ymd`; err == nil || err.Error() != want {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if diff := cmp.Diff(c.want, rows); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", c.name, err, diff)
			continue
		}
		if r := f.Mapping(); r.Rows != 4 || r.Taken != 3 || r.Into != 2 || r.LeftOut[0].Rows != 1 {
			t.Errorf("%s: %+v", c.name, r)
		}
	}
}

func TestAFaultOfASourceHasTheNameThatTheColumnHasThere(t *testing.T) {
	for _, c := range []bad{
		{"cells", "Art,Abo,Tag,Plätze\n,S,01.04.2016\n,S,01.04.2016,5,6\n,S,soon,x\n",
			"file:2: Plätze: the row ends before this column: it has 3 of 4 cells; write a comma before every empty cell too\n" +
				"file:3: column 5: the row has 5 cells where the header names 4 columns; put a cell that contains a comma in quotes\n" +
				"file:4: Tag: \"soon\" is not a day; write it as 2016-04-15\n" +
				"file:4: Plätze: \"x\" is not an amount that is written with the decimal mark \".\" alone; correct it, or say in the mapping how amounts are written"},
		{"no text", "Art,Abo,Tag,Plätze\n,S\xff,01.04.2016,5\n", "file:2: Abo: the byte 0xff is not UTF-8; say which encoding it is, such as --encoding windows-1252 or windows-1250 or windows-1251, or save the file as CSV in UTF-8"},
		{"no text in the header", "Art,Abo\xff\n", "file:1: column 2: the byte 0xff is not UTF-8; say which encoding it is, such as --encoding windows-1252 or windows-1250 or windows-1251, or save the file as CSV in UTF-8"},
		{"a quote", "Art,Abo,Tag,Plätze\n,\"S,01.04.2016,5\n", "file:2: Abo: a quote (\") is not closed before the end of the file; close it, and double the quotes inside a quoted cell (\"\")"},
		{"nothing", "", "file:1: the file is empty; its first row must name the columns"},
		{"blank rows", ",,\n\n", "file:1: the file is empty; its first row must name the columns"},
		{"its values", "Art,Abo,Tag,Plätze\n,S,01.04.2016,0.5\n,S,02.04.2016,1\n,U,01.04.2016,-5\n",
			"file:2: available_seats: \"1.5\" is not a whole number; write it in the digits 0 to 9 alone, such as 1000, without separators and decimals\n" +
				"file:4: available_seats: \"-5\" is below zero; a count is a whole number from 0 on"},
	} {
		rows, _, err := usageBy(t, daily, c.file, facts.Options{})
		if err == nil || err.Error() != c.want || len(rows) > 0 {
			t.Errorf("%s: %v\n got: %v\nwant: %s", c.name, rows, err, c.want)
		}
	}
}

func TestReadingBrokenRowsOfASourceEndsAtAHundred(t *testing.T) {
	_, f, err := usageBy(t, daily, "Art,Abo,Tag,Plätze\n"+strings.Repeat(",S,01.04.2016,x\n", 150), facts.Options{})
	if err == nil || len(f.Faults()) != facts.MostFaults || f.Mapping().Rows != 100 {
		t.Errorf("%v", err)
	}
}

func TestOptionsMayNotContradictAMapping(t *testing.T) {
	for _, c := range []struct {
		o    facts.Options
		want string
	}{
		{facts.Options{As: facts.Usage, Dates: facts.DayMonthYear}, ""},
		{facts.Options{As: facts.Sales}, "file:1: the mapping mine.toml makes rows of usage, and the file is said to hold sales; say one of the two"},
		{facts.Options{Dates: facts.MonthDayYear}, "file:1: the mapping mine.toml reads dates in the order dmy, and mdy is asked for; leave that out, or change the mapping"},
		{facts.Options{Encoding: "klingon"}, `file:1: "klingon" is no encoding known here; name it as the web does, such as utf-8, utf-16le, utf-16be, shift_jis, euc-jp, windows-1252, windows-1250, windows-1251, gb18030, big5, euc-kr, iso-2022-jp`},
	} {
		_, _, err := usageBy(t, daily, "Art,Abo,Tag,Plätze\n", c.o)
		if err == nil && c.want != "" || err != nil && err.Error() != c.want {
			t.Errorf("%+v: %v", c.o, err)
		}
	}
}
