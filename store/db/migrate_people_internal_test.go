package db

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/storetest"
)

func TestPeopleWhoWereThereAreSortedAndFoundByTheirNames(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		asOf(t, url, 28, `INSERT INTO people (email, name, role, password, language, disabled) VALUES ('a', 'ＡNN カトウ', 'admin', '', '', FALSE)`)
		want := []string{"a ann かとう ann かとう\n   "}
		if diff := cmp.Diff(want, found(t, url, 6, "SELECT email, sorted, found, reading, theme, zone FROM people")); diff != "" {
			t.Error(diff)
		}
	})
}
