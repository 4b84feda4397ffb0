package web

import (
	"slices"
	"time"

	"shimei/store/directory"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

// Requests as the pages of every audience show them.

// requestView is a request as lists show it.
func requestView(p *programme.Programme, q requests.Request, now programme.Instant) views.RequestView {
	route := &p.Routes[q.Route]
	v := views.RequestView{Reference: q.Reference, Way: q.Life.Way, State: q.Life.State, Due: due(p, &q.Life, now), Route: route.Name, Benefits: route.Benefits,
		Partner: partnerRef(q.Partner), Customer: q.CustomerName, TenantID: q.TenantID, Subscription: q.Subscription, Name: q.Name, Days: q.Life.Days,
		Would: would(p, &q, now), Begins: dayTime(p, q.Begins), Ends: dayTime(p, q.Ends), AskedAt: q.AskedAt.In(p.Zone), AskedBy: q.AskedBy,
		Objected: q.Life.ObjectionStands(), Version: q.Version, Association: q.Association}
	if q.Product >= 0 {
		v.Product = p.Products[q.Product].Name
	}
	if q.Association != 0 {
		v.Since, v.Until = views.TimeOf(q.From, p.Zone), views.TimeOf(q.To, p.Zone)
	}
	return v
}

// detailView is a request with what the person may do, and its history.
func (r *request) detailView(p *programme.Programme, d requests.Detail) views.RequestView {
	v := requestView(p, d.Request, r.now())
	v.Acts, v.History, v.Files = d.Acts, timeline(p, d.History), r.evidenceFiles(p, d)
	v.Another = r.waitsForAnother(d.Request)
	v.Extendable = r.who.Role.May(directory.ToAsk) && d.Life.Way == programme.WayDelegation && d.Life.State == programme.StateActive
	for k := range v.History {
		v.History[k].Reference = "" // which stands above
	}
	if len(v.History) > 0 && v.History[0].Asks() {
		v.Note, v.History[0].Request.Note = v.History[0].Request.Note, ""
	}
	return v
}

// waitsForAnother reports whether another admin has to decide, as the person asked for it.
func (r *request) waitsForAnother(q requests.Request) bool {
	return q.Life.Way == programme.WayCorrection && q.Life.State == programme.StateSubmitted && q.Life.AskedBy == r.who.Key
}

// due is the last day of a state, or nil where it goes on, is over, or leads to nothing any more.
func due(p *programme.Programme, l *programme.Life, now programme.Instant) *time.Time {
	if l.Due == programme.NoEnd || l.Due <= now || l.State == programme.StateRejected && l.Disputed {
		return nil
	}
	return lastDay(p, l.Due)
}

// dueCell is the end of a state in a file, nil where the page shows none.
func dueCell(p *programme.Programme, l *programme.Life, now programme.Instant) any {
	if due(p, l, now) == nil {
		return nil
	}
	return moment(l.Due, p.Zone)
}

// lastDay is the last day before an end: ends lie at the midnight after it.
func lastDay(p *programme.Programme, end programme.Instant) *time.Time {
	return views.TimeOf(end-1, p.Zone)
}

// would is the last day of a delegation, or of one that is extended, if it is accepted now.
func would(p *programme.Programme, q *requests.Request, now programme.Instant) *time.Time {
	switch {
	case q.Life.State != programme.StateProposed:
		return nil
	case q.Life.Way == programme.WayDelegation:
		return lastDay(p, p.In(now, q.Life.Days))
	case q.Life.Way == programme.WayExtension && q.To != programme.NoEnd:
		return lastDay(p, longer(p, q.To, q.Life.Days))
	}
	return nil
}

// longer is an end that an extension makes later by some days.
func longer(p *programme.Programme, end programme.Instant, days int) programme.Instant {
	return p.Midnight(p.DayAt(end) + programme.Day(days))
}

// dayTime is a day that may be absent as an optional time.
func dayTime(p *programme.Programme, d *programme.Day) *time.Time {
	if d == nil {
		return nil
	}
	return views.TimeOf(p.Midnight(*d), p.Zone)
}

// requestChange is what an event says of a request; nil where it is not of one.
func requestChange(e directory.Event) *views.RequestChange {
	if e.Subject.Of != directory.ARequest {
		return nil
	}
	after := e.After.Values
	return &views.RequestChange{Way: programme.Way(after["way"]), Before: programme.State(e.Before.Values["state"]), After: programme.State(after["state"]),
		Reason: after["reason"], Note: after["note"], Was: keptSpan(e.Before.Values), Is: keptSpan(after)}
}

// keptSpan is when an association was in effect as an event keeps it; nil where it keeps none.
func keptSpan(values map[string]string) *views.Span {
	from, err := time.Parse(time.DateOnly, values["from"])
	if err != nil {
		return nil
	}
	s := &views.Span{From: from}
	if to, err := time.Parse(time.DateOnly, values["to"]); err == nil {
		s.To = &to
	}
	return s
}

// shownRequest reads a request as the person sees it.
func (r *request) shownRequest() (requests.Detail, *programme.Programme, error) {
	p, err := r.programme()
	if err != nil {
		return requests.Detail{}, nil, err
	}
	d, err := r.Store.Request(r.ctx(), r.who, r.id("reference"))
	return d, p, err
}

// actor is who the person is toward requests.
func (r *request) actor() programme.Actor { return requests.Of(r.who) }

// knownAct reports whether there is such an act at all.
func knownAct(act programme.Act) bool { return slices.Contains(programme.Acts(), act) }
