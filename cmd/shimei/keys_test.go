package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/width"

	"shimei/store/storetest"
)

// identifying are the columns whose values are keys.
var identifying = []string{"partner_id", "parent_id", "tenant_id", "subscription_id", "order_id", "product", "route", "workload"}

// otherwise writes a fact file with its keys in other spellings, and with changed cells by their columns.
func otherwise(t *testing.T, name string, changed map[string]string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for k, row := range rows[1:] {
		for column, name := range rows[0] {
			switch cell := &row[column]; {
			case changed[name] != "" && (*cell != "" || name == "to"): // azure takes no seats
				*cell = changed[name]
			case *cell == "" || !slices.Contains(identifying, name):
			case k%2 == 0:
				*cell = " " + width.Widen.String(strings.ToUpper(*cell))
			default:
				*cell = strings.ToUpper(strings.ToLower(*cell)[:1]) + strings.ToLower(*cell)[1:] + "\u3000"
			}
		}
	}
	var out strings.Builder
	w := csv.NewWriter(&out)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return write(t, filepath.Base(name), out.String())
}

// rowsOf are the added and the changed rows of imports.
func rowsOf(t *testing.T, db string, files ...string) (added, changed int64) {
	t.Helper()
	var objects []importObject
	if err := json.Unmarshal([]byte(done(t, db, append([]string{"import", "--format", "json"}, files...)...)), &objects); err != nil {
		t.Fatal(err)
	}
	for _, o := range objects {
		added, changed = added+o.Added, changed+o.Changed
	}
	return added, changed
}

func TestAnIDInAnotherSpellingIsTheSameAndShownAsItWasFirstWritten(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, worked(t)...)
		const guid = "../../store/testdata/field/guid-case.csv"
		if added, changed := rowsOf(t, db, guid, write(t, "partners.csv", "partner_id,name\n4620115,Former Name\n")); added != 2 || changed != 0 {
			t.Errorf("%d added, %d changed, want a tenant and a partner", added, changed)
		}
		const digits = "../../store/testdata/field/fullwidth-id.csv"
		braces := write(t, "customers.csv", "tenant_id,name\n{5c0ffee0-1d2c-4a3b-9e8f-0a1b2c3d4e5f},Other Co\n")
		for _, want := range []int64{2, 0} {
			if added, changed := rowsOf(t, db, digits, braces); added != 0 || changed != want {
				t.Errorf("%d added, %d changed, want %d changed", added, changed, want)
			}
		}
		dump := storetest.Dump(t, db)
		for _, row := range []string{"\ncustomer\t5C0FFEE0-1D2C-4A3B-9E8F-0A1B2C3D4E5F\tOther Co\t", "\npartner\t4620115\tPartner C\t"} {
			if !strings.Contains("\n"+dump, row) || strings.Count("\n"+dump, row[:9]) > 3 {
				t.Errorf("want one row %q:\n%s", row, dump)
			}
		}
		is(t, "the account", table(t, db, "progress", "--partner", "４６２０１１５", "--format", "csv")[0]["partner_id"], "4620115")
		done(t, db, "user", "add", "p@partner.example", "--name", "P", "--role", "partner", "--partner", " ４６２０１１５", "--generate")
		if list := done(t, db, "user", "list"); !strings.Contains(list, "4620115") {
			t.Error(list)
		}
		nominated(t, db, customers(t, db, "ｔ")["ｔ"], "４６２０１１５")
		is(t, "verify", done(t, db, "verify"), "0 differences\n")
	})
}

func TestFactsInOtherSpellingsAreTheSameFacts(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		files := factFiles(t, "../../store/testdata/scenarios/typical")
		done(t, db, worked(t)...)
		took(t, db, "reparent-before.csv")
		before := storetest.Dump(t, db)
		var again []string
		for _, file := range append(files, field("reparent-before.csv")) {
			again = append(again, otherwise(t, file, nil))
		}
		if added, changed := rowsOf(t, db, again...); added+changed != 0 {
			t.Errorf("%d added, %d changed, want none", added, changed)
		}
		same := func(what string) {
			t.Helper()
			if after := storetest.Dump(t, db); after != before {
				t.Errorf("%s changed what stood:\n%s\nwas\n%s", what, after, before)
			}
		}
		same("another spelling")
		is(t, "A", told(t, db, "ａ", "2016-04"), told(t, db, "A", "2016-04"))

		// What other spellings change has its former value after an undo.
		var changing []string
		for file, cells := range map[string]map[string]string{"partners": {"name": "Other"}, "customers": {"name": "Other"}, "subscriptions": {"licensing": "csp"},
			"usage": {"available_seats": "7"}, "sales": {"seats": "7"}, "associations": {"to": "2016-04-20"}} {
			changing = append(changing, otherwise(t, filepath.Join("../../store/testdata/scenarios/typical", file+".csv"), cells))
		}
		last := importsOf(t, db)[0].Import
		if added, changed := rowsOf(t, db, changing...); added != 0 || changed < 12 {
			t.Errorf("%d added, %d changed", added, changed)
		}
		after, s := storetest.Dump(t, db), portalOf(t, db)
		undo := func(first, last int64) {
			t.Helper()
			for n := last; n >= first; n-- {
				if _, err := s.Undo(t.Context(), n, "test"); err != nil {
					t.Fatal(err)
				}
			}
		}
		undo(last+1, last+6)
		same("an undo")
		undo(last+7, last+12)
		if got := storetest.Dump(t, db); got != after {
			t.Errorf("the undo of undos leaves\n%s\nwant\n%s", got, after)
		}
		is(t, "verify", done(t, db, "verify"), "0 differences\n")
		is(t, "recompute", done(t, db, "recompute"), "0 credits differed\n")
	})
}

