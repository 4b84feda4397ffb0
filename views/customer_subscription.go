package views

import (
	"strconv"
	"time"

	"shimei/store/programme"
)

// SubscriptionPage is one subscription: its facts, who is associated, what happened.
type SubscriptionPage struct {
	Frame
	ID           string
	Product      programme.Text
	Kind         programme.Kind
	Licensing    string // ea, open, mpsa, direct, csp or empty
	Seats        Seats
	Start        time.Time
	End          *time.Time
	Renewal      *time.Time
	AutoRenew    *bool
	Ended        bool
	Present      *PartnerOfRecord
	SupportEmail string // of the partner of record
	MayNominate  bool   // the person is the customer's owner or administrator
	Nominable    bool   // it goes on, and its product takes a partner of record
	Associations []Association
	Timeline     []Event // latest first
}

// RemovePage asks before a partner of record is removed. A refused POST shows it again.
type RemovePage struct {
	Frame
	ID      string
	Product programme.Text
	Present PartnerOfRecord // its key is what the form carries as seen
	Errors  []FieldError
}

// interruption says which nomination ends, as it was seen.
func (p RemovePage) interruption() Interruption {
	return Interruption{Action: RemovePath(p.ID), Carries: []Field{{Name: "seen", Value: strconv.FormatInt(p.Present.Key, 10)}},
		Act: p.T("remove.act", "Name", p.Present.Partner.Name), Danger: true, Cancel: SubscriptionPath(p.ID), Leave: p.T("remove.cancel")}
}
