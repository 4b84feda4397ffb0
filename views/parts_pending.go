package views

import (
	"time"

	"shimei/store/programme"
)

// Pending is what is in effect and in no figure yet (R12).
type Pending struct {
	Groups []PendingGroup  // none where nothing is pending
	By     programme.Month // whose facts say what would be added
	Added  []PendingFigure
	Many   bool // they are too many to say what would be added
}

// PendingGroup are the associations that count from one month on.
type PendingGroup struct {
	From  programme.Month
	Since time.Time // the beginning of the first
	N     int64
}

// PendingFigure is what would be added to one requirement of a competency.
type PendingFigure struct {
	Competency programme.Text
	Metric     programme.Text
	Money      bool // Amount is minor units
	Amount     int64
	Level      string // the level's id that all the additions would lead to; empty where it is the same
}

func (g PendingGroup) text(f Frame) string {
	return f.T("pending.group", "N", g.N, "Time", f.moment(g.Since), "Month", f.L.Month(g.From))
}

// text says what would be added, by which month's facts, and to which level it would lead.
func (x PendingFigure) text(f Frame, by programme.Month) string {
	amount := f.signed(x.Amount, x.Money)
	if x.Level == "" {
		return f.T("pending.added", "Competency", f.L.Text(x.Competency), "Amount", amount, "Metric", f.L.Text(x.Metric), "Month", f.L.Month(by))
	}
	return f.T("pending.added_level", "Competency", f.L.Text(x.Competency), "Amount", amount, "Metric", f.L.Text(x.Metric), "Month", f.L.Month(by),
		"Level", f.L.Term("level", x.Level))
}
