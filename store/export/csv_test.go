package export_test

import (
	"strings"
	"testing"

	"shimei/store/export"
)

func TestTextThatBeginsLikeAFormulaIsGuardedAndANumberIsNot(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "@SUM(A1)": "'@SUM(A1)", "-2+3": "'-2+3", "-": "'-", "\t=1": "'\t=1", "\r=1": "'\r=1", "\n=1": "'\n=1",
		"＝1": "'＝1", "－x": "'－x", "-1.2.3": "'-1.2.3", "-1e5": "'-1e5", "--1": "'--1", "-.5": "'-.5", "-5.": "'-5.",
		"": "", "-5": "-5", "-1200.50": "-1200.50", "0.07": "0.07", "12": "12", "2016-04": "2016-04",
		"a=b": "a=b", "'=1": "'=1", "株式会社": "株式会社", " =1": " =1",
	} {
		if got := export.Guard(cell); got != want {
			t.Errorf("%q becomes %q, want %q", cell, got, want)
		}
	}
}

func TestRowsAreGuardedAndTheirCellsStayTheCallersOwn(t *testing.T) {
	var file strings.Builder
	cells := []string{"=1", "-5", "a,b", `say "so"`}
	out := export.NewRows(&file)
	if err := out.Write(cells...); err != nil {
		t.Fatal(err)
	}
	if err := out.End(); err != nil || file.String() != "'=1,-5,\"a,b\",\"say \"\"so\"\"\"\n" || cells[0] != "=1" {
		t.Errorf("%q %q %v", file.String(), cells, err)
	}
}
