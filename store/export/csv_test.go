package export_test

import (
	"strings"
	"testing"

	"shimei/store/export"
)

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
