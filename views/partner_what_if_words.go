package views

import "strconv"

// said tells which levels would change, or why nothing can be said.
func (p WhatIfPage) said() (sentences []string) {
	if len(p.Errors) > 0 {
		return []string{p.T("what_if.unread")}
	}
	for _, c := range p.Competencies {
		if c.changed() {
			sentences = append(sentences, p.T("what_if.becomes", "Competency", p.L.Text(c.Name), "Today", p.L.Term("level", c.Today), "Then", p.L.Term("level", c.Then)))
		}
	}
	if len(sentences) == 0 {
		return []string{p.T("what_if.same")}
	}
	return sentences
}

// brings tells what a customer would bring: what is known, and of what nothing is known.
func (c WhatIfCustomer) brings(f Frame) (sentences []string) {
	unknown, nothing := "", true
	for _, x := range c.Brings {
		label := f.T("what_if.label", "Metric", f.L.Text(x.Metric), "Products", f.names(x.Products))
		switch {
		case x.Amount == nil && unknown == "":
			unknown, nothing = label, false
		case x.Amount == nil:
			unknown += f.T("what_if.and") + label
		case *x.Amount != 0:
			nothing = false
			sentences = append(sentences, f.T("what_if.brings", "Label", label, "Amount", f.signed(*x.Amount, x.Money)))
		}
	}
	if unknown != "" {
		sentences = append(sentences, f.T("what_if.unknown", "Labels", unknown))
	}
	if nothing {
		return []string{f.T("what_if.brings_nothing")}
	}
	return sentences
}

// requirementID is the id of a requirement's part of a card.
func (c WhatIfCompetency) requirementID(k int) string { return c.ID + "-" + strconv.Itoa(k) }
