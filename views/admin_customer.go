package views

// AdminCustomerPage is one customer as admins see it.
type AdminCustomerPage struct {
	Frame
	Customer CustomerEntry
	Held     []SubscriptionRow // the first, by id
	Things   Things
}

// AdminSubscriptionPage is one subscription as admins see it.
type AdminSubscriptionPage struct {
	Frame
	Subscription SubscriptionPage // as its customer sees it
	Customer     CustomerEntry
	Associations []AssociationRow
}

// framed is the subscription in the frame of this page, by which its parts print.
func (p AdminSubscriptionPage) framed() SubscriptionPage {
	p.Subscription.Frame = p.Frame
	return p.Subscription
}
