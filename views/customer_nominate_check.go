package views

import "strconv"

// nominable returns the subscriptions that take a partner of record.
func (p NominateChoosePage) nominable() []SubscriptionRow {
	var rows []SubscriptionRow
	for _, r := range p.Rows {
		if r.Nominable {
			rows = append(rows, r)
		}
	}
	return rows
}

// present says who a subscription's partner of record is, in a line of its own.
func (r SubscriptionRow) present(f Frame) string {
	if r.Present == nil {
		return f.T("nominate.present_none")
	}
	return f.T("nominate.present", "Partner", r.Present.Partner.label(f.L), "Date", f.date(r.Present.Since))
}

// accepted reports whether the id that was checked can be nominated.
func (p NominatePartnerPage) accepted() bool { return p.Checked != nil && p.Checked.Refusal == "" }

// errors returns why the id that was checked is refused.
func (p NominatePartnerPage) errors() []FieldError {
	if p.Checked == nil || p.Checked.Refusal == "" {
		return nil
	}
	name := p.Checked.Partner.Name
	if name == "" {
		name = p.Checked.Partner.ID
	}
	return []FieldError{{Field: "partner", Message: p.T("refusal."+p.Checked.Refusal, "Name", name)}}
}

func idsOf(list []ChosenSubscription) []string {
	ids := make([]string, 0, len(list))
	for _, s := range list {
		ids = append(ids, s.ID)
	}
	return ids
}

func (p NominateMeaningPage) ids() []string { return idsOf(p.Subscriptions) }
func (p NominateCheckPage) ids() []string   { return idsOf(p.Subscriptions) }

// onward is the next step: to choose subscriptions where none is chosen yet.
func (p NominateMeaningPage) onward() string {
	if len(p.Subscriptions) == 0 {
		return NominateStep(NominatePath, nil, p.Partner.ID)
	}
	return NominateStep(NominateCheckPath, p.ids(), p.Partner.ID)
}

func (p NominateMeaningPage) onwardText() string {
	if len(p.Subscriptions) == 0 {
		return p.T("meaning.choose")
	}
	return p.T("form.continue")
}

// replaces says whom a nomination of partner replaces on the subscription.
func (s ChosenSubscription) replaces(f Frame, partner PartnerRef) string {
	switch {
	case s.Present == nil:
		return f.T("meaning.replaces_nobody")
	case s.Present.Partner.ID == partner.ID:
		return f.T("meaning.replaces_same", "Name", s.Present.Partner.Name)
	}
	return f.T("meaning.replaces", "Partner", s.Present.Partner.label(f.L), "Date", f.date(s.Present.Since))
}

// seen is the key of the association that the page shows as the present one, 0 for none.
func (s ChosenSubscription) seen() string {
	if s.Present == nil {
		return "0"
	}
	return strconv.FormatInt(s.Present.Key, 10)
}

// allErrors returns the refusals, and what others changed in the meantime.
func (p NominateCheckPage) allErrors() []FieldError {
	errors := append([]FieldError(nil), p.Errors...)
	for _, c := range p.Conflicts {
		errors = append(errors, FieldError{Field: "s", Message: c.message(p.Frame)})
	}
	return errors
}

func (c Conflict) message(f Frame) string {
	args := []any{"ID", c.Subscription, "Time", f.dateTime(c.At), "By", c.By}
	switch {
	case c.Partner == nil && c.By == "":
		return f.T("check.removed_import", args...)
	case c.Partner == nil:
		return f.T("check.removed_by", args...)
	case c.By == "":
		return f.T("check.changed_import", append(args, "Partner", c.Partner.label(f.L))...)
	}
	return f.T("check.changed_by", append(args, "Partner", c.Partner.label(f.L))...)
}
