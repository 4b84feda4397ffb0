package facts_test

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/facts"
	"shimei/store/mapping"
	"shimei/store/programme"
)

// open is a mapping that leaves the order of dates open.
const open = `kind = "usage"
sum = true
[columns]
subscription_id = "Abo"
month = { month_of = "Tag" }
consumed = "Kosten"
`

// faultsBy reads a file by a mapping to its end.
func faultsBy(t *testing.T, source, file string, o facts.Options) ([]facts.Fault, facts.Options) {
	t.Helper()
	m, err := mapping.Parse("mine.toml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	o.Map = m
	f, err := facts.Open("file", strings.NewReader(file), programme.BuiltIn(), o)
	if err != nil {
		t.Fatal(err)
	}
	for f.Next() {
		f.Usage()
	}
	return f.Faults(), o
}

func TestTheOrderOfDatesIsAskedForWhereAMappingLeavesItOpen(t *testing.T) {
	const file = "Kosten,Abo,Tag\n1,S,03/04/2016 12:30\n2,S,2016-04-01\n3,S,5/04/2016\n"
	asked, o := faultsBy(t, open, file, facts.Options{})
	if len(asked) != 2 || asked[0].Asks != facts.AskDates || asked[0].Column != "Tag" || asked[0].Line != 2 {
		t.Fatalf("%+v", asked)
	}
	look := func(file string) (all []string) {
		v, err := facts.PreviewOf(facts.AskDates, func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(file)), nil }, programme.BuiltIn(), o)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range v.Readings {
			line := x.Answer + " " + strings.Join(x.Header, ",")
			for _, row := range x.Rows {
				line += fmt.Sprintf(" %d%s %s", row.Line, row.Cells, row.Days[2])
			}
			all = append(all, line)
		}
		return all
	}
	want := []string{"dmy Kosten,Abo,Tag 2[1 S 03/04/2016 12:30] 2016-04-03 4[3 S 5/04/2016] 2016-04-05", "mdy Kosten,Abo,Tag 2[1 S 03/04/2016 12:30] 2016-03-04 4[3 S 5/04/2016] 2016-05-04"}
	if diff := cmp.Diff(want, look(file)); diff != "" {
		t.Error(diff)
	}
	if got := look(file + strings.Repeat("1,S,04/30/2016\n", 200)); len(got) != 1 || !strings.HasPrefix(got[0], "mdy ") {
		t.Errorf("one order fits: %q", got)
	}
	if got := look(file + "1,S,04/30/2016\n1,S,30/04/2016\n"); len(got) != 0 {
		t.Errorf("no order fits: %q", got)
	}
	for order, want := range map[facts.Dates][]string{facts.DayMonthYear: {"2016-04 600"}, facts.MonthDayYear: {"2016-03 100", "2016-04 200", "2016-05 300"}} {
		f, err := facts.Open("file", strings.NewReader(file), programme.BuiltIn(), facts.Options{Map: o.Map, Dates: order})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for f.Next() {
			r, _ := f.Usage()
			got = append(got, fmt.Sprint(r.Month, " ", *r.Consumed))
		}
		slices.Sort(got)
		if !slices.Equal(got, want) || f.Err() != nil {
			t.Errorf("%s: %q, want %q (%v)", order, got, want, f.Err())
		}
	}
}

func TestAnOrderThatTheMappingSaysIsNotAskedFor(t *testing.T) {
	for _, source := range []string{"dates = \"ymd\"\n" + open, strings.Replace("dates = \"ymd\"\n"+open, "{ month_of = \"Tag\" }", `"Tag"`, 1)} {
		asked, _ := faultsBy(t, source, "Kosten,Abo,Tag\n1,S,03/04/2016\n", facts.Options{})
		if len(asked) != 1 || asked[0].Asks != facts.NoQuestion {
			t.Errorf("%+v", asked)
		}
	}
}

