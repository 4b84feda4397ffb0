package mapping_test

import (
	"errors"
	"strings"
	"testing"

	"shimei/store/facts"
	"shimei/store/mapping"
	"shimei/store/programme"
	"shimei/store/toml"
)

// FuzzParse reads anything as a mapping, and by a sound one a row of a file that has all that it reads. It
// holds that faults stand within the file, and that nothing panics.
func FuzzParse(f *testing.F) {
	f.Add(costs, "S,2016-04,1.5E-3,,USD,use")
	f.Add("kind = \"customers\"\n[columns]\ntenant_id = { column = \"a\", part = -1, of = \"/\", table = { x = \"y\" }, leave_out_others = \"r\" }", "a/x")
	f.Add("kind = \"usage\"\ndates = \"mdy\"\n[columns]\nmonth = { month_of = [\"a\"], set = \"m\" }\n[[each]]\nconsumed = { constant = \"1\" }", "04/01/2016 0:00")
	f.Fuzz(func(t *testing.T, source, row string) {
		m, err := mapping.Parse("x.toml", []byte(source))
		if err != nil {
			inTheFile(t, source, err)
			return
		}
		header := strings.Split(source, "\"") // whatever it reads stands between quotes, but for escapes
		cells := strings.Split(row, ",")
		for len(cells) < len(header) {
			cells = append(cells, cells[0])
		}
		begun, err := m.Begin(header, programme.BuiltIn(), facts.ISO)
		if err != nil {
			return
		}
		wrong := begun.Take(2, cells[:len(header)])
		if err := begun.End(); err != nil {
			t.Error(err)
		}
		for {
			line, record, is := begun.Next()
			if !is {
				break
			}
			if line != 2 || len(record) != len(begun.Header()) || len(wrong) > 0 {
				t.Errorf("line %d: %v of %v; %v", line, record, begun.Header(), wrong)
			}
		}
		if r := begun.Report(); r.Rows != 1 {
			t.Errorf("%+v", r)
		}
	})
}

func inTheFile(t *testing.T, source string, err error) {
	if many, is := err.(interface{ Unwrap() []error }); is {
		for _, one := range many.Unwrap() {
			inTheFile(t, source, one)
		}
		return
	}
	e, is := errors.AsType[*toml.Error](err)
	if !is || e.File != "x.toml" || e.Line < 1 || e.Line > 1+strings.Count(source, "\n") || e.Column < 1 || e.Message == "" {
		t.Errorf("%#v", err)
	}
}
