package main

import (
	"encoding/csv"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/programme"
)

// figures are what the reading commands say of a worked case.
func figures(t *testing.T, db string, more ...string) string {
	t.Helper()
	var all strings.Builder
	for _, args := range [][]string{{"progress"}, {"progress", "--month", "2016-09"}, {"progress", "--partner", "A"},
		{"credits", "--format", "json"}, {"explain", "--partner", "A", "--competency", "cloud-productivity"}} {
		all.WriteString(done(t, db, append(args, more...)...))
	}
	return all.String()
}

// another writes the built-in programme with other thresholds and other products that count.
func another(t *testing.T) string {
	t.Helper()
	text := string(programme.BuiltIn().Source)
	for _, swap := range [][2]string{{"silver = 2000", "silver = 600"},
		{`products = ["office365", "crm-online", "ems", "aad-premium", "intune"]   # not Azure`, `products = ["office365"]`}} {
		if !strings.Contains(text, swap[0]) {
			t.Fatalf("the programme has no %q", swap[0])
		}
		text = strings.ReplaceAll(text, swap[0], swap[1])
	}
	return write(t, "another.toml", text)
}

func TestACommandThatReadsComputesByAProgrammeAndStoresNothing(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/more-complex")...)...)
		file, before := another(t), figures(t, db)
		tried := figures(t, db, "--programme", file)
		if tried == before {
			t.Fatal("the other programme gives the same figures")
		}
		done(t, db, append([]string{"import", "--dry-run", "--programme", file}, factFiles(t, "../../store/testdata/scenarios/more-complex")...)...)
		if shown := done(t, db, "programme", "show"); shown != string(programme.BuiltIn().Source) {
			t.Error("it was put in force")
		}
		if after := figures(t, db); after != before || done(t, db, "recompute") != "0 credits differed\n" {
			t.Error("the figures changed")
		}
		done(t, db, "programme", "adopt", file)
		if adopted := figures(t, db); adopted != tried {
			t.Errorf("in force it gives\n%s\nand tried it gave\n%s", adopted, tried)
		}
	})
}

func TestAProgrammeOfAnotherZoneReadsAndSimulatesAsItDoesInForce(t *testing.T) {
	york := write(t, "york.toml", strings.Replace(string(programme.BuiltIn().Source), `time_zone = "UTC"`, `time_zone = "America/New_York"`, 1))
	files := append(factFiles(t, "../../store/testdata/scenarios/more-complex"),
		write(t, "partners.csv", "partner_id,name\nX,Day\nY,Instant\n"),
		write(t, "associations.csv", "route,partner_id,tenant_id,from\ndap,X,T,2016-05-01\ndap,Y,T,2016-05-01T02:00:00Z\n"))
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, files...)...)
		before, tried := figures(t, db), figures(t, db, "--programme", york)
		simulated := simulatedFigures(t, db, york, "credited_after")
		done(t, db, "programme", "adopt", york)
		if adopted := figures(t, db); adopted != tried || adopted == before {
			t.Errorf("in force it gives\n%s\ntried it gave\n%s\nand the one before\n%s", adopted, tried, before)
		}
		if diff := cmp.Diff(simulatedFigures(t, db, york, "credited_before"), simulated); diff != "" {
			t.Errorf("in force, and simulated:\n%s", diff)
		}
		// May begins in New York at 04:00: the day is still of May, and the instant of April.
		if got := done(t, db, "credits", "--month", "2016-04", "--format", "csv"); strings.Contains(got, "\nX,") || !strings.Contains(got, "\nY,") {
			t.Errorf("April credits\n%s", got)
		}
		for _, row := range strings.Split(done(t, db, append([]string{"import"}, files...)...), "\n")[1:] {
			if cells := strings.Fields(row); len(cells) > 0 && cells[3] != cells[6] {
				t.Errorf("not all unchanged: %s", row)
			}
		}
		done(t, db, "programme", "adopt", "built-in")
		if again := figures(t, db); again != before || done(t, db, "recompute") != "0 credits differed\n" {
			t.Errorf("back in the first zone it gives\n%s\nand gave\n%s", again, before)
		}
	})
}

