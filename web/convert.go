package web

import (
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

// What the store remembers, as the views print it.

func partnerRef(p directory.Partner) views.PartnerRef {
	return views.PartnerRef{ID: p.ID, Name: p.Name, Country: p.Country}
}

func optionalPartner(p *directory.Partner) *views.PartnerRef {
	if p == nil {
		return nil
	}
	ref := partnerRef(*p)
	return &ref
}

func partnerRefs(list []directory.Partner) []views.PartnerRef {
	refs := make([]views.PartnerRef, 0, len(list))
	for _, p := range list {
		refs = append(refs, partnerRef(p))
	}
	return refs
}

func present(p *programme.Programme, x *directory.PartnerOfRecord) *views.PartnerOfRecord {
	if x == nil {
		return nil
	}
	return &views.PartnerOfRecord{Key: x.Key, Partner: partnerRef(x.Partner), Since: x.From.In(p.Zone)}
}

func seats(s directory.Subscription) views.Seats {
	return views.Seats{Bought: s.Seats, Assigned: s.Assigned, Active: s.Active}
}

func subscriptionRow(p *programme.Programme, s directory.Subscription, now programme.Instant, ticked bool) views.SubscriptionRow {
	row := views.SubscriptionRow{ID: s.ID, Product: p.Products[s.Product].Name, Kind: s.Kind, Seats: seats(s),
		Present: present(p, s.Present), Nominable: s.Nominable(p, now) == nil, Ticked: ticked}
	if s.Renewal != nil {
		row.Renewal = views.TimeOf(*s.Renewal, p.Zone)
	}
	if s.End <= now {
		row.Ended = views.TimeOf(s.End, p.Zone)
	}
	return row
}

// state says whether an association is in effect at an instant.
func state(from, to, now programme.Instant) views.State {
	switch {
	case to <= now:
		return views.StateEnded
	case from > now:
		return views.StateScheduled
	}
	return views.StateInEffect
}

func association(p *programme.Programme, a directory.Association, now programme.Instant) views.Association {
	route := &p.Routes[a.Route]
	return views.Association{Partner: partnerRef(a.Partner), Route: route.Name, Scope: route.Scope, Since: a.From.In(p.Zone),
		Until: views.TimeOf(a.To, p.Zone), State: state(a.From, a.To, now), Benefits: route.Benefits}
}

func assignment(p *programme.Programme, a directory.Association, now programme.Instant) views.Assignment {
	row := views.Assignment{Key: a.Key, Customer: a.Customer, TenantID: a.TenantID, Subscription: a.Subscription,
		Route: p.Routes[a.Route].Name, Partner: partnerRef(a.Partner), From: a.From.In(p.Zone), To: views.TimeOf(a.To, p.Zone),
		State: state(a.From, a.To, now), Source: views.Source(a.Source), Reference: a.Reference, By: a.By}
	if a.Product >= 0 {
		row.Product = p.Products[a.Product].Name
	}
	return row
}

func timeline(p *programme.Programme, events []directory.Event) []views.Event {
	line := make([]views.Event, 0, len(events))
	for _, e := range events {
		v := views.Event{At: e.At.In(p.Zone), Kind: views.EventKind(e.Action), Source: views.Source(e.Source), By: e.By,
			Previous: optionalPartner(e.Earlier), Route: p.Routes[e.Route].Name, Reference: e.Reference}
		if e.Action == "" {
			v.Kind = map[bool]views.EventKind{true: views.EventOpened, false: views.EventEnded}[e.Opened]
		}
		if e.Partner != nil {
			v.Partner = partnerRef(*e.Partner)
		} else if e.Earlier != nil {
			v.Partner = partnerRef(*e.Earlier)
		}
		line = append(line, v)
	}
	return line
}
