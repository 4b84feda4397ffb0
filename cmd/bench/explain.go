package main

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"shimei/store"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

// explain is the p50 of the page that explains the largest partner's largest figure against
// that of overviews, of one client each.
func (b *bench) explain() (r row, err error) {
	db, err := b.after(monthsAtFirst)
	if err != nil {
		return row{}, err
	}
	x, err := b.site("explain", db)
	if err != nil {
		return row{}, err
	}
	defer func() { err = errors.Join(err, x.close()) }()
	partner := partnerID(b.world.largest())
	path, figure, err := b.largestFigure(x.store, partner)
	if err != nil {
		return row{}, err
	}
	v := b.visits(1)
	defer v.clients.close()
	n := b.times(300, 3)
	overviews := func() ([]time.Duration, error) {
		a, err := v.overviews(x, 0, n)
		return a.took, err
	}
	explanations := func() ([]time.Duration, error) {
		a, err := v.clients.ask(b.ctx, n, func(int) (*http.Request, error) { return requestOf(x.server, partner, path) }, isPage)
		return a.took, err
	}
	if _, err := overviews(); err != nil { // warm up
		return row{}, err
	}
	ours, against, err := inTurn(medianOf(explanations), medianOf(overviews))
	return row{
		work: "explanation of the largest figure, p50", ours: inMillis(ours) + ", " + figure,
		against: inMillis(against) + ", overview", ratio: ours / against,
		must: atMost(5, "5"), aim: atMost(2, "2"),
	}, err
}

// medianOf makes a measure, in seconds, of a function that returns how long each request took.
func medianOf(ask func() ([]time.Duration, error)) func() (float64, error) {
	return func() (float64, error) {
		took, err := ask()
		return percentile(took, 50).Seconds(), err
	}
}

// largestFigure returns the path of the first page that explains a partner's largest figure
// of the latest month, and the figure as text. Money counts in whole units, as it is read.
func (b *bench) largestFigure(s *store.Store, partner string) (path, text string, err error) {
	all, p, err := s.Progress(b.ctx, report.ProgressFilter{Partner: partner})
	if err != nil {
		return "", "", err
	}
	most := int64(-1)
	for _, standing := range all {
		if standing.Version == nil {
			continue
		}
		for k, requirement := range standing.Version.Requirements {
			metric, figure := p.MetricOf(requirement), standing.Figures[k]
			if metric.Money() {
				figure /= 100
			}
			if figure > most {
				most = figure
				path = views.LinesOf(standing.Month, p.Competencies[standing.Competency].ID, k)
				text = written(p, metric, standing.Figures[k])
			}
		}
	}
	return path, text, nil
}

// written writes a figure with the name of its metric.
func written(p *programme.Programme, metric *programme.Metric, figure int64) string {
	if metric.Money() {
		return programme.FormatDecimal(figure, p.Digits) + " " + strings.ToLower(metric.Name.En)
	}
	return fmt.Sprint(figure) + " " + strings.ToLower(metric.Name.En)
}
