package report

import (
	"cmp"
	"maps"
	"slices"

	"shimei/store/directory"
	"shimei/store/programme"
)

// Effect is what a change does to figures, levels and closed months. It has only what changes.
type Effect struct {
	Programme     *programme.Programme // in force, by which figures and levels are counted
	Before, After *programme.Month     // that are shown by default (R10), before the change and after it; nil for none
	Closed        []programme.Month    // that were looked at
	Rows          []EffectRow          // by partner id, month and the order of competencies
	Corrections   []Correction         // by partner id, month and the order of measures
}

// EffectRow is one account in one competency at one month: of it the figures, or the level, change.
// Month is a closed one, or the one that is shown by default. Since is the same month before the change,
// but where another month is shown by default after it: then a row compares what was shown with what
// will be. A partner that is no active account in a month has the figures 0 and no level in it.
type EffectRow struct {
	Account                 directory.Partner
	Since, Month            programme.Month
	Competency              int // place in Programme.Competencies
	LevelBefore, LevelAfter int // places in Programme.Levels, -1 for none
	Figures                 []EffectFigure
}

// EffectFigure is a figure before and after, in whole numbers, or minor units where the metric is money.
type EffectFigure struct {
	Requirement               programme.Requirement
	Before, After, Difference int64
}

// Correction is what a change adds to the corrections that the next statement holds of a closed month,
// for one account and measure. Lines that cancel each other out are in none.
type Correction struct {
	Account                   directory.Partner
	Month                     programme.Month
	Programme                 *programme.Programme // that the month was closed under
	Measure                   int                  // place in its Measures
	Before, After, Difference int64                // of what is credited in the month
}

// Move tells whether the account gains or loses a level.
func (x EffectRow) Move() Move {
	switch {
	case x.LevelAfter > x.LevelBefore:
		return Gains
	case x.LevelAfter < x.LevelBefore:
		return Loses
	}
	return Stays
}

// EffectOf compares two states by one programme. The error is of a sum beyond 2^63 (R11).
func EffectOf(before, after State) (*Effect, error) {
	e := &Effect{Programme: after.p, Before: before.usual, After: after.usual}
	for _, c := range before.past {
		e.Closed = append(e.Closed, c.Month)
	}
	x := comparison{before, after, e}
	accounts := x.accounts()
	for _, pair := range x.pairs() {
		for _, a := range accounts {
			if err := x.compare(a, pair[0], pair[1]); err != nil {
				return nil, err
			}
		}
	}
	slices.SortStableFunc(e.Rows, func(a, b EffectRow) int {
		return cmp.Or(cmp.Compare(a.Account.ID, b.Account.ID), cmp.Compare(a.Month, b.Month), cmp.Compare(b.Since, a.Since))
	})
	return e, x.correct(accounts)
}

// comparison makes an effect of two states.
type comparison struct {
	before, after State
	e             *Effect
}

// pairs returns the months that are compared, each with that of the state before.
func (x *comparison) pairs() [][2]programme.Month {
	var pairs [][2]programme.Month
	for _, m := range x.e.Closed {
		pairs = append(pairs, [2]programme.Month{m, m})
	}
	switch was, is := x.before.usual, x.after.usual; {
	case was != nil && is != nil:
		pairs = append(pairs, [2]programme.Month{*was, *was}, [2]programme.Month{*was, *is})
	case was != nil:
		pairs = append(pairs, [2]programme.Month{*was, *was})
	case is != nil:
		pairs = append(pairs, [2]programme.Month{*is, *is})
	}
	slices.SortFunc(pairs, func(a, b [2]programme.Month) int { return slices.Compare(a[:], b[:]) })
	return slices.Compact(pairs)
}

// accounts returns the partners that are accounts in either state, by partner id.
func (x *comparison) accounts() []directory.Partner {
	all := maps.Clone(x.before.accounts)
	maps.Copy(all, x.after.accounts)
	return slices.SortedFunc(maps.Values(all), func(a, b directory.Partner) int { return cmp.Compare(a.ID, b.ID) })
}
