package views

import (
	"slices"
	"testing"

	"shimei/store/programme"
)

func TestThePreviewBeginsWithTheColumnsThatTheQuestionIsAbout(t *testing.T) {
	d := some(programme.DayOf(2016, 4, 3))
	for _, c := range []struct {
		rows []ImportPreview
		want []int
	}{
		{[]ImportPreview{{2, []string{"S", "azure", "03/04/2016"}, []*programme.Day{nil, nil, d}}}, []int{2, 0, 1}},
		{[]ImportPreview{{2, []string{"S", "azure", "x"}, nil}, {3, []string{"S", "営業部"}, nil}}, []int{1, 0, 2}},
		{nil, []int{0, 1, 2}},
	} {
		if got := (ImportReading{Header: []string{"id", "name", "date"}, Rows: c.rows}).places(); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.rows, got, c.want)
		}
	}
}
