package store_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/programme"
	"shimei/store/report"
)

func TestTheWorkedCasesGiveTheProgressThatTheySay(t *testing.T) {
	for _, name := range scenarios {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, dsn string) {
				p, files := open(t, dsn), scenario(t, name)
				p.take(files...)
				text, err := os.ReadFile(filepath.Join("testdata", "scenarios", name, "progress.json"))
				if err != nil {
					t.Fatal(err)
				}
				var want []map[string]any
				if err := json.Unmarshal(text, &want); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, plainProgress(p)); diff != "" {
					t.Error(diff)
				}
				p.sameAgain(files)
			})
		})
	}
}

// plainProgress is all progress of the latest month in the form of progress.json.
func plainProgress(p *portal) (all []map[string]any) {
	p.t.Helper()
	found, pr, err := p.Progress(ctx, report.ProgressFilter{})
	if err != nil {
		p.t.Fatal(err)
	}
	for _, one := range found {
		var requirements []any
		for k, r := range one.Version.Requirements {
			products := []any{}
			for _, id := range pr.ProductIDs(r.Measure) {
				products = append(products, id)
			}
			requirement := map[string]any{"metric": pr.MetricOf(r).ID, "products": products,
				"credited": plainAmount(pr, pr.MetricOf(r), one.Figures[k])}
			for level, threshold := range r.Thresholds {
				requirement[pr.Levels[level]] = plainAmount(pr, pr.MetricOf(r), threshold)
			}
			requirements = append(requirements, requirement)
		}
		all = append(all, map[string]any{"partner_id": one.Account.ID, "month": one.Month.String(),
			"competency": pr.Competencies[one.Competency].ID, "level": pr.LevelID(one.Level), "requirements": requirements})
	}
	return all
}

func plainAmount(p *programme.Programme, m *programme.Metric, n int64) any {
	if m.Money() {
		return programme.FormatDecimal(n, p.Digits)
	}
	return float64(n)
}
