package views

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/programme"
)

func TestAComparisonPairsRequirementsByWhatTheyMeasure(t *testing.T) {
	t.Parallel()
	p := sampleProgramme()
	smmcs := &p.Competencies[1]
	smmcs.Versions = append(smmcs.Versions, programme.Version{From: april, Requirements: smmcs.Versions[0].Requirements[1:]}) // the seats are dropped
	c := NewCompared(p, 1, []programme.Month{april - 7, april - 1, april}, [][]int64{nil, {50, 3}, {5}})
	if d := cmp.Diff([]string{"", "none", "silver"}, c.Levels); d != "" {
		t.Error(d)
	}
	want := [][]*int64{{nil, some(int64(50)), nil}, {nil, some(int64(3)), some(int64(5))}}
	if d := cmp.Diff(want, [][]*int64{c.Rows[0].Figures, c.Rows[1].Figures}); d != "" {
		t.Error(d)
	}
	if got := c.Rows[1].Paths; got[1] != LinesOf(april-1, "smmcs", 1) || got[2] != LinesOf(april, "smmcs", 0) {
		t.Errorf("%q", got)
	}
}

func TestAComparisonSaysWhatChanged(t *testing.T) {
	t.Parallel()
	row := func(a, b *int64) ComparedRow { return ComparedRow{Figures: []*int64{a, some(int64(7)), b}} }
	for _, x := range []struct {
		row                ComparedRow
		levels             []string
		difference, en, ja string
	}{
		{row(some(int64(3)), some(int64(1200))), []string{"none", "gold", "silver"}, "+1,197", "No level → Silver", "未取得 → シルバー"},
		{row(some(int64(3)), some(int64(1))), []string{"gold", "none", "gold"}, "-2", "No change", "変わらず"},
		{row(nil, some(int64(1))), []string{"", "none", "gold"}, "–", "", ""},
		{row(some(int64(-1<<62)), some(int64(1<<62))), []string{"none"}, "–", "No change", "変わらず"},
	} {
		c := Compared{Levels: x.levels}
		if got := x.row.difference(Frame{L: For("en")}); got != x.difference {
			t.Errorf("%q, want %q", got, x.difference)
		}
		if en, ja := c.change(Frame{L: For("en")}), c.change(Frame{L: For("ja")}); en != x.en || ja != x.ja {
			t.Errorf("%q %q, want %q %q", en, ja, x.en, x.ja)
		}
	}
}
