package report

import (
	"slices"

	"shimei/store/directory"
	"shimei/store/programme"
)

// compare adds the rows of an account at a month, against an earlier state at since.
func (x *comparison) compare(a directory.Partner, since, month programme.Month) error {
	if since == month && x.same(a.Key, month) {
		return nil
	}
	for c := range x.after.p.Competencies {
		row := EffectRow{Account: a, Since: since, Month: month, Competency: c}
		var err error
		if row.LevelBefore, err = x.before.level(a.Key, c, since); err != nil {
			return err
		}
		if row.LevelAfter, err = x.after.level(a.Key, c, month); err != nil {
			return err
		}
		if row.Figures, err = x.figures(a.Key, row); err != nil {
			return err
		}
		if row.Move() != Stays || slices.ContainsFunc(row.Figures, EffectFigure.changes) {
			x.e.Rows = append(x.e.Rows, row)
		}
	}
	return nil
}

// same reports whether no figure of an account at a month can differ: most accounts are passed over by
// it.
func (x *comparison) same(key int64, e programme.Month) bool {
	if x.before.shows(key, e) != x.after.shows(key, e) {
		return false
	}
	for m := firstOfFigures(x.after.p, e); m <= e; m++ {
		if !slices.Equal(x.before.credits[m][key], x.after.credits[m][key]) {
			return false
		}
	}
	return true
}

// figures returns the figures of a row, in the order of the requirements after the change.
func (x *comparison) figures(key int64, row EffectRow) (all []EffectFigure, err error) {
	version := x.after.p.Competencies[row.Competency].VersionAt(row.Month)
	if version == nil {
		return nil, nil
	}
	for _, r := range version.Requirements {
		f := EffectFigure{Requirement: r}
		if f.Before, err = x.before.figure(key, r.Measure, row.Since); err != nil {
			return nil, err
		}
		if f.After, err = x.after.figure(key, r.Measure, row.Month); err != nil {
			return nil, err
		}
		if f.Difference, err = programme.Add(f.After, -f.Before); err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

func (f EffectFigure) changes() bool { return f.Difference != 0 }

// correct adds the corrections of the closed months.
func (x *comparison) correct(accounts []directory.Partner) error {
	for _, a := range accounts {
		for k, c := range x.before.past {
			was, is := x.before.creditsOf(c)[a.Key], x.after.creditsOf(x.after.past[k])[a.Key]
			for measure := range c.Programme.Measures {
				correction := Correction{Account: a, Month: c.Month, Programme: c.Programme, Measure: measure, Before: cell(was, measure), After: cell(is, measure)}
				if correction.Before == correction.After {
					continue
				}
				var err error
				if correction.Difference, err = programme.Add(correction.After, -correction.Before); err != nil {
					return err
				}
				x.e.Corrections = append(x.e.Corrections, correction)
			}
		}
	}
	return nil
}

func cell(row []int64, measure int) int64 {
	if measure < len(row) {
		return row[measure]
	}
	return 0
}
