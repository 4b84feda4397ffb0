package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store/programme"
	"shimei/store/report"
	"shimei/store/storetest"
)

// datedRows are rows that say what was of partners and subscriptions, and from which day on.
func datedRows(t *rapid.T) []string {
	row := rapid.Custom(func(t *rapid.T) string {
		day := rapid.SampledFrom([]string{"2015-11-30", "2015-12-01", "2016-02-14", "2016-02-29", "2016-03-01", "2016-04-01"}).Draw(t, "day")
		switch rapid.IntRange(0, 3).Draw(t, "attribute") {
		case 0:
			return join("status", rapid.SampledFrom([]string{"A", "B", "G", "G1"}).Draw(t, "partner"), rapid.SampledFrom([]string{"active", "suspended"}).Draw(t, "status"), day)
		case 1:
			return join("parent", rapid.SampledFrom([]string{"G1", "B"}).Draw(t, "location"), rapid.SampledFrom([]string{"", "G"}).Draw(t, "parent"), day)
		case 2:
			return join("tenant", rapid.SampledFrom([]string{"T-office", "T-azure", "U-office"}).Draw(t, "subscription"), rapid.SampledFrom([]string{"T", "U"}).Draw(t, "tenant"), day)
		}
		return join("kind", rapid.SampledFrom([]string{"T-office", "T-azure", "U-office"}).Draw(t, "subscription"), rapid.SampledFrom([]string{"paid", "trial", "internal"}).Draw(t, "kind"), day)
	})
	return rapid.SliceOfNDistinct(row, 1, 8, func(row string) string { // one row of a thing and day
		cells := strings.Split(row, ",")
		return join(cells[1], cells[3])
	}).Draw(t, "rows")
}

// tells writes a dated row as a file of its kind, with what else the file needs as it stands.
func tells(row string) file {
	cells := strings.Split(row, ",")
	what, id, value, day := cells[0], cells[1], cells[2], cells[3]
	names := map[string]string{"A": "Aomori Systems", "B": "Birch Consulting", "G": "Global Works", "G1": "Global Works Bonn"}
	product := map[string]string{"T-office": "office365", "T-azure": "azure", "U-office": "office365"}
	start := map[string]string{"T-office": "2015-06-01", "T-azure": "2015-07-01", "U-office": "2015-09-01"}
	switch what {
	case "status", "parent":
		column := map[string]string{"status": "status", "parent": "parent_id"}[what]
		return rows("partners", "partner_id,name,as_of,"+column, join(id, names[id], day, value))
	case "kind":
		return rows("subscriptions", "subscription_id,tenant_id,product,start_date,kind", join(id, id[:1], product[id], start[id], value)).asOf(day)
	}
	return rows("subscriptions", "subscription_id,tenant_id,product,start_date", join(id, value, product[id], start[id])).asOf(day)
}

// asOf adds to each row of a file the day from which it holds.
func (f file) asOf(day string) file {
	lines := strings.Split(strings.TrimSuffix(f.text, "\n"), "\n")
	lines[0] += ",as_of"
	for k := range lines[1:] {
		lines[1+k] += "," + day
	}
	f.text = strings.Join(lines, "\n") + "\n"
	return f
}

// figuresThrough are the figures and levels of all accounts in the months from the first one on.
func figuresThrough(p *portal, last programme.Month) (lines []string) {
	p.t.Helper()
	for m := *month("2015-09"); m <= last; m++ {
		all, _, err := p.Progress(ctx, report.ProgressFilter{Month: &m})
		if err != nil {
			p.t.Fatal(err)
		}
		for _, x := range all {
			lines = append(lines, fmt.Sprint(m, x.Account.ID, x.Competency, x.Figures, x.Level))
		}
	}
	return lines
}

func TestTheOrderOfDatedFilesMakesNoDifference(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		told := datedRows(rt)
		orders := [][]string{told, rapid.Permutation(told).Draw(rt, "another order")}
		var ends [][]string
		for _, order := range orders {
			for _, dsn := range storetest.PlaceOfEach(t) {
				p := openSmall(rt, dsn)
				for _, row := range order {
					p.take(tells(row))
					p.rebuilt()
				}
				ends = append(ends, figuresThrough(p, *month("2016-04")))
			}
		}
		for _, end := range ends[1:] {
			if diff := cmp.Diff(ends[0], end); diff != "" {
				rt.Fatal(diff)
			}
		}
	})
}

func TestAChangeOfALaterDayChangesNoFigureOfBefore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		for _, dsn := range storetest.PlaceOfEach(t) {
			p := openSmall(rt, dsn)
			for _, row := range datedRows(rt) {
				day, err := programme.ParseDay(row[strings.LastIndex(row, ",")+1:])
				if err != nil {
					rt.Fatal(err)
				}
				pr := p.mustProgramme()
				last := pr.MonthAt(pr.Midnight(day)) - 1
				before := figuresThrough(p, last)
				p.take(tells(row))
				p.rebuilt()
				if diff := cmp.Diff(before, figuresThrough(p, last)); diff != "" {
					rt.Fatalf("%s: %s", row, diff)
				}
			}
		}
	})
}
