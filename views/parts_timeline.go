package views

import "shimei/store/programme"

// what says in words what an event was. Partners are named with their ids, because two of
// them may share a name.
func (e Event) what(l *Locale) string {
	switch {
	case e.Request != nil:
		return e.Request.what(l, e)
	case e.Ending != nil:
		return l.T("event.ended_by_vendor", "Partner", e.Partner.label(l), "Route", l.Text(e.Route))
	case e.Kind == EventMovedAway:
		return l.T("event.moved_away")
	case e.Kind == EventMovedHere:
		return l.T("event.moved_here")
	case e.Kind == EventChanged && e.Previous != nil:
		return l.T("event.changed", "Previous", e.Previous.label(l), "Partner", e.Partner.label(l))
	case e.Kind == EventNominated || e.Kind == EventChanged:
		return l.T("event.nominated", "Partner", e.Partner.label(l))
	case e.Kind == EventRemoved:
		return l.T("event.removed", "Partner", e.Partner.label(l))
	case e.Kind == EventEnded:
		return l.T("event.ended", "Partner", e.Partner.label(l), "Route", l.Text(e.Route))
	}
	return l.T("event.opened", "Partner", e.Partner.label(l), "Route", l.Text(e.Route))
}

// confirmed reports whether the event has a confirmation to open: a removal has none.
func (e Event) confirmed() bool {
	return e.Reference != "" && (e.Kind == EventNominated || e.Kind == EventChanged)
}

// origin says in words who or what an event came from. What ended without a person, a file ended; so is a claim
// without a person's nomination.
func (e Event) origin(l *Locale) string {
	if e.Request != nil && e.By == "" && e.Kind == EventKind(programme.ActSupersede) {
		return originOf(l, SourceImport, "")
	}
	if e.Request != nil && e.By == "" {
		return l.T("origin.clock")
	}
	if e.Ending != nil {
		return originOf(l, SourcePerson, e.By)
	}
	if e.Kind == EventEnded && e.Source == SourcePerson {
		return originOf(l, SourceImport, e.By)
	}
	return originOf(l, e.Source, e.By)
}

func originOf(l *Locale, s Source, by string) string {
	switch {
	case s == SourceSales:
		return l.T("origin.sale")
	case s == SourceAsked && by != "":
		return l.T("origin.request_by", "Name", by)
	case s == SourceAsked:
		return l.T("origin.request")
	case s == SourceImport && by != "":
		return l.T("origin.import_by", "Name", by)
	case s == SourceImport:
		return l.T("origin.import")
	case by != "":
		return l.T("origin.person", "Name", by)
	}
	return l.T("origin.unknown")
}

// label names a partner with its id inside a sentence.
func (p PartnerRef) label(l *Locale) string {
	if p.Name == "" {
		return p.ID
	}
	return l.T("partner.label", "Name", p.Name, "ID", p.ID)
}
