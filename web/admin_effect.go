package web

import (
	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

// pageEffects is how many rows of each list of an effect a page shows.
const pageEffects = 100

// effectFile is the effect of files that are kept, as a file.
func effectFile(r *request) (file, error) {
	x, _ := r.uploads.of(r.who.Key, r.Param("token"))
	if x == nil {
		return file{}, store.ErrNotFound
	}
	j, _ := r.uploads.tried(x)
	if j == nil || j.would.Effect == nil {
		return file{}, store.ErrNotFound
	}
	return textFile("import-effect", j.would.Effect.Table()), nil
}

// effectOf is an effect as its page shows it.
func effectOf(e *report.Effect) *views.Effect {
	totals := e.Totals()
	v := &views.Effect{Before: e.Before, After: e.After, Accounts: totals.Accounts, Gained: totals.Gained, Lost: totals.Lost, Corrected: len(e.Corrections)}
	for _, m := range e.Corrected() {
		v.Months = append(v.Months, views.CorrectedMonth{Month: m, Accounts: correctedAccounts(e, m)})
	}
	for _, c := range e.Corrections[:min(pageEffects, len(e.Corrections))] {
		measure := c.Programme.Measures[c.Measure]
		figure := effectFigure(c.Programme, c.Account, &c.Programme.Metrics[measure.Metric], measure.Products)
		figure.Since, figure.Month, figure.Before, figure.After, figure.Difference = c.Month, c.Month, c.Before, c.After, c.Difference
		v.Corrections = append(v.Corrections, figure)
	}
	for _, row := range e.Rows {
		figures := effectFigures(e.Programme, row)
		v.Changed += len(figures)
		v.Figures = append(v.Figures, figures[:min(len(figures), pageEffects-len(v.Figures))]...)
		if row.Move() == report.Stays {
			continue
		}
		if v.Moved++; len(v.Levels) < pageEffects {
			v.Levels = append(v.Levels, effectLevel(e.Programme, row, figures))
		}
	}
	return v
}

// correctedAccounts counts the accounts that get corrections of a closed month.
func correctedAccounts(e *report.Effect, m programme.Month) int {
	accounts := map[int64]bool{}
	for _, c := range e.Corrections {
		if c.Month == m {
			accounts[c.Account.Key] = true
		}
	}
	return len(accounts)
}

func effectLevel(p *programme.Programme, row report.EffectRow, figures []views.EffectFigure) views.EffectLevel {
	return views.EffectLevel{Partner: partnerRef(row.Account), Since: row.Since, Month: row.Month, Competency: p.Competencies[row.Competency].Name,
		Before: p.LevelID(row.LevelBefore), After: p.LevelID(row.LevelAfter), Gains: row.Move() == report.Gains, Figures: figures}
}

// effectFigures are the figures of a row that a page tells of.
func effectFigures(p *programme.Programme, row report.EffectRow) (figures []views.EffectFigure) {
	for _, f := range row.Told() {
		figure := effectFigure(p, row.Account, p.MetricOf(f.Requirement), f.Requirement.Products)
		figure.Since, figure.Month, figure.Competency = row.Since, row.Month, p.Competencies[row.Competency].Name
		figure.Before, figure.After, figure.Difference = f.Before, f.After, f.Difference
		figures = append(figures, figure)
	}
	return figures
}

func effectFigure(p *programme.Programme, account directory.Partner, metric *programme.Metric, products []int) views.EffectFigure {
	figure := views.EffectFigure{Partner: partnerRef(account), Metric: metric.Name, Money: metric.Money()}
	for _, k := range products {
		figure.Products = append(figure.Products, p.Products[k].Name)
	}
	return figure
}
