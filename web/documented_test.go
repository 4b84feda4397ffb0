package web

import (
	"encoding/csv"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/views"
)

// documented are the columns of lists as files that docs/formats.md tells, by the address of the page.
func documented(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile("../docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `(/[a-z/-]+)` \\| ([a-z_, ]+) \\|").FindAllStringSubmatch(string(text), -1) {
		all[row[1]] = strings.Split(row[2], ", ")
	}
	return all
}

// TestTheColumnsOfEachListAsAFileAreDocumented reads each file, and the table of docs/formats.md.
func TestTheColumnsOfEachListAsAFileAreDocumented(t *testing.T) {
	t.Parallel()
	x := small(t)
	reference, err := x.store.Nominate(t.Context(), x.person(owner), "100", []store.Choice{{ID: "a-ems"}})
	if err != nil {
		t.Fatal(err)
	}
	open, written := addresses(reference, "", "", 1, 1, "", ""), documented(t)
	for _, e := range entries {
		if e.file == nil || strings.Contains(e.path, ":") || e.path == views.ImportTemplatePath || strings.HasSuffix(e.path, "/invite/template") {
			continue
		}
		who := readers[e.audience]
		a := x.as(who).get(open[views.FilePath(e.path, "csv")]).is(http.StatusOK)
		columns, err := csv.NewReader(strings.NewReader(a.body)).Read()
		if err != nil {
			t.Fatal(e.path, err)
		}
		if diff := cmp.Diff(written[e.path], columns); diff != "" {
			t.Errorf("%s: %s\n| `%s` | %s |", e.path, diff, e.path, strings.Join(columns, ", "))
		}
		delete(written, e.path)
	}
	for path := range written {
		t.Errorf("%s has a row and is no list", path)
	}
}
