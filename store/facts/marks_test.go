package facts_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shimei/store/facts"
	"shimei/store/programme"
)

func TestTextThatBeginsLikeAFormulaIsGuardedAndANumberIsNot(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "@SUM(A1)": "'@SUM(A1)", "-2+3": "'-2+3", "-": "'-", "\t=1": "'\t=1", "\r=1": "'\r=1", "\n=1": "'\n=1",
		"＝1": "'＝1", "－x": "'－x", "-1.2.3": "'-1.2.3", "-1e5": "'-1e5", "--1": "'--1", "-.5": "'-.5", "-5.": "'-5.",
		"": "", "-5": "-5", "-1200.50": "-1200.50", "0.07": "0.07", "12": "12", "2016-04": "2016-04",
		"a=b": "a=b", "'=1": "''=1", "''@x": "'''@x", "'": "'", "'a": "'a", "''": "''", "'5": "'5", "'-5": "''-5", "'＝": "''＝", "株式会社": "株式会社", " =1": " =1",
	} {
		if got := facts.Guarded(cell); got != want {
			t.Errorf("%q becomes %q, want %q", cell, got, want)
		}
	}
}

func TestAGuardedNameIsReadBackAsItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`'{0,3}[=+@＝＋－＠'"a5-]{0,3}[a"'=, 0-9.-]{0,5}[x"'=5]`).Filter(func(s string) bool { return s == strings.TrimSpace(s) }).Draw(t, "name")
		cell := facts.Guarded(name)
		if strings.IndexAny(cell, "=+@＝＋－＠") == 0 || strings.HasPrefix(cell, "--") {
			t.Fatalf("%q is run as a formula", cell)
		}
		rows, err := read(strings.NewReader("tenant_id,name\nT,\""+strings.ReplaceAll(cell, `"`, `""`)+"\"\n"), programme.BuiltIn(), "")
		if err != nil || len(rows) != 1 {
			t.Fatalf("%q: %v", cell, err)
		}
		if got := rows[0].(facts.CustomerRow).Name; got != name {
			t.Fatalf("%q is written as %q and read as %q", name, cell, got)
		}
	})
}
