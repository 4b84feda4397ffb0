package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/intake"
)

// rate makes a rates file of a month.
func rate(rates ...string) file {
	return rows("rates", "month,currency,rate", rates...)
}

// consumed makes a usage file of T-azure in 2016-04.
func consumed(header string, cells string) file {
	return rows("usage", "subscription_id,month,"+header, "T-azure,2016-04,"+cells)
}

// azure returns what T-azure consumed in 2016-04, as it is stored, and what that credits A with.
func (p *portal) azure() string {
	p.t.Helper()
	lines := p.dump("usage")
	k := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "usage\tT-azure\t24195\t") })
	cells := strings.Split(lines[k], "\t")
	return fmt.Sprint(cells[7], " ", cells[8], " ", p.credits()["A 2016-04 consumed_revenue azure"])
}

func TestConsumptionIsConvertedAtTheRateOfItsMonth(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		stands := func(what, want string) {
			t.Helper()
			p.rebuilt()
			if got := p.azure(); got != want {
				t.Errorf("%s: %s, want %s", what, got, want)
			}
		}
		stands("before", "130025 - 130025")
		no := p.try(consumed("consumed,currency", "10.00,eur"))[0]
		if want := "usage.csv:2: currency: there is no rate of EUR for 2016-04; import a rates file with month 2016-04, currency EUR and, as rate, what one EUR is in USD"; messages(no.Faults) != want {
			t.Errorf("without a rate: %s", messages(no.Faults))
		}
		p.take(consumed("consumed,currency", "10.005,EUR"), rate("2016-04,EUR,1.1", "2016-03,EUR,9", "2016-04,JPY,0.009"))
		stands("converted", "1101 10.005 EUR 1101") // 11.0055
		if again := p.take(consumed("currency,consumed", "ＥＵＲ,10.005"))[0]; again.Unchanged != 1 {
			t.Errorf("again: %+v", again)
		}
		if again := p.take(rate("2016-04,EUR,1.10", "2016-04,eur,1.1"))[0]; again.Unchanged != 2 {
			t.Errorf("the same rate, written otherwise: %+v", again)
		}
		dump := p.dump()
		other := p.take(rate("2016-04,EUR,2", "2016-05,EUR,3"))[0]
		if other.Added != 1 || other.Changed != 1 {
			t.Errorf("another rate: %+v", other)
		}
		stands("another rate", "2001 10.005 EUR 2001")
		if done := p.undo(other.Key); len(done.Stays) != 0 || done.Removed != 1 || done.Changed != 1 {
			t.Errorf("undone: %+v", done)
		}
		p.same("the former rate", dump)
		p.take(consumed("consumed", "10.00"))
		stands("in the programme's currency", "1000 - 1000")
	})
}

// What is stored of a row stays where the file has no column for it, and is cleared with the amount.
func TestTheAmountAsItCameLivesWithTheAmount(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openTaking(t, dsn)
		p.take(rate("2016-04,EUR,1.1", "2016-04,JPY,0.01"), consumed("available_seats,consumed,currency", "5,10,EUR"))
		for _, step := range []struct{ header, cells, want string }{
			{"available_seats", "6", "1100 10 EUR 1100"},
			{"consumed,currency", "500,JPY", "500 500 JPY 500"},
			{"consumed,currency", "500,USD", "50000 - 50000"},
			{"consumed,currency", "500,JPY", "500 500 JPY 500"},
			{"consumed", "5", "500 - 500"}, // the same amount, in another currency
			{"consumed,currency", "500,JPY", "500 500 JPY 500"},
			{"available_seats,consumed", "6,", "- - "},
		} {
			f := consumed(step.header, step.cells)
			before := p.dump()
			done := p.take(f)[0]
			if got := p.azure(); got != step.want || done.Changed != 1 {
				t.Errorf("%s: %s (%d changed), want %s", f.text, got, done.Changed, step.want)
			}
			after := p.dump()
			undone := p.undo(done.Key)
			p.same("undone", before)
			p.undo(undone.Key)
			p.same("and back", after)
		}
	})
}

// A rate that usage needs stays; usage whose rate is gone is not brought back.
func TestAnUndoLeavesNoUsageWithoutItsRate(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		done := p.take(rate("2016-04,EUR,1.1", "2016-04,CHF,1.2"), consumed("consumed,currency", "10,EUR"))
		rates, usage := done[0].Key, done[1].Key
		kept := p.undo(rates)
		if len(kept.Stays) != 1 || kept.Stays[0].Why != intake.NeededByUsage || kept.Removed != 1 || strings.Join(kept.Stays[0].Key, " ") != "2016-04 EUR" {
			t.Fatalf("a rate that is needed: %+v", kept)
		}
		p.undo(kept.Key)
		later := p.take(rate("2016-04,EUR,300"), consumed("consumed", "7.00"))
		if p.undo(later[1].Key); p.azure() != "300000 10 EUR 300000" {
			t.Errorf("a former row, at the rate of now: %s", p.azure())
		}
		back := p.undo(usage)
		if p.azure() != "130025 - 130025" {
			t.Errorf("undone: %s", p.azure())
		}
		p.undo(later[0].Key)
		p.undo(rates)
		if left := p.dump("rate"); left != nil {
			t.Errorf("rates that stand: %v", left)
		}
		if again, err := p.Undo(ctx, back.Key, "test"); !errors.Is(err, intake.ErrNothingLeft) || len(again.Stays) != 1 || again.Stays[0].Why != intake.NoRate || again.Stays[0].Line != 2 {
			t.Errorf("usage without its rate: %+v, %v", again, err)
		}
	})
}

// A rate of a closed month, changed, stands in the next statement, and a dry run tells so.
func TestARateOfAClosedMonthIsACorrection(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rate("2016-03,EUR,1.1"), rows("usage", "subscription_id,month,consumed,currency", "T-azure,2016-03,100,EUR"))
		if err := p.CloseMonth(ctx, "hana", *month("2016-03")); err != nil {
			t.Fatal(err)
		}
		would, err := p.Rehearse(ctx, sources([]file{rate("2016-03,EUR,1.2")}), intake.Options{})
		if err != nil || would.Effect == nil || len(would.Effect.Corrections) != 1 || !would.ReachesBack() {
			t.Fatalf("%+v, %v", would, err)
		}
		if diff := cmp.Diff([]int64{11000, 12000}, []int64{would.Effect.Corrections[0].Before, would.Effect.Corrections[0].After}); diff != "" {
			t.Error(diff)
		}
	})
}
