package views

import (
	"strings"

	"shimei/store/programme"
)

// Effect is what files would do to figures, levels and closed months. Of each list it has the first rows,
// and how many there are.
type Effect struct {
	Before, After          *programme.Month // that are shown by default; nil for none
	Accounts, Gained, Lost int              // partner accounts that change, and that gain and lose a level
	Months                 []CorrectedMonth // closed months that get corrections
	Corrections            []EffectFigure   // of closed months
	Levels                 []EffectLevel
	Figures                []EffectFigure
	Corrected, Moved       int // how many corrections and levels there are
	Changed                int // how many figures
}

// CorrectedMonth is a closed month that gets corrections, and of how many partner accounts.
type CorrectedMonth struct {
	Month    programme.Month
	Accounts int
}

// EffectFigure is a figure before and after; of a correction it is what is credited in the month.
type EffectFigure struct {
	Partner                   PartnerRef
	Since, Month              programme.Month // Since is another month only where another one is shown by default
	Competency                programme.Text  // empty for a correction
	Metric                    programme.Text
	Products                  []programme.Text
	Money                     bool // amounts are minor units
	Before, After, Difference int64
}

// EffectLevel is a level that changes, with the figures that do it.
type EffectLevel struct {
	Partner       PartnerRef
	Since, Month  programme.Month
	Competency    programme.Text
	Before, After string // level ids, or programme.NoLevel
	Gains         bool
	Figures       []EffectFigure
}

// nothing reports that nothing changes.
func (e *Effect) nothing() bool { return e.Corrected == 0 && e.Moved == 0 && e.Changed == 0 }

// summary says what the effect comes to, sentence by sentence.
func (e *Effect) summary(f Frame) (sentences []string) {
	if e.Before != nil || e.After != nil {
		sentences = e.defaultMonth(f)
	}
	switch {
	case e.nothing() && e.After != nil:
		return append(sentences, f.T("effect.nothing_in", "Month", f.L.Month(*e.After)))
	case e.nothing():
		return append(sentences, f.T("effect.nothing"))
	}
	sentences = append(sentences, f.T("effect.accounts", "N", e.Accounts))
	if e.Gained > 0 {
		sentences = append(sentences, f.T("effect.gained", "N", e.Gained))
	}
	if e.Lost > 0 {
		sentences = append(sentences, f.T("effect.lost", "N", e.Lost))
	}
	return sentences
}

// defaultMonth says which month would be shown by default, where that changes.
func (e *Effect) defaultMonth(f Frame) []string {
	switch {
	case e.Before == nil:
		return []string{f.T("effect.default_first", "After", f.L.Month(*e.After))}
	case e.After == nil:
		return []string{f.T("effect.default_none", "Before", f.L.Month(*e.Before))}
	case *e.Before != *e.After:
		return []string{f.T("effect.default_month", "Before", f.L.Month(*e.Before), "After", f.L.Month(*e.After))}
	}
	return nil
}

// sentence says a change of a level: who, which, where, when, and by which figures.
func (x EffectLevel) sentence(f Frame) string {
	move := "loses"
	switch {
	case x.Gains && x.Before == programme.NoLevel:
		move = "gains"
	case x.Gains:
		move = "rises"
	case x.After != programme.NoLevel:
		move = "falls"
	}
	return f.T("effect_move."+move, "Partner", x.Partner.Name, "Before", f.L.Term("effect_level", x.Before), "After", f.L.Term("effect_level", x.After),
		"Competency", f.L.Text(x.Competency), "Month", f.sinceMonth(x.Since, x.Month), "Figures", x.figures(f))
}

// figures writes the figures of a level: one alone, several each with its name.
func (x EffectLevel) figures(f Frame) string {
	var all []string
	for _, n := range x.Figures {
		change := f.change(&n.Before, &n.After, n.Money)
		if len(x.Figures) > 1 {
			change = f.T("effect.named", "Metric", f.L.Text(n.Metric), "Change", change)
		}
		all = append(all, change)
	}
	return strings.Join(all, f.T("list.separator"))
}

// sinceMonth names a month, and the one that it is compared with where that is another.
func (f Frame) sinceMonth(since, month programme.Month) string {
	if since == month {
		return f.L.Month(month)
	}
	return f.T("effect.since_month", "Month", f.L.Month(month), "Before", f.L.Month(since))
}
