package mapping_test

import (
	"cmp"
	"math/big"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store/facts"
	"shimei/store/mapping"
	"shimei/store/programme"
)

const costs = `kind = "usage"
sum = true
[columns]
subscription_id = "s"
month = "m"
consumed = "c"
available_seats = { column = "a", optional = true }
currency = { column = "cur", optional = true }
[[leave_out]]
column = "t"
except = ["use"]
reason = "no use"
optional = true
`

// They are rounded where they are stored, with what is converted of other currencies.
func TestRowsOfOneKeyAreSummedExactly(t *testing.T) {
	o, err := mapped(t, parsed(t, costs), "s,m,c,cur",
		"S,2016-04,0.004,USD", "S,2016-04,0.004,usd", "U,2016-04,1,USD", "ｓ ,2016-04,0.004,USD", "S,2016-05,0.004,USD", "S,2016-04,0.004,EUR", "S,2016-04,,EUR", "U,2016-06,,USD")
	want := []string{"subscription_id|month|consumed|currency", "2 S|2016-04|0.012|USD", "4 U|2016-04|1|USD", "6 S|2016-05|0.004|USD", "7 S|2016-04|0.004|EUR", "9 U|2016-06||USD"}
	if diff := gocmp.Diff(want, o.rows); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	if got := totalsOf(o.report); got != "consumed EUR 0.004 0 0.004 \nconsumed USD 1.016 0 1.016 1.01" {
		t.Error(got)
	}
}

func TestMoneyWithoutACurrencyIsOfTheProgramme(t *testing.T) {
	o, err := mapped(t, parsed(t, costs), "s,m,c", "S,2016-04,0.005", "S,2016-04,0.006")
	if want := []string{"subscription_id|month|consumed", "2 S|2016-04|0.011"}; err != nil || gocmp.Diff(want, o.rows) != "" {
		t.Errorf("%v %v", o.rows, err)
	}
	o, err = mapped(t, parsed(t, costs), "s,m,c,cur", "S,2016-04,0.005,", "S,2016-04,0.006,JPY")
	if want := []string{"subscription_id|month|consumed|currency", "2 S|2016-04|0.005|USD", "3 S|2016-04|0.006|JPY"}; err != nil || gocmp.Diff(want, o.rows) != "" {
		t.Errorf("%v %v", o.rows, err)
	}
}

func TestWithoutSumEachRowStaysOne(t *testing.T) {
	o, err := mapped(t, parsed(t, strings.Replace(costs, "sum = true\n", "", 1)), "s,m,c,a", "S,2016-04,0.015,7.0", "S,2016-04,1E1,")
	if want := []string{"subscription_id|month|available_seats|consumed", "2 S|2016-04|7|0.02", "3 S|2016-04||10"}; err != nil || gocmp.Diff(want, o.rows) != "" {
		t.Errorf("%v %v", o.rows, err)
	}
}

func TestWhatIsWrongIsToldOnceWithTheSourcesColumn(t *testing.T) {
	source := costs + "[[each]]\nworkload = { constant = \"x\" }\n[[each]]\nworkload = { constant = \"y\" }\n"
	o, err := mapped(t, parsed(t, source), "s,m,c,t", "S,2016-04,1,use", "S,2016-04,1.,use", "S,2016-04,one,other")
	want := []string{
		`3 c: "1." is not an amount that is written with the decimal mark "." alone; correct it, or say in the mapping how amounts are written`,
		`4 c: "one" is not an amount that is written with the decimal mark "." alone; correct it, or say in the mapping how amounts are written`,
	}
	if diff := gocmp.Diff(want, o.wrong); diff != "" || err != nil || len(o.rows) != 1 {
		t.Errorf("%v %v\n%s", o.rows, err, diff)
	}
}

func TestAReasonNamesWhatIsLeftOutAndNoMoreThanAPersonCanRead(t *testing.T) {
	rows := []string{"s,m,c,t"}
	for k := range 60 {
		rows = append(rows, "S,2016-04,1,kind "+strconv.Itoa(k))
	}
	o, err := mapped(t, parsed(t, costs), append(rows, "S,2016-04,1,", "S,2016-04,1,kind 7")...)
	if err != nil || len(o.report.LeftOut) != 51 {
		t.Fatalf("%+v %v", o.report, err)
	}
	if l := o.report.LeftOut[7]; l.Reason.En != `no use: t "kind 7"` || l.Rows != 2 || l.Totals[0].Amount != "2" {
		t.Errorf("%+v", l)
	}
	if l := o.report.LeftOut[50]; l.Reason.En != "no use" || l.Rows != 11 {
		t.Errorf("%+v", l)
	}
}

