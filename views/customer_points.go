package views

import (
	"time"

	"shimei/store/programme"
)

// Renewing is a customer's subscriptions that are renewed soon, and not by themselves.
type Renewing struct {
	Count int64
	Days  int            // what soon is
	First programme.Text // the product of the first
	On    time.Time      // when that is renewed
}

// points say what a customer has to do, the most urgent first.
func (p SubscriptionsPage) points() (points []Point) {
	if p.ToAnswer > 0 {
		points = append(points, Point{Text: p.T("subscriptions.to_answer", "N", p.ToAnswer), Urgent: true, Path: AccessPath, Act: p.T("subscriptions.answer")})
	}
	if p.Without > p.AskedCount || p.Without > 0 && !p.MayNominate { // those that came by a move are named by themselves
		points = append(points, p.lacking())
	}
	if p.Renewing.Count > 0 {
		points = append(points, p.renewing())
	}
	if p.Without == 0 {
		points = append(points, Point{Text: p.T("subscriptions.all_done")})
	}
	return points
}

// lacking is to nominate for those that have no partner of record, by who may, or to see where they are: with the
// partner that most others have, where there is one.
func (p SubscriptionsPage) lacking() Point {
	t := Point{Text: p.T("subscriptions.without", "N", p.Without), Urgent: true, Lines: p.List.narrowed(SubscriptionFilter{Record: FilterNone}.Query())}
	t.Show, t.About = p.T("point.show"), p.T("record.none_yet")
	if p.Filter.Record != "" {
		t.Lines = ""
	}
	list := p.without()
	switch {
	case !p.MayNominate:
	case p.Usual != nil:
		t.Text = p.said(t.Text, p.T("usual.has", "Partner", p.Usual.Partner.label(p.L), "Has", p.Usual.Has, "Of", p.Usual.Of))
		t.Path, t.Act = p.Usual.path(), p.T("usual.act", "Name", p.Usual.Partner.Name, "N", len(p.Usual.Without))
	case len(list) > 0:
		t.Path, t.Act = NominateStep(NominatePath, list, ""), p.T("subscriptions.nominate_without")
	}
	return t
}

// renewing is to look at what does not renew itself.
func (p SubscriptionsPage) renewing() Point {
	list := p.List
	list.Sort = "renewal"
	return Point{Urgent: true, Act: p.T("point.see_renewals"), Path: list.narrowed(SubscriptionFilter{State: FilterOpen}.Query()),
		Text: p.said(p.T("point.renewals", "N", p.Renewing.Count, "Plus", "", "Days", p.Renewing.Days),
			p.T("point.own_renewal", "Product", p.L.Text(p.Renewing.First), "Date", p.date(p.Renewing.On)))}
}
