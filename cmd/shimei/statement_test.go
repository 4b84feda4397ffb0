package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestAStatementIsClosedExportedAndVerifiedByTheCommandLine(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
		if out := done(t, db, "verify"); out != "0 differences\n" {
			t.Error(out)
		}
		var months []map[string]string
		if err := json.Unmarshal([]byte(done(t, db, "statement", "list", "--format", "json")), &months); err != nil || len(months) == 0 {
			t.Fatalf("%v %v", months, err)
		}
		first, last := months[len(months)-1]["month"], months[0]["month"]
		if o := shimei(t, db, "statement", "close", last); o.code != exitFailed || !strings.Contains(o.err, last+": months are closed in their order") {
			t.Errorf("%+v", o)
		}
		open := done(t, db, "statement", "export", "--partner", "A", "--month", first)
		if o := shimei(t, db, "statement", "close", first); o.code != exitDone || o.out != "" || !strings.Contains(o.err, first+" is closed.") {
			t.Errorf("%+v", o)
		}
		if got := done(t, db, "statement", "export", "--partner", "A", "--month", first); got != open {
			t.Errorf("closing changed the statement\n%s\n%s", open, got)
		}
		if o := shimei(t, db, "statement", "close", first); o.code != exitFailed || !strings.Contains(o.err, "closed already") {
			t.Errorf("%+v", o)
		}
		if out := done(t, db, "verify"); out != "0 differences\n" {
			t.Error(out)
		}
		by(t, db, "UPDATE statement_lines SET amount = amount + 1")
		if o := shimei(t, db, "verify"); o.code != exitFailed || !strings.Contains(o.out, "statement "+first+": it is not what was closed") ||
			!strings.Contains(o.out, "more than the facts give") {
			t.Errorf("%+v", o)
		}
	})
}

func TestEveryFormOfAStatementSaysTheSame(t *testing.T) {
	db := t.TempDir() + "/x.db"
	done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
	export := func(form string) string {
		return done(t, db, "statement", "export", "--partner", "A", "--month", "2016-04", "--format", form)
	}
	rows, err := csv.NewReader(strings.NewReader(export("csv"))).ReadAll()
	if err != nil || len(rows) < 4 {
		t.Fatalf("%v %v", rows, err)
	}
	book, err := excelize.OpenReader(strings.NewReader(export("xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	sheet, err := book.GetRows("Lines")
	if err != nil || len(sheet) != len(rows) {
		t.Fatalf("%d rows in the sheet, %d in the file (%v)", len(sheet), len(rows), err)
	}
	var object struct {
		Totals []map[string]any
		Lines  []map[string]any
	}
	if err := json.Unmarshal([]byte(export("json")), &object); err != nil || len(object.Lines) != len(rows)-1 || len(object.Totals) == 0 {
		t.Fatalf("%+v %v", object, err)
	}
	money := 0
	for k, row := range rows {
		if strings.Join(row, "|") != strings.Join(sheet[k], "|") {
			t.Errorf("%q in the file, %q in the sheet", row, sheet[k])
		}
		if k > 0 && row[2] == "consumed_revenue" {
			money++
			if object.Lines[k-1]["amount"] != row[11] || !strings.Contains(row[11], ".") {
				t.Errorf("%v in JSON, %s in the file", object.Lines[k-1]["amount"], row[11])
			}
		}
	}
	if money == 0 {
		t.Error("no money in it")
	}
	o := shimei(t, db, "statement", "export", "--partner", "nobody", "--month", "2016-04")
	if o.code != exitFailed || o.out != "" || !strings.Contains(o.err, `partner "nobody"`) {
		t.Errorf("%+v", o)
	}
	for _, args := range [][]string{{"statement"}, {"statement", "close"}, {"statement", "close", "May"}, {"statement", "export"},
		{"statement", "export", "--partner", "A"}, {"statement", "export", "--partner", "A", "--month", "2016-04", "--format", "pdf"}} {
		if o := shimei(t, db, args...); o.code != exitMisuse {
			t.Errorf("%v: %+v", args, o)
		}
	}
}

func TestAClosedStatementIsWrittenWithTheNamesOfThen(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
		done(t, db, "statement", "close", "2016-01")
		exported := func(m string) string {
			book, err := excelize.OpenReader(strings.NewReader(done(t, db, "statement", "export", "--partner", "A", "--month", m, "--format", "xlsx")))
			if err != nil {
				t.Fatal(err)
			}
			defer book.Close()
			all := done(t, db, "statement", "export", "--partner", "A", "--month", m) + done(t, db, "statement", "export", "--partner", "A", "--month", m, "--format", "json")
			for _, sheet := range []string{"Statement", "Lines"} {
				rows, err := book.GetRows(sheet)
				if err != nil {
					t.Fatal(err)
				}
				all += fmt.Sprint(rows)
			}
			return all
		}
		before := exported("2016-01")
		done(t, db, "import", write(t, "partners.csv", "partner_id,name\nA,Another name\n"), write(t, "customers.csv", "tenant_id,name\nT,Canary\n"))
		if after := exported("2016-01"); after != before || strings.Contains(after, "Canary") {
			t.Errorf("a name that came later changed what was closed\n%s\n%s", before, after)
		}
		if open := exported("2016-02"); !strings.Contains(open, "Canary") || !strings.Contains(open, "Another name") {
			t.Errorf("the open statement has the names of before\n%s", open)
		}
		if out := done(t, db, "verify"); out != "0 differences\n" {
			t.Error(out)
		}
	})
}
