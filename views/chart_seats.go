package views

import "strconv"

// seatsSpan takes in all seats of the months.
func (u Use) seatsSpan() (s span) {
	for _, m := range u.Months {
		s.most = max(s.most, m.Seats.whole())
	}
	return s
}

// seatMark is one kind of seats in a month, as it is drawn: those below stand behind.
type seatMark struct {
	kind        string // bought, assigned or active
	n           int64
	x, width    float64
	top, height float64
}

// seatMarks are the seats of the month at place k, one column before the other, each narrower.
func (u Use) seatMarks(s span, k int) (list []seatMark) {
	step := 100 / float64(len(u.Months))
	seats := u.Months[k].Seats
	for _, x := range []struct {
		kind string
		n    *int64
		part float64 // of the month's width
	}{{"bought", seats.Bought, 0.8}, {"assigned", seats.Assigned, 0.56}, {"active", seats.Active, 0.3}} {
		if x.n == nil {
			continue
		}
		p := s.place(k, len(u.Months), max(0, *x.n))
		list = append(list, seatMark{x.kind, *x.n, step * (float64(k) + (1-x.part)/2), step * x.part, p.top, p.height})
	}
	return list
}

// seatsOf says in words what was reported of a month.
func (m MonthUse) seatsOf(f Frame) string {
	if !m.Seats.known() {
		return f.T("chart.column_none", "Month", f.L.Month(m.Month))
	}
	return f.T("chart.seats_month", "Month", f.L.Month(m.Month), "Bought", count(f.L, m.Seats.Bought),
		"Assigned", count(f.L, m.Seats.Assigned), "Active", count(f.L, m.Seats.Active))
}

// seatsDescribed says from when to when the months are.
func (u Use) seatsDescribed(f Frame) string {
	return f.T("chart.seats_desc", "From", f.L.Month(u.Months[0].Month), "To", f.L.Month(u.Months[len(u.Months)-1].Month))
}

// scaleLine is the greatest number of seats, which the chart has a line for.
func (s span) scaleLine(f Frame) string { return f.L.Number(s.most) }

// seatsID is the id of what the chart of the use at place k begins with.
func seatsID(k int) string { return "seats-" + strconv.Itoa(k) }
