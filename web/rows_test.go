package web

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/xuri/excelize/v2"
)

// rowsOf reads a list that was sent as a file, without the names of its columns.
func (a answer) rowsOf(t *testing.T, form string) (rows [][]string) {
	t.Helper()
	var err error
	if form == "csv" {
		rows, err = csv.NewReader(strings.NewReader(a.body)).ReadAll()
	} else {
		var book *excelize.File
		if book, err = excelize.OpenReader(bytes.NewReader([]byte(a.body))); err == nil {
			rows, err = book.GetRows("List")
		}
	}
	if err != nil || len(rows) == 0 {
		t.Fatalf("%s: %v", form, err)
	}
	for k, row := range rows { // a sheet leaves out the empty cells at a row's end
		for len(row) < len(rows[0]) {
			row = append(row, "")
		}
		rows[k] = row
	}
	return rows[1:]
}

// column is the text of a part of every row of a list, page by page.
func (v *visitor) column(path, part string) (all []string) {
	v.t.Helper()
	for a := v.get(path).is(http.StatusOK); ; a = v.click(a, say("en", "pager.next")).is(http.StatusOK) {
		a.page.Find("main .scroll tbody tr").Not("[aria-labelledby=months] tr").Each(func(_ int, s *goquery.Selection) { all = append(all, words(s.Find(part).First())) })
		if a.page.Find("nav.pager a[rel=next]").Length() == 0 {
			return all
		}
	}
}
