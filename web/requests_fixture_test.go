package web

import (
	"net/http"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/store/signin"
	"shimei/views"
)

// asks asks for something as a person, and returns the reference. A claim shows a file where it names none.
func (x *site) asks(email string, a requests.Ask) string {
	x.t.Helper()
	if a.Way == programme.WayClaim && len(a.Files) == 0 {
		a.Files = []requests.File{{Name: "report.pdf", Content: []byte(evidencePDF)}}
	}
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

// timed serves the small fixture with a clock that is set.
func timed(t *testing.T) (x *site, set func(time.Time)) {
	t.Helper()
	path, running := smallTemplate.file(t), clock()
	var later atomic.Int64
	s, _, err := store.Open(t.Context(), path, store.Options{Passwords: signin.NewCheapGate(), Clock: func() time.Time { return running().Add(time.Duration(later.Load())) }})
	if err != nil {
		t.Fatal(err)
	}
	places.Store(s, path)
	t.Cleanup(func() {
		places.Delete(s)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	x = serve(t, s)
	x.secrets = smallTemplate.secrets
	return x, func(now time.Time) { later.Add(int64(now.Sub(s.Now()))) }
}

// signsIn is somebody who signs in now: who was signed in long ago is not any more.
func (x *site) signsIn(email string) *visitor {
	x.t.Helper()
	v := x.visitor()
	v.language = "en"
	v.post(views.SignInPath, url.Values{"email": {email}, "password": {password}}).is(http.StatusSeeOther)
	return v
}

// extra is a delegation that Ember Partners asks Aster Foods for.
func extra() requests.Ask {
	return requests.Ask{Way: programme.WayDelegation, Route: "dap", PartnerID: "400", TenantID: "T-A", Days: 30}
}
