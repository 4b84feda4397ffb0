package views

import (
	"strconv"

	"shimei/store/programme"
)

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

// RemovePath returns the address of the page, and of the POST, that removes the partner of
// record of a subscription.
func RemovePath(id string) string { return SubscriptionPath(id) + "/remove" }
