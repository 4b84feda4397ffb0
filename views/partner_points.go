package views

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"shimei/store/programme"
)

// PartnerHome is what a partner's home page says first.
type PartnerHome struct {
	Month     programme.Month // that figures are of
	Standings []Standing      // of the competencies that have requirements then
	Waiting   map[programme.WorkKind]WaitingRows
	Work      programme.Work
	Large     bool // renewals and seats of so many customers are in the work list alone
}

// WaitingRows are the first things to do of a kind.
type WaitingRows struct {
	Rows []WorkRow
	More bool // there are others
}

// Standing is how a partner stands in a competency.
type Standing struct {
	ID    string
	Name  programme.Text
	Level string      // the level's id, or programme.NoLevel
	Ends  *time.Time  // the last day of the level, if nothing new comes; nil for none that is known
	Falls []Shortfall // what is missing for the level after that
	Next  string      // id of the level above; empty where there is none
	Short []Shortfall // what is missing for it
	Leads []Lead      // customers with whom more could be reached
}

// Shortfall is a figure that is less than a level asks for.
type Shortfall struct {
	Requirement             int // its place in the version
	Metric                  programme.Text
	Money                   bool // amounts are minor units
	Needed, Missing, Leaves int64
}

// Lead is a customer that has more to give for a figure.
type Lead struct {
	Customer string
	Unused   int64 // seats that nobody uses; 0 where it does not have what is counted
}

// nearFrom is the part of what a level asks for, in percent, from which it is said to be near; and mostNear
// is of how many competencies it is said.
const (
	nearFrom = 50
	mostNear = 3
)

// points are the sentences, the most urgent first.
func (h PartnerHome) points(f Frame) (points []Point) {
	points = append(points, h.givenBack(f)...)
	for _, s := range h.Standings {
		if s.Ends != nil {
			points = append(points, s.ending(f, h.Month))
		}
	}
	points = append(points, h.renewals(f)...)
	for _, s := range h.near() {
		points = append(points, s.short(f, h.Month))
	}
	points = append(points, h.nominations(f)...)
	if h.Large {
		points = append(points, Point{Text: f.T("point.large"), Path: WorkPath, Act: f.T("point.see_work")})
	}
	if len(points) == 0 {
		points = []Point{{Text: f.T("point.calm")}}
	}
	return points
}

// Leading reports whether any sentence names customers with whom more could be reached.
func (h PartnerHome) Leading() bool {
	return len(h.near()) > 0 || slices.ContainsFunc(h.Standings, func(s Standing) bool { return s.Ends != nil })
}

// levels says which levels are held.
func (h PartnerHome) levels(f Frame) string {
	var held []string
	for _, s := range h.Standings {
		if s.Level != programme.NoLevel {
			held = append(held, f.T("point.level_in", "Level", f.L.Term("level", s.Level), "Competency", f.L.Text(s.Name)))
		}
	}
	if len(held) == 0 {
		return f.T("point.no_level", "Month", f.L.Month(h.Month))
	}
	return f.T("point.levels", "Month", f.L.Month(h.Month), "List", strings.Join(held, f.T("list.separator")))
}

// givenBack are the requests to which something is missing.
func (h PartnerHome) givenBack(f Frame) []Point {
	w := h.Waiting[programme.WorkRequest]
	if len(w.Rows) == 0 {
		return nil
	}
	first, due := w.Rows[0], ""
	for _, r := range w.Rows {
		if r.Due != nil && (first.Due == nil || r.Due.Before(*first.Due)) {
			first = r
		}
	}
	if first.Due != nil {
		due = f.T("point.answer_by", "Date", f.date(*first.Due))
	}
	p := Point{Urgent: true, Act: f.T("point.answer"), Path: RequestPath(Partner, first.Reference),
		Text: f.said(f.T("point.given_back", "N", len(w.Rows), "Plus", plus(w.More), "Customer", first.Customer), due)}
	if len(w.Rows) > 1 {
		p.Path = workOfKind(programme.WorkRequest)
	}
	return []Point{p}
}