// simulatedFigures are the figures in one column of a simulation, with what they are of.
func simulatedFigures(t *testing.T, db, file, column string) (lines []string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(done(t, db, "simulate", "--programme", file, "--all", "--format", "csv"))).ReadAll()
	if err != nil || len(rows) < 10 {
		t.Fatal(rows, err)
	}
	for _, row := range rows[1:] {
		var cells []string
		for _, name := range []string{"partner_id", "month", "competency", "metric", "products", column} {
			cells = append(cells, row[slices.Index(rows[0], name)])
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	return lines
}

func TestAProgrammeIsAdoptedOnceWithWhoDidIt(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
		file := another(t)
		p, err := programmeOf(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"in force now in place of another one; all credits were derived anew", "in force already; nothing changes"} {
			if o := shimei(t, db, "programme", "adopt", file); o.code != exitDone || o.out != "" || !strings.Contains(o.err, want) {
				t.Errorf("%+v", o)
			}
		}
		o := shimei(t, db, "programme", "show")
		if o.code != exitDone || o.out != string(p.Source) || !strings.Contains(o.err, p.Hash) || !strings.Contains(o.err, "put there by "+account()+"\n") {
			t.Errorf("%+v", o)
		}
		if o := shimei(t, db, "import", "--programme", "built-in", write(t, "partners.csv", people)); o.code != exitDone || !strings.Contains(o.err, "in force now") {
			t.Errorf("%+v", o)
		}
		by(t, db, "UPDATE programmes SET adopted_by = ''")
		if o := shimei(t, db, "programme", "show"); !strings.Contains(o.err, "not recorded") {
			t.Errorf("%+v", o)
		}
		if o := shimei(t, db, "recompute"); o.out != "0 credits differed\n" {
			t.Errorf("%+v", o)
		}
	})
}

func TestAProgrammeIsCheckedByItselfAndAgainstTheDatabase(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	yen := write(t, "yen.toml", strings.Replace(string(programme.BuiltIn().Source), `"USD"`, `"JPY"`, 1))
	if out := done(t, db, "programme", "check", yen); !strings.Contains(out, "yen.toml: mpn-2016 is sound") || !strings.Contains(out, "no database yet") {
		t.Error(out)
	}
	done(t, db, "import", write(t, "partners.csv", people))
	if out := done(t, db, "programme", "check", another(t)); !strings.Contains(out, "fits "+db) {
		t.Error(out)
	}
	for file, want := range map[string]string{yen: "JPY", write(t, "broken.toml", "id = 7\n"): "broken.toml:1:", "absent.toml": "absent.toml"} {
		for _, verb := range []string{"check", "adopt"} {
			if o := shimei(t, db, "programme", verb, file); o.code != exitFailed || o.out != "" || !strings.Contains(o.err, want) {
				t.Errorf("%s: %+v", verb, o)
			}
		}
	}
	for _, args := range [][]string{{"progress"}, {"import", "--dry-run", write(t, "partners.csv", people)}} {
		if o := shimei(t, db, append(args, "--programme", yen)...); o.code != exitFailed || o.out != "" || !strings.Contains(o.err, "JPY") {
			t.Errorf("%+v", o)
		}
	}
}

func TestAProgrammeIsTakenOnlyWhereItMeansSomething(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	done(t, db, "import", write(t, "partners.csv", people))
	for _, args := range [][]string{{"verify"}, {"recompute"}, {"user", "list"}, {"statement", "list"}, {"programme", "show"}, {"version"}} {
		if o := shimei(t, db, append(args, "--programme", another(t))...); o.code != exitMisuse || o.out != "" || !strings.Contains(o.err, "takes no --programme") {
			t.Errorf("%v: %+v", args, o)
		}
		t.Setenv("SHIMEI_PROGRAMME", another(t))
		done(t, db, args...)
	}
	if shown := done(t, db, "programme", "show"); shown != string(programme.BuiltIn().Source) {
		t.Error("a programme of the environment was put in force")
	}
}

func TestAProgrammeIsAdoptedFromAMonthOrNotAtAll(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/more-complex")...)...)
		before := figures(t, db)
		o := shimei(t, db, "programme", "adopt", another(t), "--from", "2016-09")
		if o.code != exitFailed || !strings.Contains(o.err, "it changes figures before: route dap from 2016-01, competency cloud-productivity from 2016-01. ") {
			t.Errorf("exit %d: %s", o.code, o.err)
		}
		if figures(t, db) != before || done(t, db, "programme", "show") != string(programme.BuiltIn().Source) {
			t.Error("it was put in force")
		}
		text := strings.Replace(string(programme.BuiltIn().Source), `from = "2016-11"`, `from = "2016-10"`, 1)
		done(t, db, "programme", "adopt", write(t, "later.toml", text), "--from", "2016-10")
		if done(t, db, "programme", "show") != text {
			t.Error("it was not put in force")
		}
	})
}
