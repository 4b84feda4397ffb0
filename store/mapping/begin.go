package mapping

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"shimei/store/facts"
	"shimei/store/nearest"
	"shimei/store/programme"
)

// nowhere is the place of a column that the source does not have.
const nowhere = -1

// cell is one of our columns in a row, and where its value comes from.
type cell struct {
	from    *value
	place   int    // of the source's column, or nowhere
	name    string // of the source's column
	fixed   string // what stands in each row where the place is nowhere
	counted amount
}

// begun is a mapping laid over the header of a file.
type begun struct {
	*Mapping
	header  []string       // of the source
	dates   facts.Dates    // in which it is read
	places  map[string]int // of its columns, by how they are matched
	lacking []string       // columns that it should have
	wrong   []string       // what is wrong besides
	unsaid  []string       // settings that should be said
}

// Begin begins to read a file whose header names these columns, as facts.Mapping has it.
func (m *Mapping) Begin(header []string, p *programme.Programme, dates facts.Dates) (facts.Mapped, error) {
	if m.dates != facts.ISO {
		dates = m.dates
	}
	b := begun{Mapping: m, header: header, dates: dates, places: map[string]int{}}
	for k, name := range header {
		f := facts.FoldedName(name)
		if _, again := b.places[f]; again && m.read[f] {
			return nil, fmt.Errorf("the column %s stands twice in the header; keep one of them", quote(name))
		}
		b.places[f] = k
	}
	r := &rows{Mapping: m, own: p.Currency, digits: p.Digits, totals: totals{currencies: map[totalKey]*total{}},
		months: b.months(), keys: newMemo(programme.KeyOf),
		codes: newMemo(func(cell string) string { return strings.ToUpper(string(programme.KeyOf(cell))) })}
	b.columns(r)
	for k := range m.leaveOut {
		rule := &m.leaveOut[k]
		if place := b.find(rule.columns); place != nowhere {
			r.rules = append(r.rules, placedRule{rule, place})
		} else if !rule.optional {
			b.lacks(rule.columns, "")
		}
	}
	if err := b.err(); err != nil {
		return nil, err
	}
	for _, name := range header {
		if strings.TrimSpace(name) != "" && !m.Reads(name) && facts.FoldedName(name) != facts.FaultColumn {
			r.noPlace = append(r.noPlace, name)
		}
	}
	r.groups.init()
	return r, nil
}

// months reads the days of the file.
func (b *begun) months() months { return newMonths(b.dates, b.Mapping.dates != facts.ISO) }

// columns lays out our columns, in the order of the format, and the cells of each row.
func (b *begun) columns(r *rows) {
	each := b.each
	if len(each) == 0 {
		each = [][]output{nil}
	}
	given := map[string]bool{}
	forms := make([]map[string]cell, len(each))
	for k, more := range each {
		forms[k] = map[string]cell{}
		for _, o := range slices.Concat(b.shared, more) {
			if c, is := b.cell(o); is {
				forms[k][o.column], given[o.column] = c, true
			}
		}
	}
	for _, column := range facts.Columns(b.kind) {
		if given[column] {
			r.header = append(r.header, column)
		}
	}
	for _, form := range forms {
		f := make([]cell, len(r.header))
		for k, column := range r.header {
			c, is := form[column]
			if !is {
				c.place = nowhere
			}
			c.counted = amountOf(column)
			f[k] = c
		}
		r.forms = append(r.forms, f)
	}
	r.currency = slices.Index(r.header, currencyColumn)
}

// cell finds where the value of a column comes from in this file. There is none where the column may be
// missing, and is.
func (b *begun) cell(o output) (c cell, is bool) {
	v := &o.from
	c = cell{from: v, place: nowhere, fixed: v.constant}
	if v.isConstant {
		return c, true
	}
	if c.place = b.find(v.columns); c.place != nowhere {
		c.name = b.header[c.place]
		return c, true
	}
	if said, is := b.set[v.set]; is && v.set != "" {
		months := b.months()
		text, wrong := v.apply(said, &months)
		if wrong.Message != "" {
			b.says(fmt.Sprintf("the setting %s: %s", v.set, wrong.Message))
		}
		c.fixed = text
		return c, true
	}
	if !v.optional {
		b.lacks(v.columns, v.set)
	}
	return c, false
}

// find returns the place of the first of some columns that the file has, or nowhere.
func (b *begun) find(columns []string) int {
	for _, name := range columns {
		if place, is := b.places[facts.FoldedName(name)]; is {
			return place
		}
	}
	return nowhere
}

// lacks notes that the file has none of some columns, for which a setting may stand in.
func (b *begun) lacks(columns []string, set string) {
	if set != "" {
		if !slices.Contains(b.unsaid, set) {
			b.unsaid = append(b.unsaid, set)
		}
		return
	}
	text := strings.Join(columns, " or ")
	if meant := nearest.Of(columns[0], b.header); meant != "" {
		text += fmt.Sprintf(" (did you mean %s?)", quote(meant))
	}
	if !slices.Contains(b.lacking, text) {
		b.lacking = append(b.lacking, text)
	}
}

// says notes that something is wrong, once.
func (b *begun) says(wrong string) {
	if !slices.Contains(b.wrong, wrong) {
		b.wrong = append(b.wrong, wrong)
	}
}

// err says what is wrong with the header, or nil.
func (b *begun) err() error {
	if len(b.lacking) > 0 {
		text := fmt.Sprintf("the mapping %s reads columns that the file does not have: %s", b.name, strings.Join(b.lacking, ", "))
		b.wrong = slices.Insert(b.wrong, 0, text)
	}
	if len(b.unsaid) > 0 {
		return b.asks()
	}
	if len(b.wrong) > 0 {
		return errors.New(strings.Join(b.wrong, "; "))
	}
	return nil
}

// asks says which settings are missing, behind what else is wrong.
func (b *begun) asks() error {
	command, page := slices.Clone(b.wrong), slices.Clone(b.wrong)
	for _, set := range b.unsaid {
		command = append(command, fmt.Sprintf("the file does not tell the %s; say it with --set %s=VALUE", set, set))
		page = append(page, fmt.Sprintf("the file does not tell the %s; choose the file again, and say it beside the mapping", set))
	}
	return &facts.Unsaid{Settings: b.unsaid, Command: strings.Join(command, "; "), Page: strings.Join(page, "; ")}
}