// renewals are the subscriptions that are renewed soon, and not by themselves.
func (h PartnerHome) renewals(f Frame) []Point {
	w := h.Waiting[programme.WorkRenewal]
	if len(w.Rows) == 0 {
		return nil
	}
	first := slices.MinFunc(w.Rows, func(a, b WorkRow) int { return a.Renewal.Compare(*b.Renewal) })
	text := f.T("point.renewals", "N", len(w.Rows), "Plus", plus(w.More), "Days", h.Work.RenewalDays)
	if !w.More { // of others an earlier one may be
		text = f.said(text, f.T("point.first_renewal", "Customer", first.Customer, "Product", f.L.Text(first.Product), "Date", f.L.Date(*first.Renewal)))
	}
	return []Point{{Text: text, Urgent: true, Act: f.T("point.see_renewals"), Path: workOfKind(programme.WorkRenewal)}}
}

// nominations are those of the last days.
func (h PartnerHome) nominations(f Frame) []Point {
	w := h.Waiting[programme.WorkNomination]
	if len(w.Rows) == 0 {
		return nil
	}
	last := slices.MaxFunc(w.Rows, func(a, b WorkRow) int { return a.Since.Compare(b.Since) })
	return []Point{{Act: f.T("point.see_nominations"), Path: workOfKind(programme.WorkNomination),
		Text: f.T("point.nominations", "N", len(w.Rows), "Plus", plus(w.More), "Days", h.Work.NewDays, "Customer", last.Customer)}}
}

func workOfKind(kind programme.WorkKind) string {
	return withQuery(WorkPath, WorkFilter{Kind: string(kind)}.Query())
}

// ending says when a level is over, and why.
func (s Standing) ending(f Frame, month programme.Month) Point {
	level, name := f.L.Term("level", s.Level), f.L.Text(s.Name)
	said := []string{f.T("point.ends", "Level", level, "Competency", name, "Date", f.date(*s.Ends))}
	for _, x := range s.Falls {
		said = append(said, f.T("point.falls", "Metric", f.L.Text(x.Metric), "Missing", f.amount(x.Missing, x.Money), "Leaves", f.amount(x.Leaves, x.Money)))
	}
	return Point{Text: f.said(append(said, s.leads(f))...), Urgent: true, Act: f.T("point.keep", "Level", level), Path: WhatIfOf(month, s.ID),
		Lines: CreditOf(month, s.ID, s.Falls[0].Requirement), About: name}
}

// short says what is missing for the next level.
func (s Standing) short(f Frame, month programme.Month) Point {
	level, name := f.L.Term("level", s.Next), f.L.Text(s.Name)
	var each []string
	for _, x := range s.Short {
		each = append(each, f.T("point.stands", "Metric", f.L.Text(x.Metric), "Now", f.amount(x.Needed-x.Missing, x.Money), "Needed", f.amount(x.Needed, x.Money)))
	}
	text := f.T("point.needs", "Level", level, "Competency", name, "List", strings.Join(each, f.T("list.separator")))
	if x := s.Short[0]; len(s.Short) == 1 {
		text = f.T("point.needs_one", "Level", level, "Competency", name, "Missing", f.amount(x.Missing, x.Money), "Stands", each[0])
	}
	return Point{Text: f.said(text, s.leads(f)), Act: f.T("point.reach", "Level", level), Path: WhatIfOf(month, s.ID),
		Lines: CreditOf(month, s.ID, s.Short[0].Requirement), About: name}
}

// leads names the customers with whom more could be reached.
func (s Standing) leads(f Frame) string {
	if len(s.Leads) == 0 {
		return ""
	}
	if first := s.Leads[0]; first.Unused > 0 {
		return f.T("point.unused", "N", first.Unused, "Customer", first.Customer)
	}
	var names []string
	for _, lead := range s.Leads {
		names = append(names, lead.Customer)
	}
	return f.T("point.lacks", "N", len(names), "Customers", strings.Join(names, f.T("list.separator")))
}

// near are the competencies whose next level is nearest, the nearest first.
func (h PartnerHome) near() []Standing {
	var near []Standing
	for _, s := range h.Standings {
		if len(s.Short) > 0 && s.reached() >= nearFrom {
			near = append(near, s)
		}
	}
	slices.SortStableFunc(near, func(a, b Standing) int { return cmp.Compare(b.reached(), a.reached()) })
	return near[:min(len(near), mostNear)]
}

// reached is how much of what the next level asks for there is, in percent: of the figure that has least.
func (s Standing) reached() int64 {
	least := int64(100)
	for _, x := range s.Short {
		part := int64(float64(x.Needed-x.Missing) / float64(x.Needed) * 100) // the product may be beyond 2^63
		least = min(least, part)
	}
	return least
}
