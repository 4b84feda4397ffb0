package views

import "shimei/store/programme"

// of names what a line is of, without its id.
func (f Frame) of(x Fact) string {
	switch {
	case x.Product == (programme.Text{}):
		return f.T("why.customer")
	case x.Subscription == "":
		return f.T("why.tenant", "Product", f.L.Text(x.Product))
	}
	return f.L.Text(x.Product)
}

// months names the months of rows from the first to the last, and how many they are.
func (f Frame) months(first, last programme.Month, n int) string {
	if n == 1 || first == last {
		return f.L.Month(first)
	}
	return f.T("why.months", "N", n, "From", f.L.Month(first), "To", f.L.Month(last))
}

// lines names the lines of the file.
func (s FactSource) lines(f Frame) string {
	if s.Line == s.Last {
		return f.T("lines.source_line", "Line", f.L.Number(s.Line))
	}
	return f.T("why.source_lines", "Line", f.L.Number(s.Line), "Last", f.L.Number(s.Last))
}

// trend is that of all facts of the customer.
func (c CustomerLines) trend() Trend {
	sum := make(Trend, len(c.Facts[0].Trend))
	for k := range sum {
		var figure int64
		sum[k] = TrendPoint{Month: c.Facts[0].Trend[k].Month, Figure: &figure}
		for _, x := range c.Facts {
			figure += *x.Trend[k].Figure
		}
	}
	return sum
}

// when names the months of the fact's lines.
func (x FactLines) when(f Frame) string {
	return f.months(x.Lines[0].Month, x.Lines[len(x.Lines)-1].Month, len(x.Lines))
}

// when names the months of what was missed.
func (x FactMisses) when(f Frame) string {
	return f.months(x.Months[0].Month, x.Months[len(x.Months)-1].Month, len(x.Months))
}

// sum writes what was missed for a reason; of what is another tenant's by now nothing is told.
func (f Frame) missed(r programme.Reason, amount int64, money bool) string {
	if r == programme.Moved {
		return f.T("lines.hidden")
	}
	return f.amount(amount, money)
}

// routes names the route that counted a line and those that reach it too.
func (l LineRow) routes(f Frame) string {
	if len(l.Others) == 0 {
		return f.L.Text(l.Counted)
	}
	return f.T("why.routes", "Route", f.L.Text(l.Counted), "Others", f.names(l.Others))
}

// located reports whether any line tells of locations.
func (x FactLines) located() bool {
	for _, l := range x.Lines {
		if len(l.Locations) > 0 {
			return true
		}
	}
	return false
}

// sourced reports whether any line is of facts that imports brought.
func (x FactLines) sourced() bool {
	for _, l := range x.Lines {
		if len(l.Sources) > 0 {
			return true
		}
	}
	return false
}