func TestAColumnThatIsReadStandsOnceInTheHeader(t *testing.T) {
	if _, err := mapped(t, parsed(t, costs), "s,m,c,x,x"); err != nil {
		t.Error(err)
	}
	if _, err := mapped(t, parsed(t, costs), "s,m,c,C "); err == nil || err.Error() != `the column "C " stands twice in the header; keep one of them` {
		t.Error(err)
	}
}

func TestColumnsThatAreMissingAreNamedWithTheNearest(t *testing.T) {
	m, err := mapping.BuiltIn("azure-cost")
	if err != nil {
		t.Fatal(err)
	}
	want := `the mapping azure-cost reads columns that the file does not have: CostInBillingCurrency or Cost or PreTaxCost, ChargeType (did you mean "ChargeTypes"?)`
	if _, err := mapped(t, m, "SubscriptionId,Date,BillingCurrency,ChargeTypes"); err == nil || err.Error() != want {
		t.Error(err)
	}
}

// What comes in is what is left out and what comes out, of whatever amounts, keys and currencies.
func TestWhatGoesInComesOut(t *testing.T) {
	amounts := rapid.StringMatching(`-?[0-9]{1,9}(\.[0-9]{1,9})?([eE]-?[0-9])?|`)
	m, err := mapping.Parse("mine.toml", []byte(costs))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		begun, err := m.Begin([]string{"s", "m", "c", "a", "cur", "t"}, programme.BuiltIn(), facts.ISO)
		if err != nil {
			t.Fatal(err)
		}
		want, rows := map[string]*big.Rat{}, rapid.IntRange(0, 40).Draw(t, "rows")
		for k := range rows {
			draw := func(name string, of ...string) string { return rapid.SampledFrom(of).Draw(t, name) }
			cells := []string{draw("s", "A", "a", "B"), draw("m", "2016-04", "2016-05"), amounts.Draw(t, "c"), draw("a", "", "0", "17"), draw("cur", "USD", "EUR", ""), draw("t", "use", "use", "tax")}
			if wrong := begun.Take(k+2, cells); wrong != nil {
				t.Fatal(wrong)
			}
			if d, is := new(big.Rat).SetString(cells[2]); is && cells[5] == "use" {
				key := strings.ToLower(cells[0]) + cells[1] + cmp.Or(cells[4], "USD")
				if want[key] == nil {
					want[key] = new(big.Rat)
				}
				want[key].Add(want[key], d)
			}
		}
		if err := begun.End(); err != nil {
			t.Fatal(err)
		}
		checkSums(t, begun, want)
	})
}

// checkSums checks the rows that come out against sums by key, month and currency.
func checkSums(t *rapid.T, begun facts.Mapped, want map[string]*big.Rat) {
	before := 0
	for {
		line, r, is := begun.Next()
		if !is {
			break
		}
		sum := want[strings.ToLower(r[0])+r[1]+r[4]]
		if line <= before || r[3] == "" && sum != nil {
			t.Fatalf("line %d after %d: %v, want %v", line, before, r, sum)
		}
		before = line
		if r[3] == "" {
			continue
		}
		got, _ := new(big.Rat).SetString(r[3])
		if off := new(big.Rat).Sub(got, sum); off.Sign() != 0 && (r[4] == "EUR" || off.Abs(off).Cmp(big.NewRat(1, 200)) > 0) {
			t.Fatalf("%v, want %v", r, sum)
		}
		delete(want, strings.ToLower(r[0])+r[1]+r[4])
	}
	if len(want) > 0 {
		t.Fatalf("there is no row of %v", want)
	}
	for _, total := range begun.Report().Totals {
		read, left, out := new(big.Rat), new(big.Rat), new(big.Rat)
		read.SetString(total.Read)
		left.SetString(total.LeftOut)
		out.SetString(total.Out)
		if read.Cmp(left.Add(left, out)) != 0 {
			t.Fatalf("%+v", total)
		}
	}
}
