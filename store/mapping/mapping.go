package mapping

import (
	"fmt"
	"slices"
	"strings"

	"shimei/store/facts"
)

// Mapping says how the export of another system is read. It is not changed once it was read, so that
// several files can be read by it at a time.
type Mapping struct {
	Source    []byte // the file, as it was given
	About     string // in a sentence: which export it reads
	name      string
	kind      facts.Kind
	sum       bool // rows of one key are added up
	dates     facts.Dates
	decimal   byte // the mark before the decimals
	thousands byte // the mark between thousands; 0 for none
	shared    []output
	each      [][]output // what else each of the rows has that a row of the source gives
	leaveOut  []rule
	read      map[string]bool   // names of the source's columns, as facts.FoldedName has them
	set       map[string]string // what the caller says that the file does not
}

// output is one of our columns, and where its value comes from.
type output struct {
	column string
	from   value
}

// Name is that of a built-in one, or of its file.
func (m *Mapping) Name() string { return m.name }

// Kind is that of the rows that it makes.
func (m *Mapping) Kind() facts.Kind { return m.kind }

// Sums reports whether rows of one key are added up.
func (m *Mapping) Sums() bool { return m.sum }

// Dates is the order of days in the source.
func (m *Mapping) Dates() facts.Dates { return m.dates }

// Reads reports whether a column of the source is read, by its name or by another way to write it.
func (m *Mapping) Reads(column string) bool { return m.read[facts.FoldedName(column)] }

// Settings are the names of what the caller may say, in order.
func (m *Mapping) Settings() (names []string) {
	for _, o := range m.outputs() {
		if set := o.from.set; set != "" && !slices.Contains(names, set) {
			names = append(names, set)
		}
	}
	slices.Sort(names)
	return names
}

// SettingError is what is wrong with what the caller says.
type SettingError struct {
	Name    string
	Message string // the cause, then the remedy
}

// Error names the setting.
func (e SettingError) Error() string { return fmt.Sprintf("the setting %s: %s", e.Name, e.Message) }

// With returns the mapping with what the caller says that the file does not. A name that the mapping does
// not ask for is an error, and a value that no file could mend is a SettingError.
func (m *Mapping) With(set map[string]string) (*Mapping, error) {
	known := m.Settings()
	for name := range set {
		if slices.Contains(known, name) {
			continue
		}
		if len(known) == 0 {
			return nil, fmt.Errorf("the mapping %s takes no settings, and %s is set; leave it out", m.name, name)
		}
		return nil, fmt.Errorf("the mapping %s has no setting %q; it has %s", m.name, name, strings.Join(known, ", "))
	}
	for _, o := range m.outputs() {
		if said, is := set[o.from.set]; is {
			if wrong := m.unfit(o, said); wrong != "" {
				return nil, SettingError{o.from.set, wrong}
			}
		}
	}
	with := *m
	with.set = set
	return &with, nil
}

// unfit says what is wrong with what is said in place of a column, whatever the order of days; "" for nothing.
func (m *Mapping) unfit(o output, said string) string {
	months := newMonths(m.dates, m.dates != facts.ISO)
	text, wrong := o.from.apply(said, &months)
	switch {
	case wrong.Date != "":
		return "" // an order that is yet to be said may read it
	case wrong.Message != "":
		return wrong.Message
	}
	return m.dates.Unfit(o.column, text)
}

// outputs has all of our columns, those of each row of the source too.
func (m *Mapping) outputs() []output {
	all := slices.Clone(m.shared)
	for _, more := range m.each {
		all = append(all, more...)
	}
	return all
}
