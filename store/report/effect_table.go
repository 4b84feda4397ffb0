package report

import (
	"slices"
	"strconv"
	"strings"

	"shimei/store/programme"
)

// EffectTotals count the accounts that an effect is about.
type EffectTotals struct {
	Accounts     int // of which figures, levels or credits of closed months change
	Gained, Lost int // that gain, and that lose, a level in some month
}

// Totals counts the accounts.
func (e *Effect) Totals() EffectTotals {
	all, gained, lost := map[int64]bool{}, map[int64]bool{}, map[int64]bool{}
	for _, row := range e.Rows {
		all[row.Account.Key] = true
		switch row.Move() {
		case Gains:
			gained[row.Account.Key] = true
		case Loses:
			lost[row.Account.Key] = true
		}
	}
	for _, c := range e.Corrections {
		all[c.Account.Key] = true
	}
	return EffectTotals{len(all), len(gained), len(lost)}
}

// IsNothing reports that figures, levels and closed months stay as they are.
func (e *Effect) IsNothing() bool { return len(e.Rows) == 0 && len(e.Corrections) == 0 }

// Corrected returns the closed months that get corrections, in their order.
func (e *Effect) Corrected() (months []programme.Month) {
	for _, c := range e.Corrections {
		months = append(months, c.Month)
	}
	slices.Sort(months)
	return slices.Compact(months)
}

// Told returns the figures of a row that change; all, where only its level does.
func (x EffectRow) Told() []EffectFigure {
	var changed []EffectFigure
	for _, f := range x.Figures {
		if f.changes() {
			changed = append(changed, f)
		}
	}
	if len(changed) == 0 {
		return x.Figures
	}
	return changed
}

// Table returns the effect as text, a heading first, then one line a correction and one a figure. What
// is "correction" or "figure"; corrections have no competency and no level. Money is decimal.
func (e *Effect) Table() [][]string {
	table := [][]string{{"what", "partner_id", "month", "month_before", "competency", "level_before", "level_after", "metric", "products", "before", "after", "difference"}}
	for _, c := range e.Corrections {
		metric := &c.Programme.Metrics[c.Programme.Measures[c.Measure].Metric]
		table = append(table, append([]string{"correction", c.Account.ID, c.Month.String(), c.Month.String(), "", "", ""},
			amounts(c.Programme, metric, c.Programme.ProductIDs(c.Measure), c.Before, c.After, c.Difference)...))
	}
	for _, row := range e.Rows {
		first := []string{"figure", row.Account.ID, row.Month.String(), row.Since.String(), e.Programme.Competencies[row.Competency].ID,
			e.Programme.LevelID(row.LevelBefore), e.Programme.LevelID(row.LevelAfter)}
		for _, f := range row.Told() {
			table = append(table, append(first[:len(first):len(first)],
				amounts(e.Programme, e.Programme.MetricOf(f.Requirement), e.Programme.ProductsOf(f.Requirement), f.Before, f.After, f.Difference)...))
		}
		if len(row.Figures) == 0 {
			table = append(table, append(first, "", "", "", "", ""))
		}
	}
	return table
}

// amounts are a metric's columns of a table.
func amounts(p *programme.Programme, m *programme.Metric, products []string, all ...int64) []string {
	cells := []string{m.ID, strings.Join(products, " ")}
	for _, n := range all {
		if m.Money() {
			cells = append(cells, programme.FormatDecimal(n, p.Digits))
		} else {
			cells = append(cells, strconv.FormatInt(n, 10))
		}
	}
	return cells
}
