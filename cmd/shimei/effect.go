package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"shimei/store/programme"
	"shimei/store/report"
)

// effectObject is what a dry run would do to figures, levels and closed months; only what changes is in
// it. The default months are "" where there is no usage yet. Levels are ids, "none" for none; move is
// gains, loses or empty. month_before differs from month where the default month would become another.
type effectObject struct {
	DefaultBefore string             `json:"default_month_before"`
	DefaultAfter  string             `json:"default_month_after"`
	Closed        []string           `json:"closed_months"` // that were looked at
	Accounts      int                `json:"accounts"`
	Gained        int                `json:"gained"`
	Lost          int                `json:"lost"`
	Corrections   []correctionObject `json:"corrections"`
	Rows          []effectRow        `json:"rows"`
}

// correctionObject is what the next statement would hold more of a closed month.
type correctionObject struct {
	PartnerID string `json:"partner_id"`
	Month     string `json:"month"`
	effectFigure
}

type effectRow struct {
	PartnerID    string         `json:"partner_id"`
	Month        string         `json:"month"`
	MonthBefore  string         `json:"month_before"`
	Competency   string         `json:"competency"`
	Move         string         `json:"move"`
	LevelBefore  string         `json:"level_before"`
	LevelAfter   string         `json:"level_after"`
	Requirements []effectFigure `json:"requirements"`
}

type effectFigure struct {
	Metric     string   `json:"metric"`
	Products   []string `json:"products"`
	Before     any      `json:"before"`
	After      any      `json:"after"`
	Difference any      `json:"difference"`
}

func effectJSON(e *report.Effect) *effectObject {
	totals := e.Totals()
	o := &effectObject{monthOrNone(e.Before), monthOrNone(e.After), []string{}, totals.Accounts, totals.Gained, totals.Lost, []correctionObject{}, []effectRow{}}
	for _, m := range e.Closed {
		o.Closed = append(o.Closed, m.String())
	}
	for _, c := range e.Corrections {
		metric := &c.Programme.Metrics[c.Programme.Measures[c.Measure].Metric]
		o.Corrections = append(o.Corrections, correctionObject{c.Account.ID, c.Month.String(), effectFigure{metric.ID, c.Programme.ProductIDs(c.Measure),
			amount(c.Programme, metric, c.Before), amount(c.Programme, metric, c.After), amount(c.Programme, metric, c.Difference)}})
	}
	for _, x := range e.Rows {
		p := e.Programme
		row := effectRow{x.Account.ID, x.Month.String(), x.Since.String(), p.Competencies[x.Competency].ID, string(x.Move()),
			p.LevelID(x.LevelBefore), p.LevelID(x.LevelAfter), []effectFigure{}}
		for _, f := range x.Told() {
			metric := p.MetricOf(f.Requirement)
			row.Requirements = append(row.Requirements, effectFigure{metric.ID, p.ProductsOf(f.Requirement),
				amount(p, metric, f.Before), amount(p, metric, f.After), amount(p, metric, f.Difference)})
		}
		o.Rows = append(o.Rows, row)
	}
	return o
}

// monthOrNone writes a month, "" for none.
func monthOrNone(m *programme.Month) string {
	if m == nil {
		return ""
	}
	return m.String()
}

// writeEffect writes an effect below the counts of a dry run: what it comes to, then its rows. nil is
// none, and writes nothing.
func writeEffect(w io.Writer, e *report.Effect) error {
	if e == nil {
		return nil
	}
	if _, err := fmt.Fprintf(w, "\n%s\n", strings.Join(effectSummary(e), "\n")); err != nil || e.IsNothing() {
		return err
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return writeRows(w, "table", e.Table(), 9)
}

// effectSummary says what an effect comes to, in a few lines.
func effectSummary(e *report.Effect) (lines []string) {
	if before, after := monthOrNone(e.Before), monthOrNone(e.After); before != after {
		lines = append(lines, fmt.Sprintf("The default month becomes %s; it is %s now.", cmp.Or(after, "none"), cmp.Or(before, "none")))
	}
	if e.IsNothing() {
		return append(lines, "No figure and no level changes in "+cmp.Or(monthOrNone(e.After), "any month")+", and no closed month.")
	}
	totals := e.Totals()
	lines = append(lines, fmt.Sprintf("Accounts that change: %d; that gain a level: %d; that lose one: %d.", totals.Accounts, totals.Gained, totals.Lost))
	if months := e.Corrected(); len(months) > 0 {
		named := make([]string, len(months))
		for k, m := range months {
			named[k] = m.String()
		}
		lines = append(lines, "Closed months that get corrections: "+strings.Join(named, ", ")+".")
	}
	return lines
}
