package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"shimei/store"
	"shimei/store/programme"
	"shimei/store/report"
)

// query has the options of progress and credits.
type query struct {
	Month   month  `placeholder:"2016-04" help:"Evaluation month; by default the latest that was declared complete, or else that counts."`
	Partner string `placeholder:"ID" help:"Only the account of this partner."`
	Format  string `enum:"table,json,csv" default:"table" help:"Form of the output: ${enum}."`
}

func (q query) filter() report.ProgressFilter {
	return report.ProgressFilter{Month: q.Month.Month, Partner: q.Partner}
}

// month is a month on the command line; absent where nil.
type month struct{ *programme.Month }

// UnmarshalText reads a month written as 2016-04.
func (m *month) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	parsed, err := programme.ParseMonth(string(text))
	m.Month = &parsed
	return err
}

type progressCommand struct{ query }

// Run prints the progress of every active partner account in every competency.
func (c progressCommand) Run(t *terminal) error {
	return t.showing(func(s *store.Store) error {
		all, p, err := s.Progress(t.ctx, c.filter())
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return writeJSON(t.out, progressJSON(all, p))
		}
		rows := [][]string{{"partner_id", "month", "competency", "level", "metric", "credited"}}
		rows[0] = append(rows[0], p.Levels...)
		for _, standing := range all {
			rows = append(rows, progressRows(standing, p)...)
		}
		return writeRows(t.out, c.Format, rows, len(rows[0])-len(p.Levels)-1)
	})
}

type progressObject struct {
	PartnerID    string           `json:"partner_id"`
	Month        string           `json:"month"`
	Competency   string           `json:"competency"`
	Level        string           `json:"level"`
	Requirements []map[string]any `json:"requirements"`
}

func progressJSON(all []report.Progress, p *programme.Programme) []progressObject {
	objects := make([]progressObject, 0, len(all))
	for _, standing := range all {
		if standing.Version == nil {
			continue // as in the table and in credits: there is nothing yet to progress in
		}
		o := progressObject{standing.Account.ID, standing.Month.String(), p.Competencies[standing.Competency].ID, p.LevelID(standing.Level), []map[string]any{}}
		for k, r := range standing.Version.Requirements {
			metric := p.MetricOf(r)
			requirement := map[string]any{"metric": metric.ID, "products": p.ProductsOf(r),
				"credited": amount(p, metric, standing.Figures[k])}
			for level, threshold := range r.Thresholds {
				requirement[p.Levels[level]] = amount(p, metric, threshold)
			}
			o.Requirements = append(o.Requirements, requirement)
		}
		objects = append(objects, o)
	}
	return objects
}

// amount is a count as a number, and money as a decimal string.
func amount(p *programme.Programme, m *programme.Metric, n int64) any {
	if m.Money() {
		return programme.FormatDecimal(n, p.Digits)
	}
	return n
}

func progressRows(standing report.Progress, p *programme.Programme) [][]string {
	if standing.Version == nil {
		return nil
	}
	var rows [][]string
	for k, r := range standing.Version.Requirements {
		metric := p.MetricOf(r)
		row := []string{standing.Account.ID, standing.Month.String(), p.Competencies[standing.Competency].ID, p.LevelID(standing.Level),
			metric.ID, fmt.Sprint(amount(p, metric, standing.Figures[k]))}
		for _, threshold := range r.Thresholds {
			row = append(row, fmt.Sprint(amount(p, metric, threshold)))
		}
		rows = append(rows, row)
	}
	return rows
}

type creditsCommand struct{ query }

type creditObject struct {
	PartnerID  string   `json:"partner_id"`
	Month      string   `json:"month"`
	Competency string   `json:"competency"`
	Metric     string   `json:"metric"`
	Products   []string `json:"products"` // in the order of the requirement
	Credited   any      `json:"credited"`
}

// Run prints every credit other than zero, one for each requirement.
func (c creditsCommand) Run(t *terminal) error {
	return t.showing(func(s *store.Store) error {
		found, p, err := s.Credits(t.ctx, c.filter())
		if err != nil {
			return err
		}
		objects := make([]creditObject, 0, len(found))
		rows := [][]string{{"partner_id", "month", "competency", "metric", "products", "credited"}}
		for _, credit := range found {
			o := creditObject{credit.PartnerID, credit.Month.String(), credit.Competency, credit.Metric.ID, credit.Products,
				amount(p, credit.Metric, credit.Credited)}
			objects = append(objects, o)
			rows = append(rows, []string{o.PartnerID, o.Month, o.Competency, o.Metric, strings.Join(o.Products, " "), fmt.Sprint(o.Credited)})
		}
		if c.Format == "json" {
			return writeJSON(t.out, objects)
		}
		return writeRows(t.out, c.Format, rows, 5)
	})
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(v)
}

// writeRows writes a table or CSV. Columns from right on are numbers, which line up at
// their ends.
//
// CSV is for scripts: an id in it is the id of the fact files, byte for byte, so that it can
// be joined by and asked for. It is not guarded as what people open in a spreadsheet is
// (export.Rows), nor need it be: names, which customers give themselves, are not in it.
func writeRows(w io.Writer, format string, rows [][]string, right int) error {
	if format == "csv" {
		return csv.NewWriter(w).WriteAll(rows)
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for k, cell := range row {
			widths[k] = max(widths[k], len(cell))
		}
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		cells := append([]string(nil), row...)
		for k := right; k < len(cells); k++ {
			cells[k] = fmt.Sprintf("%"+strconv.Itoa(widths[k])+"s", cells[k])
		}
		if _, err := fmt.Fprintln(table, strings.Join(cells, "\t")); err != nil {
			return err
		}
	}
	return table.Flush()
}
