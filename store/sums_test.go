package store_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shimei/store/intake"
	"shimei/store/programme"
	"shimei/store/storetest"
)

// summing imports a file whose rows add up.
func (p *portal) summing(f file) intake.Import {
	p.t.Helper()
	done, err := p.Import(ctx, sources([]file{f}), intake.Options{Actor: "test", Sum: true})
	if err != nil {
		p.t.Fatal(err)
	}
	return done[0]
}

func TestRowsOfOneKeyAddUpWhereTheyAreToldTo(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rate("2016-04,EUR,1.1", "2016-04,JPY,0.009"))
		usage := rows("usage", "subscription_id,month,workload,assigned_seats,active_users,consumed,currency",
			"T-azure,2016-04,,,,0.004,EUR", "T-office,2016-04,skype,5,7,,", "T-azure,2016-04,,,,1.50,", "T-azure,2016-04,,,,500,JPY",
			"T-office,2016-04,skype,,8,,EUR", "T-azure,2016-04,,,,0.004,eur", "U-office,2016-04,skype,,3,,", "U-office,2016-04,skype,,3,,")
		if done := p.summing(usage); done.State != intake.Stored || done.Rows != 8 || done.Added != 2 || done.Changed != 1 {
			t.Errorf("%+v", done)
		}
		if got := p.azure(); got != "601 0.008 EUR, 500 JPY, 1.50 USD 601" { // 0.0088 + 4.50 + 1.50
			t.Error(got)
		}
		var skype []string
		for _, line := range p.dump("usage") {
			if cells := strings.Split(line, "\t"); cells[3] == "skype" && cells[2] == "24195" {
				skype = append(skype, strings.Join(cells[1:], " "))
			}
		}
		if got := strings.Join(skype, "; "); got != "T-office 24195 skype - 5 15 - -; U-office 24195 skype - - 6 - -" {
			t.Error(got)
		}
		if again := p.summing(usage); again.Unchanged != 3 {
			t.Errorf("again: %+v", again)
		}
		sales := rows("sales", "order_id,subscription_id,partner_id,date,seats",
			"o-9,T-office,A,2016-04-01,5", "o-8,T-office,A,2016-04-01,1", "o-9,T-office,A,2016-04-01,6", "o-9,T-office,A,2016-04-01,-4")
		if done := p.summing(sales); done.Added != 2 || !strings.Contains(strings.Join(p.dump("sale"), "\n"), "sale\to-9\tT-office\tA\tday 16892\t7") {
			t.Errorf("%+v: %v", done, p.dump("sale"))
		}
		p.rebuilt()
	})
}

func TestWhatDoesNotAddUpIsRefusedWithItsLines(t *testing.T) {
	t.Parallel()
	p := openSmall(t, storetest.PlaceOfEach(t)[0])
	most := programme.FormatDecimal(programme.MaxAmount, 2)
	for _, c := range []struct {
		file file
		want string
	}{
		{rows("sales", "order_id,subscription_id,partner_id,date,seats", "o-9,T-office,A,2016-04-01,5", "o-9,T-office,B,2016-04-02,6"),
			"sales.csv:3: the row says otherwise than line 2, which is of the same order, in partner_id and date, and only seats add up; give the order one of them, or two orders"},
		{consumed("consumed", most+"\nT-azure,2016-04,0.01"),
			"usage.csv:3: consumed: with the rows from line 2 on that are known by the same subscription_id, month and workload, this is beyond the largest amount taken; correct the amounts"},
		{consumed("consumed,currency", "5,EUR\nT-azure,2016-04,5,JPY"),
			"usage.csv:2: currency: there is no rate of EUR for 2016-04; import a rates file with month 2016-04, currency EUR and, as rate, what one EUR is in USD\n" +
				"usage.csv:3: currency: there is no rate of JPY for 2016-04; import a rates file with month 2016-04, currency JPY and, as rate, what one JPY is in USD"},
	} {
		if done := p.summing(c.file); messages(done.Faults) != c.want {
			t.Errorf("%s: %s, want %s", c.file.text, messages(done.Faults), c.want)
		}
	}
}

// Rows in any order, far apart or not, are what one row of their sums is.
func TestRowsAddUpWhateverTheirOrder(t *testing.T) {
	t.Parallel()
	dsn := storetest.PlaceOfEach(t)[0]
	p := openSmall(t, dsn)
	rapid.Check(t, func(rt *rapid.T) {
		amounts := rapid.SliceOfN(rapid.IntRange(-500, 500), 1, 8).Draw(rt, "cents")
		total := 0
		var lines []string
		for _, n := range amounts {
			total += n
			lines = append(lines, "T-azure,2016-04,"+programme.FormatDecimal(int64(n), 2))
		}
		if done := p.summing(rows("usage", "subscription_id,month,consumed", lines...)); done.State != intake.Stored {
			rt.Fatalf("%+v", done)
		}
		if got := strings.Fields(p.azure())[0]; got != fmt.Sprint(total) {
			rt.Fatalf("%v add up to %s, want %d", lines, got, total)
		}
	})
}

// A later part of an export would take the place of the sum of the one before, or remove it.
func TestPartsOfASumAreRefusedWhereTheyAreImportedTogether(t *testing.T) {
	p := openSmall(t, filepath.Join(t.TempDir(), "portal.db"))
	part := func(name string, lines ...string) file {
		f := rows("usage", "subscription_id,month,consumed", lines...)
		f.name = name
		return f
	}
	for said, o := range map[string]intake.Options{
		"second.csv:3: first.csv, which is imported together with this file, has a sum that is known by the same subscription_id, month and workload": {Sum: true},
		"second.csv:1: month: first.csv, which is imported together with this file, holds all usage of 2016-04 too":                                   {Whole: true},
	} {
		done, err := p.Import(ctx, sources([]file{part("first.csv", "T-azure,2016-04,1", "T-azure,2016-03,2"), part("second.csv", "T-azure,2016-02,2", "T-azure,2016-04,7")}), o)
		if err != nil || len(done) != 2 || done[0].State != intake.Stored || done[1].State != intake.Refused || !strings.HasPrefix(messages(done[1].Faults), said) {
			t.Errorf("%v %+v", err, done)
		}
	}
}
