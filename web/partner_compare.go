package web

import (
	"net/url"
	"slices"

	"shimei/store"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

func init() {
	add(entry{path: views.ComparePath, audience: views.Partner, section: "credit", get: comparePage, file: compareFile})
}

// comparedMonths is how many months a range has at most: two years and the month that they are compared with.
const comparedMonths = 25

// compared are the months that the query compares, with the figures of each.
type compared struct {
	shown
	from, to programme.Month
	each     bool
	months   []programme.Month
	progress [][]report.Progress // by month and competency
}

// comparePage shows an account's figures of two months side by side, or of every month from one to the other.
func comparePage(r *request) (views.Page, error) {
	c, err := r.compared()
	if err != nil {
		return nil, err
	}
	page := &views.ComparePage{Account: partnerRef(c.account), Months: c.shown.months, From: c.from, To: c.to, Each: c.each, Shown: c.months}
	if len(c.months) == 0 {
		return page, nil
	}
	page.List = views.List{Path: views.ComparePath, Query: url.Values{"from": {c.from.String()}, "to": {c.to.String()}}}
	if c.each {
		page.List.Query.Set("show", views.CompareEach)
	}
	for k := range c.p.Competencies {
		figures := make([][]int64, len(c.months))
		for n := range c.months {
			figures[n] = c.progress[n][k].Figures
		}
		if one := views.NewCompared(c.p, k, c.months, figures); len(one.Rows) > 0 {
			page.Competencies = append(page.Competencies, one)
		}
	}
	return page, nil
}

// compared reads the months that are compared, of those with facts: without a choice the month that figures are
// of, and the one before it.
func (r *request) compared() (c compared, err error) {
	if c.shown, err = r.shown(); err != nil || len(c.shown.months) == 0 {
		return c, err
	}
	earliest := c.shown.months[len(c.shown.months)-1]
	if c.to, err = r.comparedMonth("to", c.shown, c.month); err != nil {
		return c, err
	}
	if c.from, err = r.comparedMonth("from", c.shown, max(earliest, c.to-1)); err != nil {
		return c, err
	}
	if c.from > c.to {
		c.from, c.to = c.to, c.from
	}
	c.each = r.choice("show", views.CompareEach) != ""
	if c.months = []programme.Month{c.from, c.to}; c.each {
		c.from = max(c.from, c.to-comparedMonths+1)
		c.months = nil
		for m := c.from; m <= c.to; m++ {
			c.months = append(c.months, m)
		}
	}
	c.progress, err = r.Store.ProgressIn(r.ctx(), r.who.Account, c.months)
	return c, err
}

// comparedMonth reads one of the months; one without facts is not found.
func (r *request) comparedMonth(name string, s shown, otherwise programme.Month) (programme.Month, error) {
	m, err := r.monthOf(r.QueryParam(name))
	switch {
	case err != nil:
		return 0, err
	case m == nil:
		return otherwise, nil
	case !slices.Contains(s.months, *m):
		return 0, store.ErrNotFound
	}
	return *m, nil
}

// compareFile is the same as a file: a row for each requirement and month.
func compareFile(r *request) (file, error) {
	c, err := r.compared()
	if err != nil {
		return file{}, err
	}
	name := "compared"
	if len(c.months) > 0 {
		name = c.from.String() + "-to-" + c.to.String()
	}
	columns := []string{"competency", "metric", "products", "month", "level", "figure", "change"}
	return file{name: name, columns: columns, rows: func(write func(...any) error) error {
		for k := range c.p.Competencies {
			for n := range c.months {
				if err := c.write(k, n, write); err != nil {
					return err
				}
			}
		}
		return nil
	}}, nil
}

// write writes the figures of a competency in the month at place n, each with how it differs from the month
// before it in the file.
func (c compared) write(competency, n int, write func(...any) error) error {
	now := c.progress[n][competency]
	if now.Version == nil {
		return nil
	}
	for k, requirement := range now.Version.Requirements {
		metric := c.p.MetricOf(requirement)
		if err := write(c.p.Competencies[competency].ID, metric.ID, productIDs(c.p, requirement), now.Month.String(), c.p.LevelID(now.Level),
			amount(c.p, metric, now.Figures[k]), c.change(competency, n, k)); err != nil {
			return err
		}
	}
	return nil
}

// change is how a figure differs from the month before it in the file; empty where that has no such figure.
func (c compared) change(competency, n, k int) any {
	now := c.progress[n][competency]
	if n == 0 || c.progress[n-1][competency].Version == nil {
		return ""
	}
	before := c.progress[n-1][competency]
	place := slices.IndexFunc(before.Version.Requirements, func(r programme.Requirement) bool { return r.Measure == now.Version.Requirements[k].Measure })
	if place < 0 {
		return ""
	}
	more, err := programme.Add(now.Figures[k], -before.Figures[place])
	if err != nil {
		return ""
	}
	return amount(c.p, c.p.MetricOf(now.Version.Requirements[k]), more)
}
