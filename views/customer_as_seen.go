package views

import (
	"net/url"
	"time"
)

// AsSeenPage is what a partner sees of a customer, for the customer to look at.
type AsSeenPage struct {
	Frame
	Partner PartnerRef
	Account PartnerRef    // whose people see it
	Seen    *CustomerPage // the page that they see; nil for nothing any more
	Looked  *time.Time    // when one of them last looked; nil for never
}

// AsSeenPath returns the address of what a partner sees of the customer, by the partner's id.
func AsSeenPath(partnerID string) string {
	return AccessPath + "/" + url.PathEscape(partnerID) + "/as-seen"
}

// seen is the partner's page in the customer's frame.
func (p AsSeenPage) seen() CustomerPage {
	page := *p.Seen
	page.Frame = p.Frame
	return page
}

// looked says when the partner last looked.
func (p AsSeenPage) looked() string {
	if p.Looked == nil {
		return p.T("as_seen.never", "Account", p.Account.Name)
	}
	return p.T("as_seen.looked", "Account", p.Account.Name, "Time", p.moment(*p.Looked))
}
