package demo

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var caseNumbers = map[string]int{"simple": 1, "typical": 2, "complex": 3, "more-complex": 4, "business-rules": 5}

func TestTheWorkedCasesAreTheScenariosUnderIdsOfTheirOwn(t *testing.T) {
	want := map[string][]string{}
	for id, number := range caseNumbers {
		for _, file := range cases().files() {
			data, err := os.ReadFile(filepath.Join("../testdata/scenarios", id, file.Name))
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows(t, data) {
				for column, value := range row {
					row[column] = renamed(id, number, column, value)
				}
				want[file.Name] = append(want[file.Name], flat(row))
			}
		}
	}
	for _, file := range cases().files() {
		var got []string
		for _, row := range rows(t, file.CSV) {
			got = append(got, flat(row))
		}
		slices.Sort(got)
		slices.Sort(want[file.Name])
		if diff := cmp.Diff(want[file.Name], got); diff != "" {
			t.Errorf("%s (-scenarios +demo):\n%s", file.Name, diff)
		}
	}
}

// renamed is how a cell of a scenario stands in the demo.
func renamed(id string, number int, column, value string) string {
	switch {
	case value == "":
		return ""
	case column == "partner_id":
		return fmt.Sprintf("11%03d%02d", number, value[0]-'A'+1)
	case column == "tenant_id", column == "subscription_id", column == "order_id":
		return id + "-" + value
	case column == "domain":
		return "t-" + id + ".example"
	case column == "name":
		return fmt.Sprintf("%s (worked case: %s)", value, strings.ReplaceAll(id, "-", " "))
	}
	return value
}

// rows reads a CSV as its rows by column, without empty cells.
func rows(t testing.TB, data []byte) []map[string]string {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(records) == 0 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	var all []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for k, value := range record {
			if value != "" {
				row[records[0][k]] = value
			}
		}
		all = append(all, row)
	}
	return all
}

// flat writes a row so that rows compare whatever the order of their columns. It begins
// with the id columns that the row has, for a diff that can be read.
func flat(row map[string]string) string {
	var cells []string
	for column, value := range row {
		if value != "" {
			cells = append(cells, column+"="+value)
		}
	}
	slices.Sort(cells)
	return strings.Join(cells, " ")
}
