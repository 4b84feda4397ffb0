package views

import "time"

// NominateCheckPath is the address of the last step.
const NominateCheckPath = "/nominate/check"

// NominateCheckPage is the last step: what the nomination means, whom it replaces, and to confirm it. A refused POST
// shows it again.
type NominateCheckPage struct {
	Frame
	Partner       PartnerRef
	Subscriptions []ChosenSubscription // with the present partners of now, whose keys the form carries as seen
	Already       []ChosenSubscription // chosen, and left out: the partner is their partner of record
	Sent          bool                 // by the partner: its link led here
	Errors        []FieldError         // refusals of the rules; the field is s or partner
	Conflicts     []Conflict           // what others changed in the meantime
}

// Conflict is a subscription that somebody changed after the person looked.
type Conflict struct {
	Subscription string // as SubscriptionName has it
	By           string // who; empty for an import
	At           time.Time
	Partner      *PartnerRef // the partner of record now; nil for none
}

func (p NominateCheckPage) ids() []string { return idsOf(p.Subscriptions) }

// chosen are the ids of all that were chosen, so that none is lost where another partner is chosen.
func (p NominateCheckPage) chosen() []string { return append(p.ids(), idsOf(p.Already)...) }

// title asks for what the button does, or says why there is nothing to do.
func (p NominateCheckPage) title() string {
	if len(p.Subscriptions) == 0 {
		return p.T("check.nothing_title", "Name", p.Partner.Name)
	}
	return p.T("check.confirm_title", "Name", p.Partner.Name, "N", len(p.Subscriptions))
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
	args := []any{"ID", c.Subscription, "Time", f.moment(c.At), "By", c.By}
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
