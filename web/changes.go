package web

import (
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

// Changes of associations, which the activity of a customer and the audit both list.

func change(p *programme.Programme, c directory.Change) views.Change {
	row := views.Change{Event: timeline(p, []directory.Event{c.Event})[0], Subscription: c.Subscription}
	if c.Product >= 0 {
		row.Product = p.Products[c.Product].Name
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

var changeColumns = []string{"at", "kind", "subscription_id", "product", "route", "before_id", "before", "after_id", "after", "source", "by", "reference"}

func changeCells(p *programme.Programme, c directory.Change) []any {
	kind := string(c.Action)
	before, after := c.Earlier, c.Partner
	switch {
	case c.Action == "" && c.Opened:
		kind = directory.Opened
	case c.Action == "":
		kind, before, after = directory.Ended, c.Partner, nil
	}
	cells := []any{moment(c.At, p.Zone), kind, c.Subscription, productID(p, c.Product), p.Routes[c.Route].ID, nil, nil, nil, nil, c.Source, c.By, c.Reference}
	if before != nil {
		cells[5], cells[6] = before.ID, before.Name
	}
	if after != nil {
		cells[7], cells[8] = after.ID, after.Name
	}
	return cells
}
