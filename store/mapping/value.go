package mapping

import (
	"fmt"
	"strconv"
	"strings"

	"shimei/store/facts"
	"shimei/store/programme"
)

// value is where the value of one of our columns comes from: a column of the source, a setting that stands
// in for it, or a constant. The steps after that are taken in the order in which they stand here.
type value struct {
	columns    []string // of the source: the first that the file has
	set        string   // the setting that stands in for them; "" for none
	constant   string
	isConstant bool
	optional   bool // without any of the columns there is none of ours

	trim      string                   // what is taken off the beginning, where it is there
	part      int                      // which part is taken, from 1, or from the end with -1; 0 for all
	between   string                   // what stands between parts
	table     map[programme.Key]string // what stands for what; nil for none
	known     []string                 // its keys, as they are written
	otherwise *string                  // what stands for anything else; nil where that is a fault
	month     bool                     // of the day or instant
}

// steps reports whether anything is done with what the column holds.
func (v *value) steps() bool { return v.trim != "" || v.part != 0 || v.table != nil || v.month }

// apply takes the steps, and says what is wrong with a cell where they cannot be taken. An empty cell stays
// empty.
func (v *value) apply(cell string, m *months) (text string, wrong facts.Wrong) {
	text = strings.TrimSpace(cell)
	if text == "" && v.table == nil {
		return "", wrong
	}
	if n := len(v.trim); n > 0 && len(text) >= n && strings.EqualFold(text[:n], v.trim) {
		text = text[n:]
	}
	if v.part != 0 {
		if text, wrong.Message = v.partOf(text); wrong.Message != "" {
			return "", wrong
		}
	}
	if v.table != nil {
		if text, wrong.Message = v.lookUp(text); wrong.Message != "" {
			return "", wrong
		}
	}
	if v.month {
		found := m.of(text)
		return found.name, found.wrong
	}
	return text, wrong
}

func (v *value) partOf(text string) (part, wrong string) {
	parts := strings.Split(text, v.between)
	k := v.part - 1
	if v.part < 0 {
		k = len(parts) + v.part
	}
	if k < 0 || k >= len(parts) {
		return "", fmt.Sprintf("%s has %d parts between %s, and the mapping takes part %d; correct the cell, or the mapping",
			quote(text), len(parts), quote(v.between), v.part)
	}
	return strings.TrimSpace(parts[k]), ""
}

func (v *value) lookUp(text string) (found, wrong string) {
	found, is := v.table[programme.KeyOf(text)]
	switch {
	case is:
		return found, ""
	case v.otherwise != nil:
		return *v.otherwise, ""
	case text == "":
		return "", ""
	}
	return "", fmt.Sprintf("%s is not in the table of the mapping, which has %s; add it, or leave such rows out",
		quote(text), strings.Join(v.known[:min(len(v.known), 20)], ", "))
}

// quote quotes a text for a message, cut to a length that it can bear.
func quote(s string) string {
	const most = 60
	if runes := []rune(s); len(runes) > most {
		return strconv.Quote(string(runes[:most])) + "…"
	}
	return strconv.Quote(s)
}
