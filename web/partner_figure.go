package web

import (
	"fmt"
	"slices"
	"strconv"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

// monthsOf returns the months with facts, latest first.
func monthsOf(f report.Freshness) []programme.Month {
	if f.Latest == nil {
		return nil
	}
	months := make([]programme.Month, 0, *f.Latest-*f.Earliest+1)
	for m := *f.Latest; m >= *f.Earliest; m-- {
		months = append(months, m)
	}
	return months
}

// shown is the subject of a partner's page: a month, and in it the global account that the
// person's partner is, or belongs to.
type shown struct {
	months  []programme.Month // those with facts, latest first
	month   programme.Month
	p       *programme.Programme
	all     []report.Progress // by competency, in the programme's order
	trends  []report.Trend    // likewise
	soFar   [][]*int64        // by competency and requirement, in the month in progress
	begun   programme.Month   // that month; 0 for none
	pending report.Pending
	account directory.Partner
}

func (r *request) shown() (shown, error) {
	month, err := r.month()
	if err != nil {
		return shown{}, err
	}
	o, err := r.overview(month)
	if err != nil {
		return shown{}, err
	}
	r.basis = &o.Basis
	if r.who.Chosen { // it tells of single associations, which may be those of other locations
		o.Pending = report.Pending{}
	}
	s := shown{months: monthsOf(o.Freshness), month: o.Month, p: o.Programme, all: o.Progress, trends: o.Trends, soFar: o.SoFar, pending: o.Pending, account: o.Account}
	if len(o.InProgress) > 0 {
		s.begun = o.InProgress[0].Month
	}
	return s, nil
}

// overviewKey is of what an account's figures at a month are; 0 is the month that they are of without one.
type overviewKey struct {
	account int64
	month   programme.Month
}

func (r *request) overview(month *programme.Month) (report.Overview, error) {
	key := overviewKey{account: r.who.Account}
	if month != nil {
		key.month = *month
	}
	return remembered(r, key, func() (report.Overview, error) { return r.Store.Overview(r.ctx(), r.who.Account, month) })
}

// cards are the account's competencies with their trends, where any month has facts.
func (s shown) cards() []views.CompetencyCard {
	cards := make([]views.CompetencyCard, 0, len(s.all))
	for k, progress := range s.all {
		card, t := views.NewCompetencyCard(s.p, progress.Competency, s.month, progress.Figures), s.trends[k]
		for i := range card.Requirements {
			card.Requirements[i] = card.Requirements[i].WithTrend(t.First, s.months[len(s.months)-1], t.Past[i], t.Ahead[i])
			if soFar := s.soFar[k]; soFar != nil && soFar[i] != nil {
				card.Requirements[i].SoFar = &views.TrendPoint{Month: s.begun, Figure: soFar[i]}
			}
		}
		cards = append(cards, card)
	}
	return cards
}

// figure is one figure of the account: the credit for a requirement of a competency.
type figure struct {
	shown
	competency, requirement int // places, from 0
	metric                  *programme.Metric
	query                   report.FigureQuery
}

// figure reads which figure is asked for; without one it is the first that there is.
func (r *request) figure(s shown, choices []views.CreditChoice) (f figure, err error) {
	f.shown = s
	id := r.QueryParam("competency")
	if id == "" && len(choices) > 0 {
		id = choices[0].ID
	}
	var known bool
	f.competency, known = s.p.Competency(id)
	if !known || len(s.months) == 0 || !slices.ContainsFunc(choices, func(c views.CreditChoice) bool { return c.ID == id }) {
		return f, store.ErrNotFound
	}
	if text := r.QueryParam("requirement"); text != "" {
		f.requirement, err = strconv.Atoi(text)
	}
	if err != nil || f.requirement < 0 || f.requirement >= len(f.progress().Version.Requirements) {
		return f, store.ErrNotFound
	}
	f.metric = s.p.MetricOf(f.progress().Version.Requirements[f.requirement])
	f.query = report.FigureQuery{Scope: r.who.Scope(), Month: s.month, Competency: f.competency, Requirement: f.requirement}
	return f, nil
}

// figureAsked is figure for a page, or a file, that is nothing without one.
func (r *request) figureAsked() (figure, error) {
	s, err := r.shown()
	if err != nil {
		return figure{}, err
	}
	return r.figure(s, views.CreditChoices(s.p, s.month))
}

func (f figure) progress() report.Progress { return f.all[f.competency] }

// id is that of the competency.
func (f figure) id() string { return f.p.Competencies[f.competency].ID }

// total is what the figure comes to.
func (f figure) total() int64 { return f.progress().Figures[f.requirement] }

// from is the first month of the window that the figure counts.
func (f figure) from() programme.Month { return f.month - programme.Month(f.metric.Months) + 1 }

// linesIn returns the address of the lines of the same figure in another month; empty where no requirement of
// that month is measured so.
func (f figure) linesIn(m programme.Month) string {
	v := f.p.Competencies[f.competency].VersionAt(m)
	if v == nil {
		return ""
	}
	measure := f.progress().Version.Requirements[f.requirement].Measure
	k := slices.IndexFunc(v.Requirements, func(r programme.Requirement) bool { return r.Measure == measure })
	if k < 0 {
		return ""
	}
	return views.LinesOf(m, f.id(), k)
}

// name names a file about the figure.
func (f figure) name() string { return fmt.Sprintf("%s-%s-%s", f.month, f.id(), f.metric.ID) }
