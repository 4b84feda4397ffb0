package views

// The addresses of requests, for each audience.
const (
	RequestsPath        = "/requests"         // of a customer
	PartnerRequestsPath = "/partner/requests" // of a partner's account
	ReviewPath          = "/admin/review"     // of everybody
)

// RequestPage is one request as a customer or a partner sees it.
type RequestPage struct {
	Frame
	Request RequestView
	Errors  []FieldError // why what the person meant to do was not done
}

// mayOnlyRead reports whether the person is of the customer, which could act, and may not.
func (p RequestPage) mayOnlyRead() bool {
	return p.audience() == Customer && p.Request.State.Waits() && !p.Person.May("nominate")
}
