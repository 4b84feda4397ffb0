package views

import "shimei/store/programme"

// RollOff is the amount that leaves a window in a month to come, if nothing new comes.
type RollOff struct {
	Month  programme.Month
	Leaves int64  // what the figure loses against the month before; below 0 it gains
	Left   int64  // the figure then
	Risks  []Need // the levels that are met now and are not then, with what will be missing
}

// WithTrend returns the card with a requirement's figures of the months from first on, the
// last of which is the card's own, and of the months after it. Months before earliest have
// no facts.
func (r RequirementCard) WithTrend(first, earliest programme.Month, past, ahead []int64) RequirementCard {
	r.Trend = trendOf(first, earliest, past)
	before := r.Credited
	for k, left := range ahead {
		off := RollOff{Month: first + programme.Month(len(past)+k), Leaves: before - left, Left: left}
		for _, n := range r.Needs {
			if n.Missing == 0 && left < n.Needed {
				off.Risks = append(off.Risks, Need{Level: n.Level, Needed: n.Needed, Missing: n.Needed - left})
			}
		}
		r.Ahead = append(r.Ahead, off)
		before = left
	}
	return r
}

// leaving returns the months ahead in which the figure changes.
func (r *RequirementCard) leaving() []RollOff {
	var list []RollOff
	for _, off := range r.Ahead {
		if off.Leaves != 0 {
			list = append(list, off)
		}
	}
	return list
}

// text puts in words the amount that leaves the window in the month.
func (o RollOff) text(f Frame, money bool) string {
	month := f.L.Month(o.Month)
	if o.Leaves < 0 {
		return f.T("trend.gains", "Month", month, "Amount", f.amount(-o.Leaves, money), "Left", f.amount(o.Left, money))
	}
	return f.T("trend.leaves", "Month", month, "Amount", f.amount(o.Leaves, money), "Left", f.amount(o.Left, money))
}

// risk says which level is at risk then, and by how much.
func (n Need) risk(f Frame, money bool) string {
	return f.T("trend.risk", "Level", f.L.Term("level", n.Level), "Missing", f.amount(n.Missing, money))
}
