package facts_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/facts"
	"shimei/store/programme"
)

// returned are the rows of a file that have faults, with the fault beside.
func returned(t *testing.T, text string, more ...facts.Fault) [][]string {
	t.Helper()
	p := programme.BuiltIn()
	f, err := facts.Open("file.csv", strings.NewReader(text), p, facts.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for f.Next() {
		rowOf(f)
	}
	for _, x := range more {
		f.Fault(x.Line, x.Column, x.Message)
	}
	header, rows, err := facts.FaultyRows(strings.NewReader(text), p, facts.Options{}, f.Faults())
	if err != nil {
		t.Fatal(err)
	}
	if header == nil {
		return rows
	}
	return append([][]string{header}, rows...)
}

func TestARowWithAFaultIsGivenBackAsItCameWithTheFaultBeside(t *testing.T) {
	text := "Subscription ID;month;active_users\n a ;2016-13;many\nb;2016-04;5\n\n\"c\nd\";2016-04;5\ne;2016-04\nf;2016-04;5;6\ng;\x83\x01;5\nh;2016-04;5\n"
	want := [][]string{
		{"Subscription ID", "month", "active_users", "fault"},
		{" a ", "2016-13", "many", "month: \"2016-13\" is not a month; write it as 2016-04; active_users: \"many\" is not a whole number; write it in the digits 0 to 9 alone, such as 1000, without separators and decimals"},
		{"c\nd", "2016-04", "5", `subscription_id: "c\nd" contains the invisible character U+000A; remove it`},
		{"e", "2016-04", "", "active_users: the row ends before this column: it has 2 of 3 cells; write a semicolon before every empty cell too"},
		{"f", "2016-04", "5", "column 4: the row has 4 cells where the header names 3 columns; put a cell that contains a semicolon in quotes", "6"},
		{"g", "\uFFFD\x01", "5", "month: the byte 0x83 is not UTF-8; save the file as CSV in UTF-8"},
		{"h", "2016-04", "5", "it is unknown"},
	}
	if diff := cmp.Diff(want, returned(t, text, facts.Fault{Line: 10, Message: "it is unknown"})); diff != "" {
		t.Error(diff)
	}
	if got := returned(t, "tenant_id,name\nT,\n\"x\n"); len(got) != 2 || got[1][0] != "T" {
		t.Errorf("before a row that can't be read: %q", got)
	}
	if got := returned(t, "tenant_id,name\nT,a\n", facts.Fault{Line: 1, Message: "of the header"}); got != nil {
		t.Errorf("without rows: %q", got)
	}
}

// What is given back is imported again once it is mended: what is wrong is passed over, and so are the
// apostrophes of a CSV that a spreadsheet opens.
func TestAFileThatWasGivenBackIsReadWithoutTheFaultsBesideItsRows(t *testing.T) {
	mended := "tenant_id,Fault,name,domain\nT-1,name: the cell is empty,'=Sum,a.example\n,still here,,\nT-2,,'tis,@\n"
	rows, err := read(strings.NewReader(mended), programme.BuiltIn(), "")
	want := []any{facts.CustomerRow{Line: 2, TenantID: "T-1", Name: "=Sum", Domain: "a.example"}, facts.CustomerRow{Line: 4, TenantID: "T-2", Name: "'tis", Domain: "@"}}
	if diff := cmp.Diff(want, rows); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if got := returned(t, "fault,tenant_id,name\nold,T,\n"); len(got) != 2 || strings.Join(got[0], ",") != "tenant_id,name,fault" || got[1][0] != "T" || !strings.HasPrefix(got[1][2], "name: the cell is empty") {
		t.Errorf("given back once more: %q", got)
	}
	if got := faults("fault,tenant_id,nome\nold,T,x\n", ""); !strings.Contains(got, `unknown column "nome"`) || strings.Contains(got, `"fault"`) {
		t.Error(got)
	}
}

// The examples are imported in web, where they can be downloaded.
func TestAnExampleHasAllColumnsAndOneSoundRow(t *testing.T) {
	p := programme.BuiltIn()
	for _, k := range facts.Kinds {
		columns, row := facts.Example(k, p)
		rows, err := read(strings.NewReader(strings.Join(columns, ",")+"\n"+strings.Join(row, ",")+"\n"), p, k)
		if err != nil || len(rows) != 1 || len(columns) < 3 {
			t.Errorf("%s: %v, %v", k, rows, err)
		}
	}
}
