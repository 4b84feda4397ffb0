package report_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
)

// someRows are rows as Explain lists them: customer by customer.
var someRows = rapid.Custom(func(t *rapid.T) (rows []report.Explained) {
	for customer := range rapid.Int64Range(0, 4).Draw(t, "customers") {
		for range rapid.IntRange(0, 12).Draw(t, "rows") {
			reason := rapid.SampledFrom(append([]programme.Reason{"", ""}, programme.Reasons...)).Draw(t, "reason")
			rows = append(rows, report.Explained{Customer: directory.CustomerRef{Key: 1 + customer}, Key: rapid.Int64Range(-2, 2).Draw(t, "key"),
				Amount: rapid.Int64Range(-50, 5000).Draw(t, "amount"), Reason: reason, Routes: []int{rapid.IntRange(0, 2).Draw(t, "route")}})
		}
	}
	return rows
})

func TestSubtotalsSumToTheLinesAndEveryRowStandsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := someRows.Draw(t, "rows")
		lines, misses := map[programme.Reason]int64{}, 0
		for _, r := range rows {
			lines[r.Reason] += r.Amount
		}
		customers, err := report.ByCustomer(rows)
		if err != nil {
			t.Fatal(err)
		}
		var sum int64
		count := 0
		for _, c := range customers {
			var its int64
			for _, f := range c.Facts {
				its, count = its+f.Amount, count+len(f.Rows)
			}
			if sum += c.Amount; its != c.Amount {
				t.Fatalf("the parts sum to %d, their customer to %d", its, c.Amount)
			}
		}
		reasons, err := report.ByReason(rows)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range reasons {
			if misses += x.Count; x.Amount != lines[x.Reason] {
				t.Fatalf("%s sums to %d, want %d", x.Reason, x.Amount, lines[x.Reason])
			}
		}
		if sum != lines[""] || count+misses != len(rows) {
			t.Fatalf("subtotals of %d and %d rows, want %d and %d", sum, count+misses, lines[""], len(rows))
		}
	})
}

func TestWhatCanBeDoneSomethingAboutComesFirst(t *testing.T) {
	rows := []report.Explained{{Reason: programme.OutsideWindow, Amount: 4, Routes: []int{0}}, {Reason: programme.AlreadyCounted, Amount: 3, Routes: []int{0}},
		{Reason: programme.NoUsageReported, Routes: []int{0}}, {Reason: programme.Superseded, Amount: 1, Routes: []int{1}}}
	list, err := report.ByReason(rows)
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range []programme.Reason{programme.Superseded, programme.NoUsageReported, programme.AlreadyCounted, programme.OutsideWindow} {
		if list[k].Reason != want {
			t.Errorf("place %d has %s, want %s", k, list[k].Reason, want)
		}
	}
}

func TestASubtotalThatPassesTheLargestFigureIsAnError(t *testing.T) {
	rows := []report.Explained{{Amount: math.MaxInt64, Routes: []int{0}}, {Amount: 1, Key: 1, Routes: []int{0}}}
	if list, err := report.ByCustomer(rows); err == nil {
		t.Error(list)
	}
	for k := range rows {
		rows[k].Reason = programme.TrialSubscription
	}
	if list, err := report.ByReason(rows); err == nil {
		t.Error(list)
	}
}
