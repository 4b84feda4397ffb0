package mapping_test

import (
	"strconv"
	"strings"
	"testing"

	"shimei/store/facts"
	"shimei/store/mapping"
	"shimei/store/programme"
)

// parsed reads a mapping that is sound.
func parsed(t *testing.T, source string) *mapping.Mapping {
	t.Helper()
	m, err := mapping.Parse("mine.toml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// outcome is what a mapping makes of a file: its header and rows, each with its line, and what it says.
type outcome struct {
	rows   []string // the header first: "1 subscription_id|month"
	wrong  []string // "3 Cost: …"
	report *facts.MappingReport
}

// mapped hands rows of comma-separated cells to a mapping, the header first.
func mapped(t *testing.T, m *mapping.Mapping, rows ...string) (o outcome, err error) {
	t.Helper()
	begun, err := m.Begin(strings.Split(rows[0], ","), programme.BuiltIn(), facts.ISO)
	if err != nil {
		return o, err
	}
	o.rows = []string{strings.Join(begun.Header(), "|")}
	drain := func() {
		for {
			line, record, is := begun.Next()
			if !is {
				return
			}
			o.rows = append(o.rows, strconv.Itoa(line)+" "+strings.Join(record, "|"))
		}
	}
	for k, row := range rows[1:] {
		for _, w := range begun.Take(k+2, strings.Split(row, ",")) {
			o.wrong = append(o.wrong, strconv.Itoa(k+2)+" "+w.Column+": "+w.Message)
		}
		drain()
	}
	if len(o.wrong) == 0 {
		if err := begun.End(); err != nil {
			return o, err
		}
		drain()
	}
	o.report = begun.Report()
	return o, nil
}
