package intake

import (
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
