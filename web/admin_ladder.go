package web

import (
	"net/url"

	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

func init() {
	add(entry{path: views.LadderPath, audience: views.Admin, section: "partners", get: ladderPage, file: ladderFile})
}

// nearest is how many partners the ladder has on either side of each level: as many as a line tells apart.
const nearest = 8

// ladderPage shows the partners that stand nearest to the levels.
func ladderPage(r *request) (views.Page, error) {
	b, err := r.standsOn()
	if err != nil {
		return nil, err
	}
	page := &views.LadderPage{Months: monthsOf(b.Freshness)}
	if len(page.Months) == 0 {
		return page, nil
	}
	l, err := r.ladder()
	if err != nil {
		return nil, err
	}
	page.Month, page.Chosen = l.Month, r.ladderChosen(l.Programme)
	for _, c := range l.Programme.Competencies {
		page.All = append(page.All, views.Option{ID: c.ID, Name: c.Name})
	}
	page.List = views.List{Path: views.LadderPath, Query: url.Values{"month": {l.Month.String()}}}
	if page.Chosen != "" {
		page.List.Query.Set("competency", page.Chosen)
	}
	for _, n := range l.Near {
		page.Rows = append(page.Rows, nearRow(l.Programme, n))
	}
	page.Rungs = rungs(l)
	return page, nil
}

// ladder reads the ladder of the month and competency that are asked for.
func (r *request) ladder() (report.Ladder, error) {
	month, err := r.month()
	if err != nil {
		return report.Ladder{}, err
	}
	l, err := r.Store.Ladder(r.ctx(), month, nearest)
	if err != nil {
		return l, err
	}
	if k, known := l.Programme.Competency(r.ladderChosen(l.Programme)); known {
		l = l.Of(k)
	}
	return l, nil
}

// ladderChosen is the id of the competency that is asked for; empty for all.
func (r *request) ladderChosen(p *programme.Programme) string {
	if _, known := p.Competency(r.QueryParam("competency")); known {
		return r.QueryParam("competency")
	}
	return ""
}

func nearRow(p *programme.Programme, n report.Near) views.NearRow {
	metric := p.MetricOf(n.Version.Requirements[n.Requirement])
	return views.NearRow{Partner: partnerRef(n.Account), Competency: p.Competencies[n.Competency].Name, Level: p.Levels[n.Level],
		Metric: metric.Name, Money: metric.Money(), Figure: n.Figure, Needed: n.Needed, Percent: views.PercentOf(n.Figure, n.Needed)}
}

// rungs are the levels that somebody is near to, in the programme's order, with who is.
func rungs(l report.Ladder) (all []views.Rung) {
	for c := range l.Programme.Competencies {
		for level, id := range l.Programme.Levels {
			rung := views.Rung{Competency: l.Programme.Competencies[c].Name, Level: id}
			for _, n := range l.Near {
				if n.Competency == c && n.Level == level {
					rung.Marks = append(rung.Marks, views.NearMark{Partner: partnerRef(n.Account), Percent: views.PercentOf(n.Figure, n.Needed), Met: n.Met()})
				}
			}
			if len(rung.Marks) > 0 {
				all = append(all, rung)
			}
		}
	}
	return all
}

// ladderFile is the same as a file.
func ladderFile(r *request) (file, error) {
	l, err := r.ladder()
	if err != nil {
		return file{}, err
	}
	columns := []string{"month", "partner_id", "partner", "competency", "level", "metric", "products", "figure", "needed", "missing", "over"}
	return file{name: l.Month.String() + "-ladder", columns: columns, rows: func(write func(...any) error) error {
		for _, n := range l.Near {
			requirement := n.Version.Requirements[n.Requirement]
			metric := l.Programme.MetricOf(requirement)
			cell := func(n int64) any { return amount(l.Programme, metric, max(0, n)) }
			if err := write(l.Month.String(), n.Account.ID, n.Account.Name, l.Programme.Competencies[n.Competency].ID, l.Programme.Levels[n.Level], metric.ID,
				productIDs(l.Programme, requirement), amount(l.Programme, metric, n.Figure), cell(n.Needed), cell(n.Needed-n.Figure), cell(n.Figure-n.Needed)); err != nil {
				return err
			}
		}
		return nil
	}}, nil
}
