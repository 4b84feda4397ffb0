package web

import (
	"fmt"
	"slices"

	"shimei/store/programme"
	"shimei/store/report"
	"shimei/views"
)

// mostWaiting is of how many things to do of a kind a home page counts; of more it says that there are more.
const mostWaiting = 50

// mostLeads is how many customers a sentence names.
const mostLeads = 3

// partnerHome is what the overview says first. Of a month that was, nothing is to be done.
func (r *request) partnerHome(s shown) (*views.PartnerHome, error) {
	through := r.basis.Through
	if through == nil || s.month != *through {
		return nil, nil
	}
	home := &views.PartnerHome{Month: s.month, Work: s.p.Work, Waiting: map[programme.WorkKind]views.WaitingRows{}}
	for k, progress := range s.all {
		if progress.Version != nil {
			home.Standings = append(home.Standings, standingOf(s, progress, s.trends[k]))
		}
	}
	waiting, err := r.waiting(home.Leading())
	if err != nil {
		return nil, err
	}
	home.Large = waiting.large
	for kind, w := range waiting.all {
		rows := views.WaitingRows{More: w.More}
		for _, x := range w.Items {
			rows.Rows = append(rows.Rows, workRow(s.p, x))
		}
		home.Waiting[kind] = rows
	}
	for k := range home.Standings {
		lead(s, &home.Standings[k], waiting.all)
	}
	return home, nil
}

// waitingKey is of what there is to do for a scope, with leads or without.
type waitingKey struct {
	scope string
	leads bool
}

// waitingWork is what there is to do, by kind; large where not all was looked for.
type waitingWork struct {
	all   map[programme.WorkKind]report.Waiting
	large bool
}

func (r *request) waiting(leads bool) (waitingWork, error) {
	scope := r.who.Scope()
	return remembered(r, waitingKey{fmt.Sprint(scope), leads}, func() (w waitingWork, err error) {
		w.all, w.large, err = r.Store.Waiting(r.ctx(), scope, leads, mostWaiting, report.MostLooked)
		return w, err
	})
}

// standingOf is how the account stands in a competency.
func standingOf(s shown, progress report.Progress, trend report.Trend) views.Standing {
	p, competency, v := s.p, s.p.Competencies[progress.Competency], progress.Version
	o := p.Outlook(v, s.month, progress.Figures, trend.Ahead)
	standing := views.Standing{ID: competency.ID, Name: competency.Name, Level: p.LevelID(o.Level), Falls: shortfalls(p, v, o.Falls), Short: shortfalls(p, v, o.Short)}
	if o.Next >= 0 {
		standing.Next = p.Levels[o.Next]
	}
	if o.Ends != nil {
		standing.Ends = views.TimeOf(p.End(*o.Ends-1)-1, p.Zone)
	}
	return standing
}

// lead adds the customers with whom more could be reached of the first figure that has any.
func lead(s shown, standing *views.Standing, waiting map[programme.WorkKind]report.Waiting) {
	place, _ := s.p.Competency(standing.ID)
	v := s.p.Competencies[place].VersionAt(s.month)
	for _, short := range append(slices.Clone(standing.Falls), standing.Short...) {
		if standing.Leads = leadsFor(s.p, v.Requirements[short.Requirement], waiting); len(standing.Leads) > 0 {
			return
		}
	}
}

func shortfalls(p *programme.Programme, v *programme.Version, all []programme.Shortfall) (list []views.Shortfall) {
	for _, x := range all {
		metric := p.MetricOf(v.Requirements[x.Requirement])
		list = append(list, views.Shortfall{Requirement: x.Requirement, Metric: metric.Name, Money: metric.Money(), Needed: x.Needed, Missing: x.Missing, Leaves: x.Leaves})
	}
	return list
}

// leadsFor are customers with whom more of a figure could be reached: with seats that nobody uses, or without the
// products that it counts.
func leadsFor(p *programme.Programme, requirement programme.Requirement, waiting map[programme.WorkKind]report.Waiting) []views.Lead {
	switch p.MetricOf(requirement).Fact {
	case programme.FactActiveUsers:
		return unusedBy(append(slices.Clone(waiting[programme.WorkUnassigned].Items), waiting[programme.WorkActivation].Items...), requirement.Products)
	case programme.FactCustomers, programme.FactSeatsSold:
		return lackedBy(waiting[programme.WorkLacking].Items, requirement.Products)
	}
	return nil
}

// unusedBy is the customer with the most seats of some products that are bought and not active.
func unusedBy(items []report.WorkItem, products []int) []views.Lead {
	type thing struct {
		tenant, subscription string
		product              int
	}
	seen, unused := map[thing]bool{}, map[string]int64{}
	var most views.Lead
	for _, x := range items {
		its := thing{x.TenantID, x.Subscription, x.Product}
		if seen[its] || !slices.Contains(products, x.Product) || x.Seats.Bought == nil || x.Seats.Active == nil {
			continue // one may stand in both lists
		}
		seen[its] = true
		unused[x.TenantID] += max(0, *x.Seats.Bought-*x.Seats.Active)
		if n := unused[x.TenantID]; n > most.Unused {
			most = views.Lead{Customer: x.Customer.Name, Unused: n}
		}
	}
	if most.Unused == 0 {
		return nil
	}
	return []views.Lead{most}
}

// lackedBy are customers that lack one of some products.
func lackedBy(items []report.WorkItem, products []int) (leads []views.Lead) {
	for _, x := range items {
		if len(leads) < mostLeads && slices.ContainsFunc(x.Lacks, func(product int) bool { return slices.Contains(products, product) }) {
			leads = append(leads, views.Lead{Customer: x.Customer.Name})
		}
	}
	return leads
}
