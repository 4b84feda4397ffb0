package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// row is one line of the table.
type row struct {
	work, ours, against string
	ratio               float64
	must, aim           limit
}

// limit is a bound of a ratio.
type limit struct {
	least bool // the ratio is to be at least this, and else at most
	bound float64
	text  string
}

func atMost(bound float64, text string) limit { return limit{false, bound, "≤ " + text} }

func atLeast(bound float64, text string) limit { return limit{true, bound, "≥ " + text} }

// holds reports whether a ratio keeps to the limit.
func (l limit) holds(ratio float64) bool {
	if l.least {
		return ratio >= l.bound
	}
	return ratio <= l.bound
}

// cell writes the limit, and whether the ratio keeps to it.
func (l limit) cell(ratio float64) string {
	switch {
	case l.text == "":
		return ""
	case l.holds(ratio):
		return l.text + " ✓"
	}
	return l.text + " ✗"
}

// writeTable writes rows in the form of Markdown, so that a table can be kept as it is.
func writeTable(w io.Writer, rows []row) error {
	lines := [][]string{{"work", "ours", "against", "ratio", "must be", "aim"}, {}}
	for _, r := range rows {
		lines = append(lines, []string{r.work, r.ours, r.against, fmt.Sprintf("%.2f", r.ratio), r.must.cell(r.ratio), r.aim.cell(r.ratio)})
	}
	widths := make([]int, len(lines[0]))
	for _, line := range lines {
		for k, cell := range line {
			widths[k] = max(widths[k], utf8.RuneCountInString(cell))
		}
	}
	for _, width := range widths {
		lines[1] = append(lines[1], strings.Repeat("-", width))
	}
	for _, line := range lines {
		for k, cell := range line {
			line[k] = cell + strings.Repeat(" ", widths[k]-utf8.RuneCountInString(cell))
		}
		if _, err := fmt.Fprintln(w, "| "+strings.Join(line, " | ")+" |"); err != nil {
			return err
		}
	}
	return nil
}