func TestOneKeyInTwoSpellingsIsOneRowOrAContradiction(t *testing.T) {
	for kind, c := range map[string]struct{ head, row, same, other string }{
		"partners":      {"partner_id,name,parent_id,as_of", "N,New,A,2016-01-01", "ｎ,New,ａ,2016-01-01", "n,New,B,2016-01-01"},
		"customers":     {"tenant_id,name", "N,New", " ｎ,New", "n,Newer"},
		"subscriptions": {"subscription_id,tenant_id,product,start_date", "N,T,azure,2016-01-01", "ｎ,ｔ,AZURE,2016-01-01", "n,T,office365,2016-01-01"},
		"usage":         {"subscription_id,month,workload,active_users", "T-office,2016-04,exchange,7", "t-OFFICE,2016-04,EXCHANGE,7", "ｔ-office,2016-04,Exchange,8"},
		"sales":         {"order_id,subscription_id,partner_id,date,seats", "N,T-office,A,2016-01-01,1", "ｎ,t-OFFICE,a,2016-01-01,1", "n,T-office,B,2016-01-01,1"},
		"associations":  {"route,partner_id,subscription_id,tenant_id,from,to", "dap,A,,T,2016-01-01,", "DAP,ａ,,t,2016-01-01,", "Dap,a,,ｔ,2016-01-01,2016-02-01"},
	} {
		t.Run(kind, func(t *testing.T) {
			db := filepath.Join(t.TempDir(), "x.db")
			done(t, db, worked(t)...)
			before := storetest.Dump(t, db)
			o := shimei(t, db, "import", write(t, kind+".csv", c.head+"\n"+c.row+"\n"+c.other+"\n"))
			if o.code != exitFailed || !strings.Contains(o.out+o.err, kind+".csv:3: the row says otherwise than line 2") || storetest.Dump(t, db) != before {
				t.Errorf("%+v", o)
			}
			if added, changed := rowsOf(t, db, write(t, kind+".csv", c.head+"\n"+c.row+"\n"+c.same+"\n")); added+changed != 1 {
				t.Errorf("%d added, %d changed, want one row", added, changed)
			}
		})
	}
}

func TestRowsInTheOrderOfTheirDaysAreShownAsTheFirstLineWritesThem(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	done(t, db, worked(t)...)
	done(t, db, "import", write(t, "partners.csv", "partner_id,name,parent_id,as_of\nＮ,New,B,2016-02-01\nn,New,A,2016-01-01\na,Partner A,,2015-01-01\n"),
		write(t, "subscriptions.csv", "subscription_id,tenant_id,product,start_date,as_of\nＳ,T,azure,2016-01-01,2016-02-01\ns,t,azure,2016-01-01,\n"))
	dump := storetest.Dump(t, db)
	for _, row := range []string{"\npartner\tＮ\tNew\tB\t", "\nsubscription\tＳ\tT\t", "\npartner\tA\tPartner A\t"} {
		if !strings.Contains("\n"+dump, row) {
			t.Errorf("no %q in\n%s", row, dump)
		}
	}
	is(t, "verify", done(t, db, "verify"), "0 differences\n")
}

func TestACompetencyIsFoundInAnySpelling(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/simple")...)...)
		want := done(t, db, "explain", "--partner", "A", "--competency", "cloud-productivity")
		if !strings.Contains(want, "active_entitlements\tT\t") {
			t.Fatal(want)
		}
		if got := done(t, db, "explain", "--partner", "ａ", "--competency", " Ｃloud-Productivity"); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
		if o := shimei(t, db, "explain", "--partner", "A", "--competency", "productivity"); o.code != exitMisuse || !strings.Contains(o.err, `no competency "productivity"; it has cloud-productivity, `) {
			t.Errorf("%+v", o)
		}
	})
}
