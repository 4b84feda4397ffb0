package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// sheetOf writes a CSV file as a workbook, in which numbers are numbers, and days and months are days.
func sheetOf(t *testing.T, text string) string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	f := excelize.NewFile()
	for r, row := range rows {
		for c, cell := range row {
			name, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err == nil {
				err = f.SetCellValue("Sheet1", name, typed(cell))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	file, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return write(t, "book.xlsx", file.String())
}

func typed(cell string) any {
	if n, err := strconv.ParseFloat(cell, 64); err == nil {
		return n
	}
	for _, form := range []string{time.DateOnly, "2006-01"} {
		if day, err := time.Parse(form, cell); err == nil {
			return day
		}
	}
	return cell
}

func gzipOf(t *testing.T, name, text string) string {
	t.Helper()
	var file bytes.Buffer
	w := gzip.NewWriter(&file)
	_, err := w.Write([]byte(text))
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return write(t, name+".gz", file.String())
}

func TestAWorkbookAndAPackedFileGiveTheFiguresOfTheCSV(t *testing.T) {
	names := factFiles(t, "../../store/testdata/scenarios/typical")
	plain := filepath.Join(t.TempDir(), "plain.db")
	done(t, plain, append([]string{"import"}, names...)...)
	var packed []string
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		switch base := filepath.Base(name); base {
		case "usage.csv", "subscriptions.csv", "associations.csv":
			packed = append(packed, sheetOf(t, string(text)))
		default:
			packed = append(packed, gzipOf(t, base, string(text)))
		}
	}
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, packed...)...)
		for _, partner := range []string{"A", "B"} {
			is(t, "figures of "+partner, counted(t, db, partner, past...), counted(t, plain, partner, past...))
			for _, month := range past {
				progress := []string{"progress", "--partner", partner, "--month", month, "--format", "csv"}
				is(t, partner+" in "+month, done(t, db, progress...), done(t, plain, progress...))
				is(t, "why in "+month, told(t, db, partner, month), told(t, plain, partner, month))
			}
		}
		is(t, "figures of B", counted(t, db, "B", past...), "0 300 450 600")
		again := done(t, db, append([]string{"import"}, names...)...)
		for _, line := range strings.Split(strings.TrimSpace(again), "\n")[1:] {
			if cells := strings.Fields(line); cells[4] != "0" || cells[5] != "0" {
				t.Errorf("the CSV changes what the others stored: %s", line)
			}
		}
	})
}
