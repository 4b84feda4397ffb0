package web

import (
	"slices"

	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

// Changes of associations, which the activity of a customer and the audit both list.

func change(p *programme.Programme, e directory.Event) views.Change {
	row := views.Change{Event: timeline(p, []directory.Event{e})[0], Subscription: e.Subscription}
	if e.Product >= 0 {
		row.Product = p.Products[e.Product].Name
	}
	return row
}

func timeline(p *programme.Programme, events []directory.Event) []views.Event {
	line := make([]views.Event, 0, len(events))
	for _, e := range events {
		v := views.Event{At: e.At.In(p.Zone), Kind: views.EventKind(e.Kind), Source: views.Source(e.Source), By: e.By.Name, Reference: e.Reference,
			Request: requestChange(e), Ending: ending(e)}
		if route := routeOf(p, e); route >= 0 {
			v.Route = p.Routes[route].Name
		}
		if e.Kind.ByPerson() {
			v.Previous = optionalPartner(e.Before.Partner)
		}
		if e.After.Partner != nil {
			v.Partner = partnerRef(*e.After.Partner)
		} else if e.Before.Partner != nil {
			v.Partner = partnerRef(*e.Before.Partner)
		}
		line = append(line, v)
	}
	return line
}

// ending is why an admin ended what came of no request; nil for any other event.
func ending(e directory.Event) *views.Ending {
	if e.Subject.Of != directory.AnAssociation || e.Kind != directory.Kind(programme.ActEnd) {
		return nil
	}
	return &views.Ending{Reason: e.After.Values["reason"], Note: e.After.Values["note"]}
}

// routeOf is the route of what an event is of, as a place in the programme; -1 for a move, and for what is of no association.
func routeOf(p *programme.Programme, e directory.Event) int {
	switch {
	case e.Kind.Moves(), e.Subject.Of == directory.ACustomer:
		return -1
	case e.Subject.Of == directory.ARequest:
		if route, known := p.Route(e.After.Values["route"]); known {
			return route
		}
		return -1
	}
	return e.Route
}

var changeColumns = []string{"at", "kind", "subscription_id", "product", "route", "before_id", "before", "after_id", "after", "source", "by", "reference",
	"way", "state_before", "state", "reason", "note"}

// changeCells are a change as an audience may read it: the partner that a request is of stands where one
// that came stands.
func changeCells(p *programme.Programme, e directory.Event, a views.Audience) []any {
	cells := []any{moment(e.At, p.Zone), string(e.Kind), e.Subscription, productID(p, e.Product), nil, nil, nil, nil, nil, e.Source, e.By.Name, e.Reference,
		nil, nil, nil, nil, nil}
	if route := routeOf(p, e); route >= 0 {
		cells[4] = p.Routes[route].ID
	}
	if c := requestChange(e); c != nil {
		cells[12], cells[13], cells[14] = string(c.Way), string(c.Before), string(c.After)
		if a == views.Admin || slices.Contains(views.Ways, c.Way) || e.Kind == directory.Kind(programme.ActEnd) { // why it is over both sides are told
			cells[15], cells[16] = c.Reason, c.Note
		}
	}
	if why := ending(e); why != nil {
		cells[15], cells[16] = why.Reason, why.Note
	}
	if e.Before.Partner != nil {
		cells[5], cells[6] = e.Before.Partner.ID, e.Before.Partner.Name
	}
	if e.After.Partner != nil {
		cells[7], cells[8] = e.After.Partner.ID, e.After.Partner.Name
	}
	return cells
}
