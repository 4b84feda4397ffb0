package export_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"shimei/store/export"
	"shimei/store/storetest"
)

// opened reads a workbook.
func opened(t *testing.T, file []byte) *excelize.File {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return book
}

// sheet returns the rows of a sheet.
func sheet(t *testing.T, file []byte, name string) [][]string {
	t.Helper()
	rows, err := opened(t, file).GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestAWorkbookHoldsTheTotalsAndEveryLineAndNoFormula(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		file := written(t, s, "=P", april, export.XLSX)
		if diff := cmp.Diff(want, joined(sheet(t, file, "Lines")[1:])); diff != "" {
			t.Error(diff)
		}
		front := sheet(t, file, "Statement")
		at := slices.IndexFunc(front, func(row []string) bool { return len(row) > 0 && row[0] == "metric" })
		if diff := cmp.Diff(slices.Sorted(slices.Values(wantTotals)), joined(front[at+1:])); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"partner_id", "=P"}, front[0]); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"partner", "=1+1"}, front[1]); diff != "" {
			t.Error(diff)
		}
		book := opened(t, file)
		for _, name := range book.GetSheetList() {
			rows, err := book.GetRows(name)
			if err != nil {
				t.Fatal(err)
			}
			for r, row := range rows {
				for c, text := range row {
					checkCell(t, book, name, fmt.Sprintf("%c%d", 'A'+c, r+1), text)
				}
			}
		}
	})
}

// checkCell checks that a cell is no formula, and a number only where it is a count.
func checkCell(t *testing.T, book *excelize.File, sheet, at, text string) {
	t.Helper()
	formula, err := book.GetCellFormula(sheet, at)
	if err != nil || formula != "" {
		t.Errorf("%s %s is the formula %q (%v)", sheet, at, formula, err)
	}
	kind, err := book.GetCellType(sheet, at)
	if err != nil {
		t.Fatal(err)
	}
	isText := kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString
	count := slices.Contains([]string{"25", "-5", "1", "2", "-2"}, text)
	if text != "" && isText == count {
		t.Errorf("%s %s, %q, is of type %v", sheet, at, text, kind)
	}
}
