package views

import (
	"slices"
	"testing"
)

func TestColumnsAreThoseOfTheAddressElseThoseThatAreKeptElseTheUsual(t *testing.T) {
	usual := columnsOf[PartnersPath].usual
	for _, c := range []struct {
		asked, kept, shown []string
		isKept             bool
	}{
		{nil, nil, usual, false},
		{[]string{"country", "nothing"}, nil, []string{"country"}, false},
		{[]string{"nothing"}, nil, usual, false},
		{nil, []string{"state", "account"}, []string{"account", "state"}, true},
		{[]string{"associations"}, []string{"state"}, []string{"associations"}, false},
		{nil, []string{"gone"}, usual, false},
	} {
		got := ColumnsOf(PartnersPath, c.asked, c.kept)
		if !slices.Equal(got.Shown, c.shown) || got.Kept != c.isKept {
			t.Errorf("asked %q, kept %q: %q, kept %t", c.asked, c.kept, got.Shown, got.Kept)
		}
	}
	if names := SplitColumns([]string{"a,b", "", "c"}); !slices.Equal(names, []string{"a", "b", "c"}) {
		t.Errorf("%q", names)
	}
}

func TestEveryColumnThatSortsIsOneOfItsList(t *testing.T) {
	for path, columns := range sorts {
		for column := range columns {
			if !slices.Contains(ColumnsOf(path, nil, nil).All, column) {
				t.Errorf("%s has no column %q", path, column)
			}
		}
	}
}
