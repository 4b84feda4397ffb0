package web

import (
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

// pendingOf is what is in effect and in no figure yet, as pages show it.
func pendingOf(p *programme.Programme, x report.Pending) views.Pending {
	v := views.Pending{By: x.By, Many: x.Many}
	for _, g := range x.Groups {
		v.Groups = append(v.Groups, views.PendingGroup{From: g.From, Since: g.Since.In(p.Zone), N: g.N})
	}
	for _, a := range x.Added {
		figure := views.PendingFigure{Competency: p.Competencies[a.Competency].Name, Metric: a.Metric.Name, Money: a.Metric.Money(), Amount: a.Amount}
		if a.Moves {
			figure.Level = p.LevelID(a.Level)
		}
		v.Added = append(v.Added, figure)
	}
	return v
}
