package views

import (
	"strconv"
	"strings"

	"shimei/store/programme"
)

// share returns n as a percentage of whole for a drawing, between 0% and 100%.
func share(n, whole int64) string {
	if whole <= 0 || n <= 0 {
		return "0%"
	}
	return strconv.FormatFloat(min(100, 100*float64(n)/float64(whole)), 'f', 2, 64) + "%"
}

// scale is the amount at the right end of a requirement's bar: the highest need, or what
// is credited where that is more.
func (r *RequirementCard) scale() int64 {
	most := r.Credited
	for _, n := range r.Needs {
		most = max(most, n.Needed)
	}
	return most
}

// described puts the bar in words: each level's need, and how much of it is missing.
func (r *RequirementCard) described(f Frame) string {
	var sentences []string
	for _, n := range r.Needs {
		level, needed := f.L.Term("level", n.Level), f.amount(n.Needed, r.Money)
		if n.Missing == 0 {
			sentences = append(sentences, f.T("bar.met", "Level", level, "Needed", needed))
		} else {
			sentences = append(sentences, f.T("bar.missing", "Level", level, "Needed", needed,
				"Missing", f.amount(n.Missing, r.Money)))
		}
	}
	return strings.Join(sentences, " ")
}

// known reports whether any seat figure is reported.
func (s Seats) known() bool { return s.Bought != nil || s.Assigned != nil || s.Active != nil }

// whole is the amount at the right end of a seat bar. More may be assigned than is bought.
func (s Seats) whole() int64 { return max(seat(s.Bought), seat(s.Assigned), seat(s.Active)) }

func seat(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}

// count writes a number of seats, or a dash where none is reported.
func count(l *Locale, n *int64) string {
	if n == nil {
		return "–"
	}
	return l.Number(*n)
}

// productList names products, one after another, as each language separates them.
func (f Frame) productList(r CreditRequirement) string { return f.names(r.Products) }

// names lists names, one after another, as each language separates them.
func (f Frame) names(all []programme.Text) string {
	names := make([]string, len(all))
	for k, name := range all {
		names[k] = f.L.Text(name)
	}
	return strings.Join(names, f.T("list.separator"))
}