func TestASettingThatIsMissingIsNamedAndAPageNamesNoOption(t *testing.T) {
	m, err := mapping.BuiltIn("graph-m365-activity")
	if err != nil {
		t.Fatal(err)
	}
	for onPage, want := range map[bool]string{false: "the file does not tell the tenant_id; say it with --set tenant_id=VALUE",
		true: "the file does not tell the tenant_id; choose the file again, and say it beside the mapping"} {
		_, err := facts.Open("file", strings.NewReader("Report Refresh Date,Exchange Active,SharePoint Active,Report Period\n"), programme.BuiltIn(), facts.Options{Map: m, OnPage: onPage})
		fault, is := err.(*facts.Fault)
		if !is || fault.Message != want || !slices.Equal(fault.Unsaid, []string{"tenant_id"}) {
			t.Errorf("%+v", err)
		}
	}
}

func TestAHeaderThatStandsAgainIsNoRowOfTheSource(t *testing.T) {
	asked, _ := faultsBy(t, "dates = \"dmy\"\n"+open, "Kosten,Abo,Tag\n1,S,03/04/2016\nKosten,Abo,Tag\n2,S,03/04/2016\n", facts.Options{})
	if len(asked) != 1 || asked[0].Line != 3 || asked[0].Message != "the header stands here again, as where files are put one after the other; remove the row" {
		t.Errorf("%+v", asked)
	}
}

// What is given back of an export is the export's own rows, which the mapping reads again.
func TestRowsOfASourceAreGivenBackAsTheyCameAndReadAgainByTheMapping(t *testing.T) {
	const file = "Art;Abo;Tag;Plätze;Ort\n\n;S;01.04.2016;x;a\nTest;S;soon;y;b\n;S;02.04.2016;5;c\n;\"U\nV\";soon;5;d\n;W;01.04.2016;1\n"
	found, o := faultsBy(t, daily, file, facts.Options{})
	header, rows, err := facts.FaultyRows(strings.NewReader(file), programme.BuiltIn(), o, found)
	want := [][]string{{"Art", "Abo", "Tag", "Plätze", "Ort", "fault"},
		{"", "S", "01.04.2016", "x", "a", `Plätze: "x" is not an amount that is written with the decimal mark "." alone; correct it, or say in the mapping how amounts are written`},
		{"Test", "S", "soon", "y", "b", `Plätze: "y" is not an amount that is written with the decimal mark "." alone; correct it, or say in the mapping how amounts are written`},
		{"", "U\nV", "soon", "5", "d", `Tag: "soon" is not a day; write it as 2016-04-15`},
		{"", "W", "01.04.2016", "1", "", "Ort: the row ends before this column: it has 4 of 5 cells; write a semicolon before every empty cell too"}}
	if diff := cmp.Diff(want, append([][]string{header}, rows...)); diff != "" || err != nil {
		t.Error(err, diff)
	}
	mended := "Art,Fault,Abo,Tag,Plätze\n,old,S,01.04.2016,5\n,,S,02.04.2016,'-2\n,only this,,,\n"
	read, f, err := usageBy(t, daily, mended, facts.Options{})
	if err != nil || len(read) != 1 || len(f.Mapping().NoPlace) != 0 || f.Mapping().Rows != 2 || read[0] != "2 S 2016-04 3" {
		t.Errorf("mended: %q, %+v (%v)", read, f.Mapping(), err)
	}
	again, o := faultsBy(t, daily, strings.Replace(mended, ",5\n", ",x\n", 1), facts.Options{})
	header, rows, err = facts.FaultyRows(strings.NewReader(strings.Replace(mended, ",5\n", ",x\n", 1)), programme.BuiltIn(), o, again)
	if err != nil || strings.Join(header, ",") != "Art,Abo,Tag,Plätze,fault" || len(rows) != 1 || strings.Contains(strings.Join(rows[0], ","), "old") {
		t.Errorf("given back once more: %q %q (%v)", header, rows, err)
	}
}
