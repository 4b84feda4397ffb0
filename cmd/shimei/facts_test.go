package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shimei/store/export"
)

func TestFactsGoOutIntoAFolderAndInAgain(t *testing.T) {
	db, home := t.TempDir()+"/x.db", t.TempDir()
	done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
	done(t, db, "import", write(t, "rates.csv", "month,currency,rate\n2016-04,EUR,1.1\n"))
	folder := filepath.Join(home, "out")
	o := shimei(t, db, "facts", "export", folder)
	if o.code != exitDone || !strings.Contains(o.err, "shimei import "+filepath.Join(folder, "*.csv")) || !strings.Contains(o.out, "05-usage.csv") {
		t.Fatalf("%+v", o)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.csv"))
	if err != nil || len(files) != 7 {
		t.Fatalf("%v %v", files, err)
	}
	other := t.TempDir() + "/y.db"
	done(t, other, append([]string{"import"}, files...)...)
	for _, args := range [][]string{{"progress"}, {"credits"}} {
		if a, b := done(t, db, args...), done(t, other, args...); a != b {
			t.Errorf("%v: %s\n%s", args, a, b)
		}
	}
	done(t, other, "facts", "export", filepath.Join(home, "again"), "--bom", "--kind", "partners", "--kind", "rates")
	for _, name := range []string{"01-partners.csv", "02-rates.csv"} {
		got, err := os.ReadFile(filepath.Join(home, "again", name))
		want, _ := os.ReadFile(filepath.Join(folder, map[string]string{"01-partners.csv": "01-partners.csv", "02-rates.csv": "04-rates.csv"}[name]))
		if err != nil || !bytes.Equal(got, append([]byte(export.BOM), want...)) {
			t.Errorf("%s: %q (%v)", name, got, err)
		}
	}
	for _, refused := range [][]string{{folder}, {files[0]}, {filepath.Join(home, "none", "out")}} {
		if o := shimei(t, db, append([]string{"facts", "export"}, refused...)...); o.code != exitFailed || o.out != "" {
			t.Errorf("%v: %+v", refused, o)
		}
	}
	if o := shimei(t, db, "facts", "export", filepath.Join(home, "odd"), "--kind", "people"); o.code != exitMisuse || !strings.Contains(o.err, "the kinds are partners, ") {
		t.Errorf("%+v", o)
	}
	left, err := os.ReadDir(home)
	if err != nil || len(left) != 2 {
		t.Errorf("%v is left (%v)", left, err)
	}
}

func TestAnExportThatFailsLeavesNothing(t *testing.T) {
	home := t.TempDir()
	o := shimei(t, home+"/none.db", "facts", "export", filepath.Join(home, "out"))
	if left, err := os.ReadDir(home); o.code != exitFailed || err != nil || len(left) != 0 {
		t.Errorf("%+v %v %v", o, left, err)
	}
}
