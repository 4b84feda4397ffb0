package views

// NominateMeaningPath is the address that a partner gives a customer to be nominated by: partner alone.
const NominateMeaningPath = "/nominate/meaning"

// NominateMeaningPage is where a partner's link leads that names no subscription: what the nomination means, and which
// subscriptions it is for.
type NominateMeaningPage struct {
	Frame
	Partner PartnerRef
	Rows    []SubscriptionRow // those of the customer
	Sent    bool              // by the partner: its link led here
}
