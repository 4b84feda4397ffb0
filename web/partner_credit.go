package web

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"shimei/store"
	"shimei/store/programme"
	"shimei/views"
)

// months returns the months with facts, latest first.
func (r *request) months() ([]programme.Month, error) {
	b, err := r.standsOn()
	return monthsOf(b.Freshness), err
}

func monthsOf(f store.Freshness) []programme.Month {
	if f.Through == nil {
		return nil
	}
	months := make([]programme.Month, 0, *f.Through-*f.Earliest+1)
	for m := *f.Through; m >= *f.Earliest; m-- {
		months = append(months, m)
	}
	return months
}

// chosenMonth returns the query's month, or the latest with facts.
func (r *request) chosenMonth(months []programme.Month) (programme.Month, error) {
	m, err := r.month()
	switch {
	case err != nil:
		return 0, err
	case m != nil:
		return *m, nil
	case len(months) > 0:
		return months[0], nil
	}
	return 0, nil
}

// shown is what a partner's page is about: a month, and in it the global account that the
// person's partner is, or belongs to.
type shown struct {
	months  []programme.Month // those with facts, latest first
	month   programme.Month
	p       *programme.Programme
	all     []store.Progress // by competency, in the programme's order
	trends  []store.Trend    // likewise
	account store.Partner
}

func (r *request) shown() (shown, error) {
	month, err := r.month()
	if err != nil {
		return shown{}, err
	}
	o, err := r.Store.Overview(r.Request().Context(), r.who.Account, month)
	if err != nil {
		return shown{}, err
	}
	r.basis = &o.Basis
	return shown{months: monthsOf(o.Freshness), month: o.Month, p: o.Programme, all: o.Progress, trends: o.Trends, account: o.Account}, nil
}

func overviewPage(r *request) (templ.Component, error) {
	s, err := r.shown()
	if err != nil {
		return nil, err
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.OverviewPage{Frame: f, Account: partnerRef(s.account), Month: s.month, Months: s.months}
	if len(s.months) == 0 {
		return page.Page(), nil
	}
	page.Competencies = s.cards()
	return page.Page(), nil
}

// cards are the account's competencies with their trends, where any month has facts.
func (s shown) cards() []views.CompetencyCard {
	cards := make([]views.CompetencyCard, 0, len(s.all))
	for k, one := range s.all {
		card, t := views.NewCompetencyCard(s.p, one.Competency, s.month, one.Figures), s.trends[k]
		for i := range card.Requirements {
			card.Requirements[i] = card.Requirements[i].WithTrend(t.First, s.months[len(s.months)-1], t.Past[i], t.Ahead[i])
		}
		cards = append(cards, card)
	}
	return cards
}

func creditPage(r *request) (templ.Component, error) {
	s, err := r.shown()
	if err != nil {
		return nil, err
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.CreditPage{Frame: f, Account: partnerRef(s.account), Month: s.month, Months: s.months,
		Choices: views.CreditChoices(s.p, s.month)}
	if len(s.months) == 0 || len(page.Choices) == 0 {
		return page.Page(), nil
	}
	at, err := r.figure(s.p, s.month, page.Choices)
	if err != nil {
		return nil, err
	}
	one := s.all[at.competency]
	metric := s.p.MetricOf(one.Version.Requirements[at.requirement])
	page.Competency, page.Requirement = s.p.Competencies[at.competency].ID, at.requirement
	page.List = views.List{Path: views.CreditPath, Query: views.FigureQuery(s.month, page.Competency, page.Requirement), After: r.QueryParam("after")}
	page.Money, page.Total = metric.Money(), one.Figures[at.requirement]
	cards := s.cards()
	page.Trend = cards[at.competency].Requirements[at.requirement].Trend
	page.Multiples = views.NewMultiples(cards, s.month, page.Competency, at.requirement)
	page.From, page.To = s.month-programme.Month(metric.Months)+1, s.month
	rows, next, err := r.Store.CreditRows(r.Request().Context(), store.FigureQuery{Account: one.Account.Key, Month: s.month,
		Competency: at.competency, Requirement: at.requirement}, cursor(page.List.After), pageRows)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		page.Rows = append(page.Rows, creditRow(s.p, row))
	}
	page.List.Next = cursorOf(next)
	return page.Page(), nil
}

type figure struct{ competency, requirement int }

// figure reads which figure is asked for: without one it is the first that there is.
func (r *request) figure(p *programme.Programme, m programme.Month, choices []views.CreditChoice) (at figure, err error) {
	id := r.QueryParam("competency")
	if id == "" {
		id = choices[0].ID
	}
	var known bool
	if at.competency, known = p.Competency(id); !known || !slices.ContainsFunc(choices, func(c views.CreditChoice) bool { return c.ID == id }) {
		return at, store.ErrNotFound
	}
	if text := r.QueryParam("requirement"); text != "" {
		at.requirement, err = strconv.Atoi(text)
	}
	if err != nil || at.requirement < 0 || at.requirement >= len(p.Competencies[at.competency].VersionAt(m).Requirements) {
		return at, store.ErrNotFound
	}
	return at, nil
}

func creditRow(p *programme.Programme, row store.CreditRow) views.CreditRow {
	v := views.CreditRow{Customer: row.Customer.Name, TenantID: row.TenantID, Counted: p.Routes[row.Route].Name,
		Locations: partnerRefs(row.Locations), Amount: row.Amount}
	for _, route := range row.Others {
		v.Others = append(v.Others, p.Routes[route].Name)
	}
	return v
}
