package intake

import (
	"slices"
	"testing"

	"shimei/store/ledger"
	"shimei/store/programme"
)

// A mapping makes several rows of one line: that one of them was said before takes nothing from the others.
func TestRowsOfOneLineAreToldApart(t *testing.T) {
	users := int64(7)
	row := func(workload string, line int) usageRow {
		return usageRow{Usage: ledger.Usage{UsageKey: ledger.UsageKey{Subscription: 1, Month: 24195, Workload: workload}, UsageAmounts: ledger.UsageAmounts{Active: &users}}, customer: 1, line: line}
	}
	im := &usageImport{importer: &importer{}, taken: newTakenUsage(programme.BuiltIn())}
	if got := im.once([]usageRow{row("exchange", 2), row("sharepoint", 2)}, false); len(got) != 2 {
		t.Errorf("at first: %+v", got)
	}
	if got := im.once([]usageRow{row("exchange", 9), row("skype", 9)}, true); len(got) != 1 || got[0].Workload != "skype" {
		t.Errorf("again: %+v", got)
	}
}

// A stored row may have a workload that the programme no longer knows: no row of a file has its key.
func TestWhatAFileDoesNotNameIsToldApart(t *testing.T) {
	row := func(subscription int64, workload string) usageRow {
		return usageRow{Usage: ledger.Usage{UsageKey: ledger.UsageKey{Subscription: subscription, Month: 24195, Workload: workload}}}
	}
	im := &usageImport{importer: &importer{}, taken: newTakenUsage(programme.BuiltIn())}
	im.once([]usageRow{row(1, "exchange"), row(3, "sharepoint")}, false)
	im.once([]usageRow{row(2, ""), row(3, "exchange")}, false)
	var got []ledger.UsageKey
	for _, r := range im.taken.unnamed([]usageRow{row(1, ""), row(1, "exchange"), row(1, "exchangf"), row(2, ""), row(3, "aaa"), row(3, "exchange"), row(3, "sharepoint"), row(3, "zzz"), row(4, "")}) {
		got = append(got, r.UsageKey)
	}
	want := []ledger.UsageKey{row(1, "").UsageKey, row(1, "exchangf").UsageKey, row(3, "aaa").UsageKey, row(3, "zzz").UsageKey, row(4, "").UsageKey}
	if !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
