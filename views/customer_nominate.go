package views

import (
	"time"

	"shimei/store/programme"
)

// NominateChoosePage is step 1 of a nomination: which subscriptions.
type NominateChoosePage struct {
	Frame
	Rows    []SubscriptionRow // those of the customer; chosen ones are ticked
	Partner string            // the partner id that is carried, or empty
	Errors  []FieldError      // of field s
}

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

// ChosenSubscription is a subscription that a nomination is about.
type ChosenSubscription struct {
	ID      string
	Product programme.Text
	Present *PartnerOfRecord // whom the nomination replaces; nil for nobody
}

// NominateMeaningPage is step 3: what the nomination means. A partner's link leads here,
// and then no subscription may be chosen yet.
type NominateMeaningPage struct {
	Frame
	Partner       PartnerRef
	Subscriptions []ChosenSubscription
}

// NominateCheckPage is step 4: check the answers and nominate. A refused POST shows it again.
type NominateCheckPage struct {
	Frame
	Partner       PartnerRef
	Subscriptions []ChosenSubscription // with the present partners of now, whose keys the form carries as seen
	Errors        []FieldError         // refusals of the rules; the field is s or partner
	Conflicts     []Conflict           // what others changed in the meantime
}

// Conflict is a subscription that somebody changed after the person looked.
type Conflict struct {
	Subscription string
	By           string // who; empty for an import
	At           time.Time
	Partner      *PartnerRef // the partner of record now; nil for none
}

// NominationPage confirms a nomination, and is true again whenever it is opened.
type NominationPage struct {
	Frame
	Reference     string
	Partner       PartnerRef
	By            string // who nominated
	At            time.Time
	Subscriptions []NominatedSubscription
}

// NominatedSubscription is one subscription of a nomination, and what became of it.
type NominatedSubscription struct {
	ID       string
	Product  programme.Text
	State    State       // in effect, changed, removed or expired
	Replaced *PartnerRef // whom the nomination replaced; nil for nobody
	Until    *time.Time  // when it stopped being in effect; nil while it is
	Now      *PartnerRef // the partner of record now, where it was changed
}
