package views

// NominateMeaningPath is the address of step 3.
const NominateMeaningPath = "/nominate/meaning"

// NominateMeaningPage is step 3: what the nomination means. A partner's link leads here,
// and then no subscription may be chosen yet.
type NominateMeaningPage struct {
	Frame
	Partner       PartnerRef
	Subscriptions []ChosenSubscription
	Sent          bool // by the partner: its link led here
}

func (p NominateMeaningPage) ids() []string { return idsOf(p.Subscriptions) }

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
