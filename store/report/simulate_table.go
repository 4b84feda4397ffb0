package report

import (
	"slices"
	"strconv"
	"strings"

	"shimei/store/programme"
)

// Table returns rows of a simulation as text, a heading first, then one line a requirement: the
// command prints it and the page gives it as a file. A value that a side does not have is empty,
// money is decimal.
func (s *Simulation) Table(rows []SimulatedRow) [][]string {
	head := []string{"partner_id", "month", "competency", "move", "level_before", "level_after", "metric", "products", "credited_before", "credited_after"}
	for _, level := range s.Levels() {
		head = append(head, level+"_before", level+"_after")
	}
	table := [][]string{append(head, "short", "spare")}
	for _, row := range rows {
		first := []string{row.Account.ID, s.Month.String(), row.Competency, string(row.Move),
			s.Before.LevelID(row.Before.Level), s.After.LevelID(row.After.Level)}
		for _, r := range row.Requirements {
			table = append(table, append(first[:len(first):len(first)], s.cells(r)...))
		}
		if len(row.Requirements) == 0 {
			table = append(table, append(first, make([]string, len(table[0])-len(first))...))
		}
	}
	return table
}

// cells are a requirement's columns of a table.
func (s *Simulation) cells(r SimulatedRequirement) []string {
	write := func(n *int64) string {
		switch {
		case n == nil:
			return ""
		case r.Metric.Money():
			return programme.FormatDecimal(*n, s.After.Digits) // fits holds both to one currency
		}
		return strconv.FormatInt(*n, 10)
	}
	cells := []string{r.Metric.ID, strings.Join(r.Products, " "), write(r.Before.credited()), write(r.After.credited())}
	for _, level := range s.Levels() {
		cells = append(cells, write(r.Before.Needed(s.Before, level)), write(r.After.Needed(s.After, level)))
	}
	return append(cells, write(&r.Short), write(r.Spare))
}

func (f *SimulatedFigure) credited() *int64 {
	if f == nil {
		return nil
	}
	return &f.Credited
}

// Needed returns the threshold of a level by its id, given the programme that the figure is
// of; nil where that side asks for nothing or has no such level.
func (f *SimulatedFigure) Needed(p *programme.Programme, level string) *int64 {
	place := slices.Index(p.Levels, level)
	if f == nil || place < 0 {
		return nil
	}
	return &f.Thresholds[place]
}
