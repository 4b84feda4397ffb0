package views

// NominatePartnerPath is the address of step 2.
const NominatePartnerPath = "/nominate/partner"

// NominatePartnerPage is step 2: which partner, by its id or by a search.
type NominatePartnerPage struct {
	Frame
	Subscriptions []string        // ids of those chosen
	Partner       string          // the partner id as typed, or empty
	Checked       *CheckedPartner // what the id is of; nil before it was checked
	Query         string          // the name that was searched; empty for no search
	Results       []PartnerRef
	More          bool // there are more results than these
}

// CheckedPartner answers a partner id.
type CheckedPartner struct {
	Partner   PartnerRef   // only its ID where the id is unknown
	Refusal   string       // a programme.Refused… code; empty where it can be nominated
	Locations []PartnerRef // of a global account
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
