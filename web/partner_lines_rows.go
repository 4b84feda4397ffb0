package web

import (
	"slices"

	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

// explanation is a page of the lines of a figure, as it is shown.
type explanation struct {
	f    figure
	x    report.Explanation
	open []string // tenant ids and reasons
}

// fill puts the lines on the page by customer, and what is missed by reason.
func (e explanation) fill(page *views.LinesPage) error {
	customers, err := report.ByCustomer(e.x.Rows)
	if err != nil {
		return err
	}
	misses, err := report.ByReason(e.x.Rows)
	if err != nil {
		return err
	}
	for _, c := range customers {
		page.Customers = append(page.Customers, e.customer(c))
	}
	if alone := page.List.After == "" && page.List.Next == "" && len(customers) == 1; alone {
		page.Customers[0].Open = true
	}
	for _, m := range misses {
		page.Misses = append(page.Misses, e.misses(m))
	}
	return nil
}

func (e explanation) customer(c report.CustomerLines) views.CustomerLines {
	v := views.CustomerLines{Customer: e.named(c.Facts[0].Rows[0]), Amount: c.Amount}
	v.Open = slices.Contains(e.open, v.Customer.TenantID)
	for _, x := range c.Facts {
		lines := views.FactLines{Fact: e.fact(x.Rows[0]), Amount: x.Amount, Trend: e.trend(x.Rows)}
		for _, l := range x.Rows {
			lines.Lines = append(lines.Lines, lineRow(e.f.p, l))
		}
		v.Facts = append(v.Facts, lines)
	}
	return v
}

func (e explanation) misses(m report.ReasonMisses) views.ReasonMisses {
	v := views.ReasonMisses{Reason: m.Reason, Open: slices.Contains(e.open, string(m.Reason)), Count: m.Count, Amount: m.Amount}
	for _, x := range m.Facts {
		missed := views.FactMisses{Customer: e.named(x.Rows[0]), Fact: e.fact(x.Rows[0]), Route: e.f.p.Routes[x.Rows[0].Routes[0]].Name, Amount: x.Amount}
		for _, row := range x.Rows {
			missed.Months = append(missed.Months, views.MissedMonth{Month: row.Month, Amount: row.Amount, Originals: originals(e.f.p, row)})
		}
		v.Facts = append(v.Facts, missed)
	}
	return v
}

func (e explanation) named(l report.Explained) views.FigureCustomer {
	return views.FigureCustomer{Name: l.Customer.Name, TenantID: l.TenantID, Known: e.x.Known[l.Customer.Key]}
}

func (e explanation) fact(l report.Explained) views.Fact {
	return views.Fact{Subscription: l.Subscription, Product: productName(e.f.p, l.Of)}
}

// trend has the months of the window with what the lines add in each; nil where the window is one month.
func (e explanation) trend(lines []report.Explained) (t views.Trend) {
	first := e.f.from()
	if first == e.f.month {
		return nil
	}
	figures := make([]int64, e.f.month-first+1)
	for _, l := range lines {
		figures[l.Month-first] += l.Amount
	}
	for k := range figures {
		t = append(t, views.TrendPoint{Month: first + programme.Month(k), Figure: &figures[k]})
	}
	return t
}
