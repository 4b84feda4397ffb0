package facts_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"shimei/store/facts"
	"shimei/store/programme"
)

// table is what stands in a sheet.
type table [][]any

// formula is a cell with a formula and the value that it had last.
type formula struct {
	text  string
	value any
}

// workbook writes a table as a workbook, in which change changes more.
func workbook(t *testing.T, rows table, change ...func(*excelize.File) error) string {
	t.Helper()
	f := excelize.NewFile()
	for r, row := range rows {
		for c, value := range row {
			if err := set(f, c+1, r+1, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range change {
		if err := c(f); err != nil {
			t.Fatal(err)
		}
	}
	file, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return file.String()
}

func set(f *excelize.File, column, row int, value any) error {
	cell, err := excelize.CoordinatesToCellName(column, row)
	if err != nil || value == nil {
		return err
	}
	of, is := value.(formula)
	if !is {
		return f.SetCellValue("Sheet1", cell, value)
	}
	if of.value != nil {
		if err := f.SetCellValue("Sheet1", cell, of.value); err != nil {
			return err
		}
	}
	return f.SetCellFormula("Sheet1", cell, of.text)
}

// shown gives cells a format.
func shown(cells, format string) func(*excelize.File) error {
	return func(f *excelize.File) error {
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			return err
		}
		from, to, _ := strings.Cut(cells, ":")
		return f.SetCellStyle("Sheet1", from, to, style)
	}
}

func on(month time.Month, day int) time.Time {
	return time.Date(2016, month, day, 0, 0, 0, 0, time.UTC)
}

func TestTheCellsOfASheetAreWhatAPersonSees(t *testing.T) {
	file := workbook(t, table{
		{},
		{nil, nil},
		{"Subscription ID", "tenant_id", "product", "seats", "start date", "end_date", "renewal_date", "auto_renew", nil, " "},
		{"S-1", "T", "office365", 500, on(4, 15), nil, on(12, 31), true, nil, " "},
		{nil, "", " "},
		{},
		{42, "T", "azure", 0, 42475, 42476, "2016-05-02", false},
		{"S-3", "T", "azure", formula{"1+1", 7}, "2016-04-15"},
	}, shown("E4:E4", "yyyy/mm/dd"), shown("E7:F7", `[$-411]ggge"年"m"月"d"日";@`), shown("D4:D4", `#,##0 "days"`))
	rows, err := read(strings.NewReader(file), programme.BuiltIn(), "")
	want := []facts.SubscriptionRow{
		{Line: 4, SubscriptionID: "S-1", Start: day(2016, 4, 15), End: programme.Never, Renewal: new(day(2016, 12, 31)), Seats: new(int64(500)), AutoRenew: new(true)},
		{Line: 7, SubscriptionID: "42", Start: day(2016, 4, 15), End: day(2016, 4, 16), Renewal: new(day(2016, 5, 2)), Seats: new(int64(0)), AutoRenew: new(false)},
		{Line: 8, SubscriptionID: "S-3", Start: day(2016, 4, 15), End: programme.Never, Seats: new(int64(7))},
	}
	var got []facts.SubscriptionRow
	for _, row := range rows {
		r := row.(facts.SubscriptionRow)
		r.TenantID, r.Product = "", 0
		got = append(got, r)
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestMonthsAndAmountsOfASheet(t *testing.T) {
	epoch := func(f *excelize.File) error {
		return f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: new(true)})
	}
	for _, c := range []struct {
		month  any
		amount any
		change []func(*excelize.File) error
		want   int64
	}{
		{on(4, 1), 19.99, []func(*excelize.File) error{shown("B2:B2", "mmm yy")}, 1999},
		{"2016-04", 0.1 + 0.2, nil, 30},
		{"2016-04-01", 1e-1, nil, 10},
		{42461, 123456789012.5, []func(*excelize.File) error{shown("B2:B2", "[Red]yyyy-mm")}, 12345678901250},
		{42461 - 1462, -5, []func(*excelize.File) error{shown("B2:B2", "m/d/yy"), epoch}, -500},
	} {
		file := workbook(t, table{{"subscription_id", "month", "consumed"}, {"S", c.month, c.amount}}, c.change...)
		rows, err := read(strings.NewReader(file), programme.BuiltIn(), "")
		april, _ := programme.ParseMonth("2016-04")
		want := []any{facts.UsageRow{Line: 2, SubscriptionID: "S", Month: april, Consumed: &c.want}}
		if diff := cmp.Diff(want, rows); diff != "" || err != nil {
			t.Errorf("%v %v: %v\n%s", c.month, c.amount, err, diff)
		}
	}
}

func TestAnIDIsReadWithTheZerosThatASheetShows(t *testing.T) {
	for format, want := range map[string]string{
		"00000": "00420", `00000;-00000`: "00420", `"P"00000`: "P00420", `000\-000`: "000-420", "[$-411]000000": "000420", `00" "`: "420",
		"General": "420", "0": "420", "#,##0": "420", "0.00": "420", "00.0": "420", "[<=999]000;00000": "420", "00E+00": "420", "@": "420",
	} {
		file := workbook(t, table{{"tenant_id", "name"}, {420, "Contoso"}}, shown("A2:A2", format))
		rows, err := read(strings.NewReader(file), programme.BuiltIn(), "")
		if diff := cmp.Diff([]any{facts.CustomerRow{Line: 2, TenantID: want, Name: "Contoso"}}, rows); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", format, err, diff)
		}
	}
	file := workbook(t, table{{"subscription_id", "month", "active_users", "consumed"}, {12345678, "2016-04", 7, -5}}, shown("A2:D2", "000000"))
	rows, err := read(strings.NewReader(file), programme.BuiltIn(), "")
	want := []any{facts.UsageRow{Line: 2, SubscriptionID: "12345678", Month: programme.MonthOf(2016, 4), Active: new(int64(7)), Consumed: new(int64(-500))}}
	if diff := cmp.Diff(want, rows); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestTheFaultsOfASheet(t *testing.T) {
	head := []any{"order_id", "subscription_id", "partner_id", "date", "seats"}
	noSheet := func(f *excelize.File) error {
		if _, err := f.NewSheet("Notes"); err != nil {
			return err
		}
		f.SetActiveSheet(1)
		return f.SetSheetVisible("Sheet1", false)
	}
	for _, c := range []struct {
		name   string
		rows   table
		change func(*excelize.File) error
		want   string
	}{
		{"empty", table{}, nil, "file.csv:1: the file is empty; its first row must name the columns"},
		{"nameless", table{{"tenant_id", nil, "name"}}, nil, "file.csv:1: column 2 of the header has no name; name it, or remove it from every row"},
		{"an error", table{head, {"#N/A", "S", "A", "2016-04-15", 5}}, nil, `file.csv:2: order_id: "#N/A" is an error of a spreadsheet, and no id; correct the formula`},
		{"a decimal", table{head, {"o", "S", "A", "2016-04-15", 5.5}}, nil, `file.csv:2: seats: "5.5" is not a whole number; write it in the digits 0 to 9 alone, such as 1000, without separators and decimals`},
		{"a time of day", table{head, {"o", "S", "A", time.Date(2016, 4, 15, 13, 30, 0, 0, time.UTC), 5}}, nil, `file.csv:2: date: "2016-04-15T13:30:00" is not a day; write it as 2016-04-15`},
		{"a number for a day", table{head, {"o", "S", "A", 42475, 5}}, nil, `file.csv:2: date: "42475" is not a day; write it as 2016-04-15`},
		{"a formula without a value", table{head, {}, {"o", "S", "A", "2016-04-15", formula{"1+1", nil}}}, nil,
			"file.csv:3: seats: the formula of the cell has no value yet; open the workbook in a spreadsheet program, which works it out, and save it"},
		{"a cell too many", table{head, {"o", "S", "A", "2016-04-15", 5, "note"}}, nil, "file.csv:2: column 6: the row has 6 cells where the header names 5 columns; name the column, or empty its cells"},
		{"a missing cell", table{head, {"o", "S", "A", "2016-04-15"}}, nil, "file.csv:2: seats: the cell is empty; every row needs a value here"},
		{"the first that is seen", table{head}, noSheet, "file.csv:1: the file is empty; its first row must name the columns"},
	} {
		var change []func(*excelize.File) error
		if c.change != nil {
			change = append(change, c.change)
		}
		bad{c.name, workbook(t, c.rows, change...), c.want}.check(t, "")
	}
}

// handmade is a workbook of parts that no program writes.
func handmade(t *testing.T, sheet string, more ...entry) string {
	t.Helper()
	return zipped(t, append([]entry{
		{"[Content_Types].xml", ""},
		{"xl/workbook.xml", `<x:workbook xmlns:x="a" xmlns:r="b"><x:sheets><x:sheet name="Usage" r:id="r1"/></x:sheets></x:workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="/xl/sheet.xml"/>` +
			`<Relationship Id="r2" Type="x/sharedStrings" Target="texts.xml"/><Relationship Id="r4" Type="x/styles" Target="styles.xml"/><Relationship Id="r3" Type="x/externalLink" Target="externalLinks/1.xml"/></Relationships>`},
		{"xl/vbaProject.bin", "macro"},
		{"xl/externalLinks/1.xml", "<not"},
		{"xl/sheet.xml", sheet},
	}, more...)...)
}

const titles = `<worksheet><sheetData><row><c t="inlineStr"><is><t>tenant_id</t></is></c><c t="str"><v>name</v></c></row>`

func TestAWorkbookThatNoProgramWrites(t *testing.T) {
	row := `<row r="5"><c r="A5" t="s"><v>1</v></c><c r="B5" t="str"><f>[1]x!A1</f><v>a_x005F_x0041_&amp;b</v></c></row></sheetData></worksheet>`
	texts := entry{"xl/texts.xml", `<sst><si><t>x</t></si><si><r><t>東</t></r><r><t>京</t></r><rPh><t>トウキョウ</t></rPh></si></sst>`}
	rows, err := read(strings.NewReader(handmade(t, titles+row, texts)), programme.BuiltIn(), "")
	if diff := cmp.Diff([]any{facts.CustomerRow{Line: 5, TenantID: "東京", Name: "a_x0041_&b"}}, rows); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	damaged := `: the workbook is damaged (in "xl/sheet.xml"); open it in a spreadsheet program and save it again`
	long := ": the row is longer than 64 KiB; shorten its cells"
	for _, c := range []bad{
		{"cut off", handmade(t, titles), "file.csv:1" + damaged},
		{"rows backwards", handmade(t, titles+`<row r="1"/>`), "file.csv:1" + damaged},
		{"no row", handmade(t, titles+`<row r="x"/>`), "file.csv:1" + damaged},
		{"cells backwards", handmade(t, titles+`<row><c r="B2"/><c r="B2"/>`), "file.csv:2" + damaged},
		{"no such column", handmade(t, titles+`<row><c r="ZZZ2"><v>1</v></c>`), "file.csv:2" + damaged},
		{"no column", handmade(t, titles+`<row><c r="2"><v>1</v></c>`), "file.csv:2" + damaged},
		{"no such text", handmade(t, titles+`<row><c t="s"><v>7</v></c>`, texts), "file.csv:2" + damaged},
		{"no XML", handmade(t, titles+`<row><c t='`), "file.csv:2" + damaged},
		{"a long cell", handmade(t, titles+`<row><c t="str"><v>`+strings.Repeat("x", 70_000)), "file.csv:2" + damaged},
		{"a long cell that ends", handmade(t, titles+`<row><c t="str"><v>`+strings.Repeat("x", 70_000)+`</v></c></row>`), "file.csv:2" + long},
		{"a very long cell", handmade(t, titles+`<row><c t="str"><v>`+noise(300_000)), "file.csv:2" + long},
		{"many long cells", handmade(t, titles+`<row>`+strings.Repeat(`<c t="str"><v>`+noise(900)+`</v></c>`, 80)), "file.csv:2" + long},
		{"a long comment", handmade(t, titles+`<!--`+noise(300_000)), "file.csv:1" + long},
		{"a long shared text", handmade(t, titles+`<row><c t="s"><v>0</v></c>`, entry{"xl/texts.xml", "<sst><si><t>" + noise(70_000) + "</t></si></sst>"}), "file.csv:2" + long},
		{"no sheet", zipped(t, entry{"[Content_Types].xml", ""}, entry{"xl/workbook.xml", ""}), "file.csv:1: the workbook has no sheet with cells that is shown; show it, or save it as CSV in UTF-8"},
		{"a long number of digits alone", handmade(t, titles+`<row><c><v>12345678901234567</v></c><c><v>1</v></c></row></sheetData>`), `file.csv:2: tenant_id: a spreadsheet made "1.2345678901234568E+16" ` +
			`of the id, whose digits are lost; make the column one of text before the ids come into it`},
		{"a long number", handmade(t, titles+`<row><c><v>1.2345678901234568E+16</v></c><c><v>1</v></c></row></sheetData>`), `file.csv:2: tenant_id: a spreadsheet made "1.2345678901234568E+16" ` +
			"of the id, whose digits are lost; make the column one of text before the ids come into it"},
		{"an error", handmade(t, titles+`<row><c t="e"><v>#REF!</v></c><c><v>1</v></c></row></sheetData>`), `file.csv:2: tenant_id: "#REF!" is an error of a spreadsheet, and no id; correct the formula`},
		{"a bomb", handmade(t, titles+strings.Repeat("<row/>", 1<<20)), ""},
	} {
		got := faults(c.file, "")
		if c.want == "" && strings.HasSuffix(got, bomb) {
			continue
		}
		if got != c.want {
			t.Errorf("%s\n got: %s\nwant: %s", c.name, got, c.want)
		}
	}
}

// noise is text that hardly packs.
func noise(n int) string {
	var s strings.Builder
	for k := 0; s.Len() < n; k++ {
		fmt.Fprint(&s, k*7919%1_000_003)
	}
	return s.String()
}

func TestAMillionEmptyRowsTakeNoMemory(t *testing.T) {
	var rows strings.Builder
	for k := 2; k < 1_000_000; k++ {
		fmt.Fprintf(&rows, `<row r="%d"/>`, k)
	}
	file := handmade(t, titles+rows.String()+`<row r="1000000"><c t="str"><v>T</v></c><c t="str"><v>N</v></c></row></sheetData>`)
	var before, after runtime.MemStats
	f, err := facts.Open("file.xlsx", strings.NewReader(file), programme.BuiltIn(), facts.Options{})
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&before)
	if !f.Next() || f.Line() != 1_000_000 {
		t.Errorf("line %d: %v", f.Line(), f.Err())
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	grown := int64(after.HeapAlloc) - int64(before.HeapAlloc)
	if t.Logf("%d KiB more are held, of a file of %d KiB", grown>>10, len(file)>>10); grown > 1<<20 {
		t.Errorf("%d bytes are held", grown)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

func TestManySharedTextsAreNotHeldInMemory(t *testing.T) {
	var texts, rows strings.Builder
	long := noise(90)[:90]
	for k := range 200_000 {
		fmt.Fprintf(&texts, "<si><t>%d %s</t></si>", k*7919, long)
	}
	var want []any
	for k := range 200 {
		fmt.Fprintf(&rows, `<row><c><v>%d</v></c><c t="s"><v>%d</v></c></row>`, k, 1000*k)
		want = append(want, facts.CustomerRow{Line: k + 2, TenantID: fmt.Sprint(k), Name: fmt.Sprint(1000*k*7919, " ", long)})
	}
	got, err := read(strings.NewReader(handmade(t, titles+rows.String()+"</sheetData>", entry{"xl/texts.xml", "<sst>" + texts.String() + "</sst>"})), programme.BuiltIn(), "")
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}
