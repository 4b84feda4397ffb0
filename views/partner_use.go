package views

import (
	"strings"

	"shimei/store/programme"
)

// Use is how a subscription was used month by month, or all subscriptions of a product together, as far as a
// partner sees it.
type Use struct {
	ID      string // of the subscription; empty for those of the product together
	Product programme.Text
	Months  []MonthUse // the latest last
}

// MonthUse is what was reported of a month; nil where nothing was, or is not seen.
type MonthUse struct {
	Month    programme.Month
	Seats    Seats
	Consumed *int64 // minor units
}

// consumed is the drawing of the months' consumption.
func (u Use) consumed() Trend { return u.trend(func(m MonthUse) *int64 { return m.Consumed }) }

func (u Use) trend(figure func(MonthUse) *int64) Trend {
	t := make(Trend, len(u.Months))
	for k, m := range u.Months {
		t[k] = TrendPoint{Month: m.Month, Figure: figure(m)}
	}
	return t
}

// drawn reports whether any month of a drawing has something.
func (t Trend) drawn() bool {
	_, any := spanOf(t)
	return any
}

// seated reports whether seats of any month are reported.
func (u Use) seated() bool {
	for _, m := range u.Months {
		if m.Seats.known() {
			return true
		}
	}
	return false
}

// named is the product and what tells it apart: the subscription's id, or that it is of all of them.
func (u Use) named(f Frame) string {
	if u.ID == "" {
		return f.T("seats.together", "Product", f.L.Text(u.Product))
	}
	return f.L.Text(u.Product)
}

// caption names the table of the months, by the product and the subscription's id.
func (u Use) caption(f Frame) string {
	return f.T("use.caption", "Name", strings.TrimSpace(u.named(f)+" "+u.ID))
}

// activation is the part of the bought seats that is active, as a percentage without its fraction; "" where
// either is not reported.
func (s Seats) activation(f Frame) string {
	if s.Bought == nil || s.Active == nil || *s.Bought <= 0 {
		return ""
	}
	return f.T("use.percent", "Percent", int64(float64(*s.Active)*100/float64(*s.Bought)))
}

// activeLine says how many were active in the latest month that has it, and how far that is what was bought.
func (u Use) activeLine(f Frame) string {
	for k := len(u.Months) - 1; k >= 0; k-- {
		m := u.Months[k]
		if m.Seats.Active == nil {
			continue
		}
		if part := m.Seats.activation(f); part != "" {
			return f.T("use.active_of", "Month", f.L.Month(m.Month), "Active", *m.Seats.Active, "Bought", *m.Seats.Bought, "Part", part)
		}
		return f.T("use.active", "Month", f.L.Month(m.Month), "Active", *m.Seats.Active)
	}
	return ""
}

// consumedLine says how much was consumed in the latest month that has it.
func (u Use) consumedLine(f Frame) string {
	for k := len(u.Months) - 1; k >= 0; k-- {
		if n := u.Months[k].Consumed; n != nil {
			return f.T("use.consumed", "Month", f.L.Month(u.Months[k].Month), "Amount", f.amount(*n, true))
		}
	}
	return ""
}
