package web

import (
	"shimei/store/programme"
	requests "shimei/store/request"
)

// asks asks for something as a person, and returns the reference.
func (x *site) asks(email string, a requests.Ask) string {
	x.t.Helper()
	q, err := x.store.Ask(x.t.Context(), x.person(email), a)
	if err != nil {
		x.t.Fatal(err)
	}
	return q.Reference
}

// asksDelegation asks Aster Foods for delegated administration by Lumen Cloud.
func (x *site) asksDelegation() string {
	x.t.Helper()
	return x.asks(lumen, requests.Ask{Way: programme.WayDelegation, Route: "dap", PartnerID: "100", TenantID: "T-A", Days: 30, Name: "Exchange", Note: "As we spoke of."})
}

// acts does something to a request as a person.
func (x *site) acts(email, reference string, act programme.Act) requests.Request {
	x.t.Helper()
	q, err := x.store.Act(x.t.Context(), x.person(email), requests.On{Reference: reference, Act: act, Said: requests.Said{Reason: "other", Note: "because"}})
	if err != nil {
		x.t.Fatal(err)
	}
	return q
}
