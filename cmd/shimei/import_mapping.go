package main

import (
	"fmt"
	"io"
	"strings"

	"shimei/store/facts"
)

// mappingReport is what a mapping made of a file, as scripts read it. Amounts are exact decimals.
type mappingReport struct {
	Name    string               `json:"name"`
	Rows    int64                `json:"rows"` // of the source
	LeftOut []leftOutObject      `json:"left_out"`
	Taken   int64                `json:"taken"` // rows of the source that were not left out
	Into    int64                `json:"into"`  // rows that they became
	NoPlace []string             `json:"no_place"`
	Totals  []mappingTotalObject `json:"totals"`
}

type leftOutObject struct {
	Reason string               `json:"reason"`
	Rows   int64                `json:"rows"`
	Totals []leftOutTotalObject `json:"totals"`
}

type leftOutTotalObject struct {
	Column   string  `json:"column"`
	Currency *string `json:"currency"` // null for seats and users
	Amount   string  `json:"amount"`
}

// mappingTotalObject: read is left_out and out together. rounded is null where nothing is rounded.
type mappingTotalObject struct {
	Column   string  `json:"column"`
	Currency *string `json:"currency"`
	Read     string  `json:"read"`
	LeftOut  string  `json:"left_out"`
	Out      string  `json:"out"`
	Rounded  *string `json:"rounded"`
}

func mappingJSON(r *facts.MappingReport) *mappingReport {
	if r == nil {
		return nil
	}
	o := &mappingReport{r.Name, r.Rows, []leftOutObject{}, r.Taken, r.Into, append([]string{}, r.NoPlace...), []mappingTotalObject{}}
	for _, l := range r.LeftOut {
		left := leftOutObject{l.Reason.En, l.Rows, []leftOutTotalObject{}}
		for _, t := range l.Totals {
			left.Totals = append(left.Totals, leftOutTotalObject{t.Column, orNull(t.Currency), t.Amount})
		}
		o.LeftOut = append(o.LeftOut, left)
	}
	for _, t := range r.Totals {
		o.Totals = append(o.Totals, mappingTotalObject{t.Column, orNull(t.Currency), t.Read, t.LeftOut, t.Out, orNull(t.Rounded)})
	}
	return o
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// writeMapping tells people what a mapping made of a file, if one read it.
func writeMapping(w io.Writer, file string, r *facts.MappingReport) error {
	if r == nil {
		return nil
	}
	lines := []string{fmt.Sprintf("%s by %s: %s read, %d left out, %d became %d", file, r.Name, countOfRows(r.Rows), r.Rows-r.Taken, r.Taken, r.Into)}
	for _, l := range r.LeftOut {
		line := fmt.Sprintf("  left out, %s: %s", countOfRows(l.Rows), l.Reason.En)
		for k, t := range l.Totals {
			line += map[bool]string{true: " (", false: ", "}[k == 0] + amountOf(t.Amount, t.Currency, t.Column)
		}
		if len(l.Totals) > 0 {
			line += ")"
		}
		lines = append(lines, line)
	}
	for _, t := range r.Totals {
		line := fmt.Sprintf("  %s: read %s, left out %s, came out %s", amountOf("", t.Currency, t.Column), t.Read, t.LeftOut, t.Out)
		if t.Rounded != "" {
			line += ", rounded " + t.Rounded
		}
		lines = append(lines, line)
	}
	if len(r.NoPlace) > 0 {
		lines = append(lines, "  columns without a place here: "+strings.Join(r.NoPlace, ", "))
	}
	_, err := fmt.Fprintln(w, strings.Join(lines, "\n"))
	return err
}

// amountOf writes an amount with what it is of, such as "3.25 USD consumed".
func amountOf(amount, currency, column string) string {
	return strings.Join(strings.Fields(amount+" "+currency+" "+column), " ")
}

func countOfRows(n int64) string {
	if n == 1 {
		return "1 row"
	}
	return fmt.Sprintf("%d rows", n)
}
