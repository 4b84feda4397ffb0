package main

import (
	"path/filepath"
	"strings"
	"testing"

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
