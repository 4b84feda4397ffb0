package web

import (
	"time"

	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

// Values of the store as several pages print them. Those of one page stand beside it.

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
	return &views.PartnerOfRecord{Key: x.Key, Partner: partnerRef(x.Partner), Since: x.From.In(p.Zone), Public: !x.Partner.Suspended}
}

func seats(s directory.Subscription) views.Seats {
	return views.Seats{Bought: s.Seats, Assigned: s.Assigned, Active: s.Active}
}

func togetherRows(p *programme.Programme, all []directory.Together) (rows []views.Together) {
	for _, x := range all {
		rows = append(rows, views.Together{Product: p.Products[x.Product].Name, Month: x.Month,
			Seats: views.Seats{Bought: x.Available, Assigned: x.Assigned, Active: x.Active}})
	}
	return rows
}

func subscriptionRow(p *programme.Programme, s directory.Subscription, now programme.Instant, ticked bool) views.SubscriptionRow {
	row := views.SubscriptionRow{ID: s.ID, Product: p.Products[s.Product].Name, Kind: s.Kind, Seats: seats(s), Start: s.Start.In(p.Zone),
		Present: present(p, s.Present), Nominable: s.Nominable(p, now) == nil, Ticked: ticked, Renewal: timeOf(s.Renewal, p.Zone)}
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

func associationRow(p *programme.Programme, a directory.Association, now programme.Instant) views.AssociationRow {
	row := views.AssociationRow{Key: a.Key, Customer: a.Customer, TenantID: a.TenantID, Subscription: a.Subscription,
		Route: p.Routes[a.Route].Name, Partner: partnerRef(a.Partner), From: a.From.In(p.Zone), To: views.TimeOf(a.To, p.Zone),
		State: state(a.From, a.To, now), Source: views.Source(a.Source), Reference: a.Reference, By: a.By, ImportID: a.Import}
	if a.Product >= 0 {
		row.Product = p.Products[a.Product].Name
	}
	return row
}

// routeNames are the names of routes, by their places in the programme.
func routeNames(p *programme.Programme, routes []int) (names []programme.Text) {
	for _, route := range routes {
		names = append(names, p.Routes[route].Name)
	}
	return names
}

// routeOptions are the routes to choose from.
func routeOptions(p *programme.Programme) (options []views.Option) {
	for _, x := range p.Routes {
		options = append(options, views.Option{ID: x.ID, Name: x.Name})
	}
	return options
}

// productOptions are the products to choose from.
func productOptions(p *programme.Programme) (options []views.Option) {
	for _, x := range p.Products {
		options = append(options, views.Option{ID: x.ID, Name: x.Name})
	}
	return options
}

// timeOf is an instant that may be absent as an optional time.
func timeOf(i *programme.Instant, zone *time.Location) *time.Time {
	if i == nil {
		return nil
	}
	return views.TimeOf(*i, zone)
}
