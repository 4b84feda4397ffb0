package views

import (
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
