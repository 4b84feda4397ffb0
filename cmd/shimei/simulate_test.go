package main

import (
	"encoding/csv"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"shimei/store/programme"
)

// lowered writes the built-in programme with a lower threshold to a file.
func lowered(t *testing.T) string {
	t.Helper()
	text := string(programme.BuiltIn().Source)
	if !strings.Contains(text, "silver = 2000") {
		t.Fatal("the programme has no threshold of 2000")
	}
	return write(t, "new.toml", strings.Replace(text, "silver = 2000", "silver = 600", 1))
}

func TestASimulationSaysWhoGainsAndPutsNothingInForce(t *testing.T) {
	each(t, func(t *testing.T, db string) {
		done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
		before, file := done(t, db, "progress"), lowered(t)

		var got simulationObject
		o := shimei(t, db, "simulate", "--programme", file, "--format", "json")
		if err := json.Unmarshal([]byte(o.out), &got); err != nil || o.code != exitDone || !strings.HasPrefix(o.err, "Data through 2016-04; facts received ") || strings.Count(o.err, "\n") != 1 {
			t.Fatalf("%v %+v", err, o)
		}
		if len(got.Totals) != 5 || got.Totals[0].Gained == 0 || got.Totals[0].Before["silver"] != 0 || got.Totals[0].After["silver"] != got.Totals[0].Gained {
			t.Errorf("the totals are %+v", got.Totals)
		}
		if len(got.Rows) != got.Totals[0].Gained || got.Rows[0].Move != "gains" || got.Rows[0].Before != "none" || got.Rows[0].After != "silver" {
			t.Errorf("the rows are %+v", got.Rows)
		}
		if x := got.Rows[0].Requirements[0]; x.Before["silver"] != float64(2000) || x.After["silver"] != float64(600) || x.Short != float64(0) || x.Spare != float64(0) {
			t.Errorf("the figures are %+v", x)
		}
		if got.Before.Hash != programme.BuiltIn().Hash || got.After.Hash == got.Before.Hash || got.Month != "2016-04" {
			t.Errorf("%+v", got)
		}
		if after := done(t, db, "progress"); after != before {
			t.Errorf("the levels changed\n%s%s", before, after)
		}
		if shown := done(t, db, "programme", "show"); shown != string(programme.BuiltIn().Source) {
			t.Errorf("the simulation put the programme in force: %s", shown)
		}
	})
}

func TestEveryFormOfASimulationSaysTheSame(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	done(t, db, append([]string{"import"}, factFiles(t, "../../store/testdata/scenarios/typical")...)...)
	file := lowered(t)
	rows, err := csv.NewReader(strings.NewReader(done(t, db, "simulate", "--programme", file, "--format", "csv"))).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%v %v", rows, err)
	}
	table := done(t, db, "simulate", "--programme", file)
	for _, row := range rows {
		for _, cell := range row {
			if !strings.Contains(table, cell) {
				t.Errorf("the table lacks %q", cell)
			}
		}
	}
	all, err := csv.NewReader(strings.NewReader(done(t, db, "simulate", "--programme", file, "--all", "--format", "csv"))).ReadAll()
	if err != nil || len(all) <= len(rows) {
		t.Errorf("%d lines of all accounts, %d of those whose level changes (%v)", len(all), len(rows), err)
	}
	if out := done(t, db, "simulate", "--programme", "built-in", "--month", "2016-03", "--format", "json"); !strings.Contains(out, `"rows": []`) {
		t.Errorf("the programme in force changes levels: %s", out)
	}
}

func TestASimulationNeedsAProgrammeThatFits(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	done(t, db, "import", write(t, "partners.csv", people))
	if o := shimei(t, db, "simulate"); o.code != exitMisuse || !strings.Contains(o.err, "--programme") {
		t.Errorf("%+v", o)
	}
	yen := write(t, "yen.toml", strings.Replace(string(programme.BuiltIn().Source), `"USD"`, `"JPY"`, 1))
	if o := shimei(t, db, "simulate", "--programme", yen); o.code != exitFailed || !strings.Contains(o.err, "JPY") || o.out != "" {
		t.Errorf("%+v", o)
	}
	broken := write(t, "broken.toml", "id = 7\n")
	if o := shimei(t, db, "simulate", "--programme", broken); o.code != exitFailed || !strings.Contains(o.err, "broken.toml:1:") {
		t.Errorf("%+v", o)
	}
}
