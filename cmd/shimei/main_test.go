package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheWorkedCasesGiveTheirFiguresThroughTheCommandLine(t *testing.T) {
	for _, folder := range scenarios(t) {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(folder, "progress.json"))
			if err != nil {
				t.Fatal(err)
			}
			each(t, func(t *testing.T, db string) {
				done(t, db, append([]string{"import"}, factFiles(t, folder)...)...)
				got, want := decoded(t, done(t, db, "progress", "--format", "json")), decoded(t, string(text))
				if d := cmp.Diff(want, got); d != "" {
					t.Error(d)
				}
				if out := done(t, db, "recompute"); out != "0 credits differed\n" {
					t.Error(out)
				}
			})
		})
	}
}

func decoded(t *testing.T, text string) any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

func TestCreditsAreTheFiguresOtherThanZero(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
	want := `partner_id,month,competency,metric,products,credited
A,2016-04,cloud-productivity,active_entitlements,office365,600
A,2016-04,smmcs,seats_sold,office365,500
A,2016-04,smmcs,net_new_customers,office365,1
A,2016-04,cloud-platform,consumed_revenue,azure,6001.50
`
	if d := cmp.Diff(want, done(t, db, "credits", "--partner", "A", "--format", "csv")); d != "" {
		t.Error(d)
	}
	var objects []map[string]any
	if err := json.Unmarshal([]byte(done(t, db, "credits", "--month", "2016-02", "--format", "json")), &objects); err != nil {
		t.Fatal(err)
	}
	if len(objects) < 4 || objects[0]["credited"] != float64(300) || objects[3]["credited"] != "1000.50" {
		t.Errorf("credits of 2016-02: %v", objects)
	}
	if out := done(t, db, "credits", "--month", "2015-01", "--format", "json"); out != "[]\n" {
		t.Errorf("a month before all facts: %s", out)
	}
}

func TestEveryFormOfProgressSaysTheSame(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/simple")...)...)
	rows, err := csv.NewReader(strings.NewReader(done(t, db, "progress", "--format", "csv"))).ReadAll()
	if err != nil || len(rows) != 7 {
		t.Fatalf("%v %v", rows, err)
	}
	table := done(t, db, "progress")
	for _, row := range rows {
		for _, cell := range row {
			if !strings.Contains(table, cell) {
				t.Errorf("the table lacks %q", cell)
			}
		}
	}
}

func TestACommandThatIsUsedWronglyExitsWithTwo(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	for name, args := range map[string][]string{
		"no command":                 {},
		"an unknown command":         {"nominate"},
		"an unknown option":          {"progress", "--moon", "1"},
		"a month that is none":       {"progress", "--month", "2016-13"},
		"an unknown format":          {"credits", "--format", "xml"},
		"import of no file":          {"import"},
		"a proxy that is none":       {"serve", "--trusted-proxy", "localhost"},
		"an unknown kind":            {"import", "--as", "invoices", "x.csv"},
		"an unknown role":            {"user", "add", "a@b.example", "--name", "A", "--role", "king"},
		"a password from nowhere":    {"user", "add", "a@b.example", "--name", "A", "--role", "admin"},
		"a demo on another database": {"serve", "--demo", "--addr", "127.0.0.1:0"},
	} {
		t.Run(name, func(t *testing.T) {
			o := shimei(t, db, args...)
			if o.code != exitMisuse || o.err == "" || o.out != "" {
				t.Errorf("exit %d, output %q, errors %q", o.code, o.out, o.err)
			}
		})
	}
}

func TestHelpAndVersionAreResults(t *testing.T) {
	for _, args := range [][]string{{"version"}, {"--version"}, {"--help"}, {"import", "--help"}} {
		if o := shimeiWith(t, "", args...); o.code != exitDone || o.out == "" || o.err != "" {
			t.Errorf("%v: %+v", args, o)
		}
	}
	if o := shimeiWith(t, "", "serve", "--help"); !strings.Contains(o.out, "$SHIMEI_DB") || !strings.Contains(o.out, "$SHIMEI_ADDR") {
		t.Errorf("the help does not name the environment variables: %s", o.out)
	}
}

func TestOptionsComeFromTheEnvironment(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	t.Setenv("SHIMEI_DB", db)
	if o := shimeiWith(t, "", "import", write(t, "partners.csv", people)); o.code != exitDone {
		t.Fatalf("%+v", o)
	}
	if _, err := os.Stat(db); err != nil {
		t.Error(err)
	}
}

func TestAnUnknownPartnerFails(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	done(t, db, "import", write(t, "partners.csv", people))
	o := shimei(t, db, "progress", "--partner", "nobody")
	if o.code != exitFailed || !strings.Contains(o.err, `partner "nobody"`) {
		t.Errorf("%+v", o)
	}
}

func TestAnInterruptedCommandFails(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	done(t, db, "import", write(t, "partners.csv", people))
	var out, errs strings.Builder
	code := run(ended(), []string{"--db", db, "recompute"}, strings.NewReader(""), &out, &errs)
	if code != exitFailed || errs.String() == "" {
		t.Errorf("exit %d, errors %q", code, errs.String())
	}
}

func TestTheVersionTellsWhatWasBuiltAndByWhat(t *testing.T) {
	said := shimeiWith(t, "", "version").out
	for _, want := range []string{`(?m)^shimei \S+$`, `(?m)^commit \S+`, `(?m)^date \S+$`, `(?m)^Go \d+\.\d+`, `(?m)^SQLite 3\.\d+\.\d+$`, `(?m)^PostgreSQL by pgx \S+$`} {
		if !regexp.MustCompile(want).MatchString(said) {
			t.Errorf("no %s in\n%s", want, said)
		}
	}
	if flag := shimeiWith(t, "", "--version").out; flag != said {
		t.Errorf("--version says\n%s", flag)
	}
}

func TestACommitIsTheOneStampedOrElseTheOneRecorded(t *testing.T) {
	built := &debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "c0ffee"}, {Key: "vcs.time", Value: "2016-04-11T09:00:00Z"}, {Key: "vcs.modified", Value: "true"}}}
	for stamped, want := range map[string]string{"": "c0ffee with changes 2016-04-11T09:00:00Z", "beef": "beef 2016"} {
		date := ""
		if stamped != "" {
			date = "2016"
		}
		if commit, date := recorded(built, stamped, date); commit+" "+date != want {
			t.Errorf("%q: %s %s, want %s", stamped, commit, date, want)
		}
	}
	if commit, _ := recorded(&debug.BuildInfo{}, "", ""); commit != "" {
		t.Error(commit)
	}
}
