package db

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"shimei/store/storetest"
)

// A table that nobody thought of would be on one server when the others have become several.
func TestEveryTableHasWhatItWouldBeSplitBy(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		d, err := Open(t.Context(), url, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		found, err := d.engine.shapeOf(t.Context(), d.read)
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range found.tables() {
			if _, is := storetest.Shards[table]; !is {
				t.Errorf("nothing says by what the table %s would be split: put it into storetest.Shards and docs/scale.md", table)
			}
		}
		for table, s := range storetest.Shards {
			carried := slices.ContainsFunc(found[table], func(c column) bool { return c.name == s.Column && c.takes == ofWhole })
			if found[table] == nil || (s.Column != "") != carried || s.Of != "" && found[s.Of] == nil {
				t.Errorf("the table %s is not there, or has no number in the column %q that it would be split by", table, s.Column)
			}
		}
	})
}

func TestTheDocumentSaysOfEveryTableByWhatItIsSplit(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/scale.md")
	if err != nil {
		t.Fatal(err)
	}
	var said, want []string
	for _, row := range regexp.MustCompile("(?m)^\\| \\*\\*(.+?)\\*\\* \\| (`.+`) \\|").FindAllStringSubmatch(string(text), -1) {
		for _, name := range regexp.MustCompile("`[^`]+`").FindAllString(row[2], -1) {
			said = append(said, row[1]+" "+strings.Trim(name, "`"))
		}
	}
	for table, s := range storetest.Shards {
		want = append(want, strings.TrimSuffix(string(s.By)+" "+table+"."+s.Column, "."))
	}
	slices.Sort(said)
	slices.Sort(want)
	if !slices.Equal(said, want) {
		t.Errorf("docs/scale.md says\n%s\nand it is\n%s", strings.Join(said, "\n"), strings.Join(want, "\n"))
	}
}
