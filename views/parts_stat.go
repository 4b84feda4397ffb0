package views

// Stat is a figure, with that of the month before.
type Stat struct {
	Amount int64
	Money  bool        // it is minor units
	Path   string      // where the figure leads; empty for nowhere
	Leads  string      // words for the address
	Before *TrendPoint // nil says nothing of it
}

// stat is the card's figure, which leads to an address or to none.
func (r *RequirementCard) stat(path, leads string) Stat {
	return Stat{Amount: r.Credited, Money: r.Money, Path: path, Leads: leads, Before: r.Trend.before()}
}

// direction is "up", "down" or "same", by which the change is drawn; empty where there is
// nothing to compare with.
func (s Stat) direction() string {
	switch {
	case s.Before.Figure == nil:
		return ""
	case s.Amount > *s.Before.Figure:
		return "up"
	case s.Amount < *s.Before.Figure:
		return "down"
	}
	return "same"
}

// change says how the figure differs from that of the month before, in words and by its sign.
func (s Stat) change(f Frame) string {
	month, direction := f.L.Month(s.Before.Month), s.direction()
	if direction == "" {
		return f.T("stat.no_facts", "Month", month)
	}
	more := s.Amount - *s.Before.Figure
	switch {
	case (more > 0) != (direction == "up"): // the difference overflows; the figure itself says enough
		return f.T("stat.was", "Month", month, "Amount", f.amount(*s.Before.Figure, s.Money))
	case direction == "up":
		return f.T("stat.up", "Month", month, "Amount", f.signed(more, s.Money))
	case direction == "down":
		return f.T("stat.down", "Month", month, "Amount", f.signed(more, s.Money))
	}
	return f.T("stat.same", "Month", month)
}

// signed writes an amount with its sign.
func (f Frame) signed(n int64, money bool) string {
	if n > 0 {
		return "+" + f.amount(n, money)
	}
	return f.amount(n, money)
}
