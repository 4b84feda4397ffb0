package facts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"shimei/store/nearest"
)

// mismatch tells in which columns a header differs from a kind.
type mismatch struct {
	kind    Kind
	known   int      // how many of the header's columns the kind has
	unknown []string // the columns of the header that the kind does not have
	others  int      // how many of these another kind has
	meant   []string // for each of these the column that was probably meant, or ""
	missing []string // the required columns that the header lacks, and was not meant to have
	lacks   bool     // the header has none of the columns of which one is needed
}

// compare lays a header beside the columns of a kind.
func compare(header []string, k Kind) mismatch {
	m := mismatch{kind: k}
	var absent []string // columns of the kind that the header may mean by another name
	for _, c := range columnsOf[k] {
		if !slices.Contains(header, c.name) {
			absent = append(absent, c.name)
		}
	}
	for _, name := range header {
		if slices.Contains(namesOf(k), name) {
			m.known++
			continue
		}
		if columnNames[FoldedName(name)] == name {
			m.others++
		}
		meant := nearest.Of(name, absent)
		absent = slices.DeleteFunc(absent, func(s string) bool { return s == meant })
		m.unknown = append(m.unknown, name)
		m.meant = append(m.meant, meant)
	}
	lacking := func(name string) bool { return slices.Contains(absent, name) }
	for _, name := range namesOf(k, required) {
		if lacking(name) {
			m.missing = append(m.missing, name)
		}
	}
	m.missing = append(m.missing, unkeyed(k, lacking)...)
	enough := namesOf(k, oneOf)
	m.lacks = len(enough) > 0 && !slices.ContainsFunc(enough, func(name string) bool { return !lacking(name) })
	return m
}

// needed names the columns that rows of a kind which are not known yet need.
func needed(k Kind) (names []string) {
	var ways []string
	for _, way := range keyedBy[k] {
		ways = append(ways, strings.Join(way, " and "))
	}
	if len(ways) > 0 {
		names = append(names, strings.Join(ways, " or "))
	}
	return append(names, namesOf(k, required, ofNew)...)
}

// unkeyed returns the columns that a header lacks for its rows to be known: of the way of which it lacks
// least, and none where one way is whole.
func unkeyed(k Kind, lacking func(string) bool) (missing []string) {
	for n, way := range keyedBy[k] {
		lacks := slices.DeleteFunc(slices.Clone(way), func(name string) bool { return !lacking(name) })
		if n == 0 || len(lacks) < len(missing) || len(lacks) == len(missing) && len(lacks) < len(way) {
			missing = lacks
		}
	}
	return missing
}

func (m mismatch) fits() bool { return len(m.unknown)+len(m.missing) == 0 && !m.lacks }

// distance counts the changes that would make the header fit. A column of another kind counts twice: it is
// no mistyped one.
func (m mismatch) distance() int {
	d := len(m.unknown) + m.others + len(m.missing)
	if m.lacks {
		d++
	}
	return d
}

// compare orders what is nearer first: fewer changes, or else more columns that are right.
func (m mismatch) compare(o mismatch) int {
	return cmp.Or(m.distance()-o.distance(), o.known-m.known)
}

// String names the columns that are missing and those that are unknown.
func (m mismatch) String() string {
	var wrong []string
	if n := len(m.missing); n > 0 {
		wrong = append(wrong, plural("missing column", n)+" "+strings.Join(m.missing, ", "))
	}
	if m.lacks {
		wrong = append(wrong, "missing one of the columns "+strings.Join(namesOf(m.kind, oneOf), ", "))
	}
	if n := len(m.unknown); n > 0 {
		text := plural("unknown column", n) + " " + quoted(m.unknown)
		if meant := slices.DeleteFunc(slices.Clone(m.meant), func(s string) bool { return s == "" }); len(meant) > 0 {
			text += fmt.Sprintf(" (did you mean %s?)", strings.Join(meant, ", "))
		}
		wrong = append(wrong, text)
	}
	return strings.Join(wrong, "; ")
}

func (m mismatch) remedy() string {
	return fmt.Sprintf("the columns of %s are %s", m.kind, strings.Join(namesOf(m.kind), ", "))
}

// nearestKinds describes a header that fits no kind by its mismatch with the kinds that it comes nearest
// to.
func nearestKinds(all []mismatch) string {
	if !slices.ContainsFunc(all, func(m mismatch) bool { return m.known > 0 || anyMeant(m) }) {
		var kinds []string
		for _, k := range Kinds {
			kinds = append(kinds, fmt.Sprintf("%s (%s)", k, strings.Join(needed(k), ", ")))
		}
		return "the first row names no known column; it must name those of one kind of file: " + strings.Join(kinds, ", ")
	}
	best := slices.MinFunc(all, mismatch.compare)
	text := "the header fits no kind of file"
	var remedies []string
	for _, m := range all {
		if m.compare(best) == 0 {
			text += fmt.Sprintf("; for %s: %s", m.kind, m)
			remedies = append(remedies, m.remedy())
		}
	}
	return text + "; " + strings.Join(remedies, "; ")
}

func anyMeant(m mismatch) bool {
	return slices.ContainsFunc(m.meant, func(s string) bool { return s != "" })
}

func plural(s string, n int) string {
	if n == 1 {
		return s
	}
	return s + "s"
}
