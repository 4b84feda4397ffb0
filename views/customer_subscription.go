package views

import (
	"net/url"
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
	Together     []Together // what was reported in place of these, of all subscriptions of the product; one at most
	Uses         []Use      // by month, of the subscription or of its product together; one at most of each
	Start        time.Time
	End          *time.Time
	Renewal      *time.Time
	AutoRenew    *bool
	Ended        bool
	Present      *PartnerOfRecord
	Support      *Contact // whom the partner of record has for it; nil where its route brings none
	MayNominate  bool     // the person is the customer's owner or administrator
	Nominable    bool     // it goes on, and its product takes a partner of record
	Associations []Association
	Timeline     []Event    // latest first
	Moved        *time.Time // to another tenant: all is of before; nil while it is the customer's
}

// SubscriptionPath returns the address of a customer's subscription.
func SubscriptionPath(id string) string { return SubscriptionsPath + "/" + url.PathEscape(id) }
