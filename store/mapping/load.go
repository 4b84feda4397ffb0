package mapping

import (
	"slices"

	"github.com/pelletier/go-toml/v2/unstable"

	"shimei/store/facts"
	"shimei/store/toml"
)

// Parse reads a mapping from the text of its file; name is what messages call it. The error joins a
// *toml.Error for everything that is wrong, by line.
func Parse(name string, source []byte) (*Mapping, error) {
	r, root, err := toml.Open(name, source)
	if err != nil {
		return nil, err
	}
	t, _ := r.Table(root, "a mapping", "about", "kind", "sum", "dates", "decimal", "thousands", "columns", "each", "leave_out")
	m := &Mapping{Source: slices.Clone(source), name: name, read: map[string]bool{}}
	l := &loader{Mapping: m}
	l.head(t)
	if m.kind != "" { // without it no column is known
		l.outputs(t)
	}
	l.rules(t)
	m.leaveOut = append(m.leaveOut, l.implied...)
	if r.Refused() > 0 {
		return nil, r.Err()
	}
	return m, nil
}

// loader fills in a mapping.
type loader struct {
	*Mapping
	implied []rule // of tables, which come after those that the file lists
}

// head reads what is said of the file as a whole.
func (l *loader) head(t toml.Table) {
	l.kind = toml.OneOf(t, "kind", facts.Kinds...)
	l.About = optionalText(t, "about")
	if t.Find("sum") != nil {
		l.sum = t.Flag("sum")
	}
	if t.Find("dates") != nil {
		l.dates = toml.OneOf(t, "dates", facts.DayMonthYear, facts.MonthDayYear, facts.YearMonthDay)
	}
	l.decimal = '.'
	if t.Find("decimal") != nil && toml.OneOf(t, "decimal", ".", ",") == "," {
		l.decimal = ','
	}
	if v := t.Find("thousands"); v != nil {
		if mark := toml.OneOf(t, "thousands", ".", ",", " ", "'"); mark != "" {
			l.thousands = mark[0]
		}
		if l.thousands == l.decimal {
			t.Refuse(v.Offset, "thousands and decimal are the same mark %q: an amount could not be told", string(l.decimal))
		}
	}
}

// outputs reads the columns, and those of each row that a row of the source gives.
func (l *loader) outputs(t toml.Table) {
	names := facts.Columns(l.kind)
	if v := t.Need("columns", unstable.Table); v != nil {
		columns, _ := t.Table(v, string(l.kind), names...)
		l.shared = l.columns(columns)
	}
	if t.Find("each") != nil {
		for _, entry := range t.Tables("each", string(l.kind), names...) {
			l.each = append(l.each, l.columns(entry))
		}
	}
	if v := t.Find("sum"); l.sum && !slices.ContainsFunc(l.Mapping.outputs(), func(o output) bool { return amountOf(o.column) != notAmount }) {
		t.Refuse(v.Offset, "there is no amount that adds up: give a column of seats, users or money, or leave sum out")
	}
}

// columns reads where the columns of a table come from.
func (l *loader) columns(t toml.Table) (outputs []output) {
	for _, f := range t.Fields {
		if !slices.Contains(facts.Columns(l.kind), f.Key) {
			continue // refused already
		}
		o := output{f.Key, l.value(t, f.Key, f.Value)}
		if amountOf(f.Key) != notAmount && o.from.steps() {
			t.Refuse(f.Value.Offset, "%s is an amount, which is taken as it is written: name its column alone", f.Key)
		}
		outputs = append(outputs, o)
	}
	return outputs
}

// rules reads which rows are left out.
func (l *loader) rules(t toml.Table) {
	if t.Find("leave_out") == nil {
		return
	}
	for _, entry := range t.Tables("leave_out", "a row that is left out", "column", "is", "except", "reason", "optional") {
		r := rule{columns: l.sources(entry, "column"), is: words(entry, "is"), except: words(entry, "except"), reason: reasonOf(entry, "reason", entry.Offset)}
		if entry.Find("optional") != nil {
			r.optional = entry.Flag("optional")
		}
		if (entry.Find("is") == nil) == (entry.Find("except") == nil) {
			entry.Refuse(entry.Offset, "a row that is left out has either is, the values that are left out, or except, those that are not")
		}
		l.leaveOut = append(l.leaveOut, r)
	}
}
