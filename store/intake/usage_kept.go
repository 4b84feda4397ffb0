package intake

import (
	"strings"

	"shimei/store/facts"
	"shimei/store/ledger"
)

// keptAmounts tells which amounts of usage a file has no column for, and so leaves as they are stored.
type keptAmounts struct {
	available, assigned, active, consumed bool
	columns                               []string // that the file has
}

func amountsKept(f *facts.File) keptAmounts {
	var k keptAmounts
	for _, amount := range []struct {
		column string
		kept   *bool
	}{{"available_seats", &k.available}, {"assigned_seats", &k.assigned}, {"active_users", &k.active}, {"consumed", &k.consumed}} {
		if *amount.kept = !f.Has(amount.column); !*amount.kept {
			k.columns = append(k.columns, amount.column)
		}
	}
	return k
}

func (k *keptAmounts) any() bool { return k.available || k.assigned || k.active || k.consumed }

// lay lays rows of a file over those stored under their keys. A row that leaves nothing reported is a fault;
// one of a file with the columns of all amounts was held to that when it was read.
func (im *usageImport) lay(rows []usageRow, stored map[ledger.UsageKey]storedAmounts) {
	if !im.kept.any() {
		return
	}
	for k := range rows {
		r := &rows[k]
		if old, existed := stored[r.UsageKey]; existed {
			r.UsageAmounts = im.kept.over(old.UsageAmounts, r.UsageAmounts)
			if im.kept.consumed {
				r.original = old.original
			}
		}
		if r.UsageAmounts == (ledger.UsageAmounts{}) {
			im.file.Fault(r.line, "", "the row leaves nothing reported; give at least one of "+strings.Join(im.kept.columns, ", "))
		}
	}
}

func (k *keptAmounts) over(stored, r ledger.UsageAmounts) ledger.UsageAmounts {
	if k.available {
		r.Available = stored.Available
	}
	if k.assigned {
		r.Assigned = stored.Assigned
	}
	if k.active {
		r.Active = stored.Active
	}
	if k.consumed {
		r.Consumed = stored.Consumed
	}
	return r
}
