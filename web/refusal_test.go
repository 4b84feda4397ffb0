package web

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// refusal is a form that is sent with something wrong in it.
type refusal struct {
	wrong  string // in a word or two, for the name of its picture
	who    string // sends it; "" for nobody
	path   string
	form   url.Values
	files  [][2]string // by name, nil for a form that takes none
	status int         // that it is answered with
}

// tooMuch is more than any form but an upload may weigh.
var tooMuch = url.Values{"return": {strings.Repeat("x", 300_000)}}

// refusals are the mistakes that each form can have, by the route that takes it.
func refusals(t *testing.T) map[string][]refusal {
	t.Helper()
	file := func(text string) [][2]string { return [][2]string{{"new.toml", text}} }
	return map[string][]refusal{
		"/sign-in": {{"wrong password", "", "/sign-in", url.Values{"email": {owner}, "password": {"wrong"}, "return": {"/subscriptions"}}, nil, http.StatusUnprocessableEntity},
			{"too large", "", "/sign-in", tooMuch, nil, http.StatusRequestEntityTooLarge}},
		"/sign-out":     {{"too large", owner, "/sign-out", tooMuch, nil, http.StatusRequestEntityTooLarge}},
		"/language":     {{"too large", lumen, "/language", tooMuch, nil, http.StatusRequestEntityTooLarge}},
		"/theme":        {{"too large", admin, "/theme", tooMuch, nil, http.StatusRequestEntityTooLarge}},
		"/demo/sign-in": {{"nobody", "", "/demo/sign-in", url.Values{"person": {"999"}}, nil, http.StatusNotFound}},
		"/subscriptions/:id/remove": {{"conflict", owner, "/subscriptions/a-azure/remove", url.Values{"seen": {"999"}}, nil, http.StatusConflict},
			{"nothing left", owner, "/subscriptions/a-ems/remove", url.Values{"seen": {"999"}}, nil, http.StatusConflict},
			{"no fields", owner, "/subscriptions/a-azure/remove", nil, nil, http.StatusBadRequest},
			{"not theirs", owner, "/subscriptions/b-office/remove", url.Values{"seen": {"1"}}, nil, http.StatusNotFound}},
		"/nominate": {{"nothing chosen", owner, "/nominate", nil, nil, http.StatusUnprocessableEntity},
			{"ended", owner, "/nominate", url.Values{"s": {"a-ended"}, "seen": {"0"}, "partner": {"100"}}, nil, http.StatusUnprocessableEntity},
			{"conflict", owner, "/nominate", url.Values{"s": {"a-azure", "a-ems"}, "seen": {"0", "999"}, "partner": {"100"}}, nil, http.StatusConflict},
			{"a key too few", owner, "/nominate", url.Values{"s": {"a-azure"}, "partner": {"100"}}, nil, http.StatusBadRequest},
			{"by a reader", reader, "/nominate", url.Values{"s": {"a-ems"}, "seen": {"0"}, "partner": {"100"}}, nil, http.StatusForbidden}},
		"/partner/requests/new": {{"nothing filled in", lumen, "/partner/requests/new", url.Values{"way": {"delegation"}}, nil, http.StatusUnprocessableEntity},
			{"no such tenant", lumen, "/partner/requests/new", url.Values{"way": {"delegation"}, "tenant": {"T-X"}, "name": {"Exchange"}, "days": {"30"}, "sure": {"1"}}, nil, http.StatusUnprocessableEntity},
			{"too long", lumen, "/partner/requests/new", url.Values{"way": {"delegation"}, "tenant": {"T-A"}, "name": {"Exchange"}, "days": {"731"}, "sure": {"1"}}, nil, http.StatusUnprocessableEntity},
			{"not open yet", lumen, "/partner/requests/new", url.Values{"way": {"application"}, "route": {"fasttrack"}, "tenant": {"T-A"}, "sure": {"1"}}, nil, http.StatusUnprocessableEntity},
			{"of nothing", lumen, "/partner/requests/new", url.Values{"way": {"extension"}, "reference": {"XXXXX-XXXXX"}, "days": {"3"}, "sure": {"1"}}, nil, http.StatusNotFound}},
		"/partner/requests/:reference/:act": {{"not theirs", lumen, "/partner/requests/XXXXX-XXXXX/withdraw", url.Values{"version": {"1"}}, nil, http.StatusNotFound},
			{"no version", lumen, "/partner/requests/XXXXX-XXXXX/withdraw", nil, nil, http.StatusBadRequest},
			{"a version that is none", lumen, "/partner/requests/XXXXX-XXXXX/withdraw", url.Values{"version": {"0"}}, nil, http.StatusBadRequest}},
		"/requests/:reference/:act": {{"not theirs", owner, "/requests/XXXXX-XXXXX/accept", url.Values{"version": {"1"}}, nil, http.StatusNotFound},
			{"no version", owner, "/requests/XXXXX-XXXXX/accept", nil, nil, http.StatusBadRequest},
			{"a version that is none", owner, "/requests/XXXXX-XXXXX/accept", url.Values{"version": {"0"}}, nil, http.StatusBadRequest},
			{"no such act", owner, "/requests/XXXXX-XXXXX/dance", url.Values{"version": {"1"}}, nil, http.StatusNotFound},
			{"by a reader", reader, "/requests/XXXXX-XXXXX/accept", url.Values{"version": {"1"}}, nil, http.StatusForbidden}},
		"/partner/requests/claim": {{"nothing", lumen, "/partner/requests/claim", nil, [][2]string{}, http.StatusUnprocessableEntity},
			{"a script", lumen, "/partner/requests/claim", url.Values{"route": {"dpor"}, "location": {"100"}, "subscription": {"a-ems"}, "note": {"Deployed it."}},
				[][2]string{{"report.pdf", "#!/bin/sh"}}, http.StatusUnprocessableEntity}},
		"/partners/:id": {{"a global account", owner, "/partners/200", url.Values{"act": {"propose"}}, nil, http.StatusUnprocessableEntity},
			{"a suspended partner", owner, "/partners/300", url.Values{"act": {"propose"}}, nil, http.StatusNotFound}},
		"/partner/contact/:id": {{"no number", lumen, "/partner/contact/100", url.Values{"name": {"Desk"}}, nil, http.StatusUnprocessableEntity},
			{"not theirs", lumen, "/partner/contact/201", url.Values{"phone": {"1"}}, nil, http.StatusNotFound}},
		"/admin/review": {{"nothing ticked", admin, "/admin/review", url.Values{"act": {"reject"}}, nil, http.StatusUnprocessableEntity},
			{"no reason", admin, "/admin/review", url.Values{"act": {"end"}, "case": {"XXXXX-XXXXX 1"}}, nil, http.StatusUnprocessableEntity},
			{"no such act", admin, "/admin/review", url.Values{"act": {"accept"}, "case": {"XXXXX-XXXXX 1"}}, nil, http.StatusBadRequest},
			{"no version", admin, "/admin/review", url.Values{"act": {"approve"}, "case": {"XXXXX-XXXXX"}}, nil, http.StatusOK},
			{"too long", admin, "/admin/review", url.Values{"act": {"approve"}, "case": {"XXXXX-XXXXX 1"}, "note": {strings.Repeat("長", 2001)}}, nil, http.StatusRequestEntityTooLarge}},
		"/admin/review/:reference/:act": {{"not there", admin, "/admin/review/XXXXX-XXXXX/approve", url.Values{"version": {"1"}}, nil, http.StatusNotFound},
			{"no version", admin, "/admin/review/XXXXX-XXXXX/approve", nil, nil, http.StatusBadRequest},
			{"a version that is none", admin, "/admin/review/XXXXX-XXXXX/approve", url.Values{"version": {"0"}}, nil, http.StatusBadRequest}},
		"/admin/assignments/:key/end": {{"no reason", admin, "/admin/assignments/1/end", url.Values{"reason": {"other"}, "note": {" "}}, nil, http.StatusUnprocessableEntity},
			{"not there", admin, "/admin/assignments/999/end", url.Values{"note": {"because"}}, nil, http.StatusNotFound},
			{"too long", admin, "/admin/assignments/1/end", url.Values{"note": {strings.Repeat("長", 2001)}}, nil, http.StatusRequestEntityTooLarge}},
		"/admin/assignments/:key/correct": {{"no day", admin, "/admin/assignments/1/correct", url.Values{"from": {"yesterday"}, "note": {"because"}}, nil, http.StatusUnprocessableEntity},
			{"nothing", admin, "/admin/assignments/1/correct", url.Values{"note": {"because"}}, nil, http.StatusUnprocessableEntity},
			{"no reason", admin, "/admin/assignments/1/correct", url.Values{"from": {"2015-06-01"}}, nil, http.StatusUnprocessableEntity},
			{"in the future", admin, "/admin/assignments/1/correct", url.Values{"to": {"2099-01-01"}, "note": {"because"}}, nil, http.StatusUnprocessableEntity},
			{"not there", admin, "/admin/assignments/999/correct", url.Values{"from": {"2015-06-01"}, "note": {"because"}}, nil, http.StatusNotFound}},
		"/admin/assignments/open": {{"not open", admin, "/admin/assignments/open", url.Values{"route": {"fasttrack"}, "partner": {"100"}, "tenant": {"T-A"}}, nil, http.StatusUnprocessableEntity},
			{"no route", admin, "/admin/assignments/open", nil, nil, http.StatusUnprocessableEntity}},
		"/messages": {{"no latest", lumen, "/messages", nil, nil, http.StatusNotFound}},
		"/messages/:key/open": {{"not theirs", lumen, "/messages/999999/open", nil, nil, http.StatusNotFound},
			{"no key", lumen, "/messages/x/open", nil, nil, http.StatusNotFound}},
		"/columns":        {{"no list", admin, "/columns", url.Values{"columns": {"state"}, "return": {"/admin/ladder"}}, nil, http.StatusNotFound}},
		"/messages/mail":  {{"too large", owner, "/messages/mail", tooMuch, nil, http.StatusRequestEntityTooLarge}},
		"/messages/retry": {{"by a partner", lumen, "/messages/retry", nil, nil, http.StatusForbidden}},
		"/admin/statements/:month/close": {{"out of order", admin, "/admin/statements/2016-04/close", nil, nil, http.StatusUnprocessableEntity},
			{"no month", admin, "/admin/statements/march/close", nil, nil, http.StatusNotFound}},
		"/admin/months/:month/complete": {{"no usage", admin, "/admin/months/2016-09/complete", nil, nil, http.StatusUnprocessableEntity},
			{"no month", admin, "/admin/months/may/complete", nil, nil, http.StatusNotFound}},
		"/admin/months/:month/reopen":  {{"no month", admin, "/admin/months/may/reopen", nil, nil, http.StatusNotFound}},
		"/admin/imports/:key/undo":     {{"no import", admin, "/admin/imports/999/undo", nil, nil, http.StatusNotFound}},
		"/admin/imports":               {{"no file", admin, "/admin/imports", url.Values{"whole": {"1"}}, [][2]string{}, http.StatusUnprocessableEntity}},
		"/admin/imports/kept/:token":   {{"gone", admin, "/admin/imports/kept/x", url.Values{"act": {"store"}}, nil, http.StatusUnprocessableEntity}},
		"/admin/simulate/adopt/:token": {{"gone", admin, "/admin/simulate/adopt/x", url.Values{"from": {"2016-07"}}, nil, http.StatusUnprocessableEntity}},
		"/admin/simulate": {{"no file", admin, "/admin/simulate", url.Values{"month": {"2016-04"}}, [][2]string{}, http.StatusUnprocessableEntity},
			{"broken", admin, "/admin/simulate", nil, file(programmeText(t, "silver = 2000", "silver = 5000", `scope = "tenant"`, `scope = "galaxy"`)), http.StatusUnprocessableEntity},
			{"unfit", admin, "/admin/simulate", nil, file(programmeText(t, `"USD"`, `"JPY"`)), http.StatusUnprocessableEntity},
			{"no month", admin, "/admin/simulate", url.Values{"month": {"April"}}, file(programmeText(t)), http.StatusBadRequest},
			{"too large", admin, "/admin/simulate", nil, file(strings.Repeat("# filling\n", 1<<15)), http.StatusRequestEntityTooLarge}},
	}
}

// send sends the form, as a browser without scripts does.
func (f refusal) send(v *visitor) answer {
	v.t.Helper()
	if f.files != nil {
		return v.uploadTo(f.path, f.form, f.files...)
	}
	return v.post(f.path, f.form)
}

func TestEveryFormIsRefusedForItsMistakesAndNothingChanges(t *testing.T) {
	t.Parallel()
	x := small(t, offering(owner))
	all, visitors := refusals(t), x.visitors()
	maps.Copy(all, peopleRefusals())
	x.unchanged(func() {
		for _, rt := range routes {
			if rt.method == post && len(all[rt.path]) == 0 {
				t.Errorf("%s has no form with a mistake: give it one", rt.path)
			}
			if rt.method != post {
				continue
			}
			for _, f := range all[rt.path] {
				v := visitors[f.who]
				a := f.send(v).is(f.status)
				if a.page != nil { // which one that leads on has not
					v.get(a.page.Find("input[name=return]").AttrOr("value", "")).opens()
				}
			}
			delete(all, rt.path)
		}
	})
	for path := range all {
		t.Errorf("%s takes no form", path)
	}
}

// opens fails where an answer says that its address is for other forms of asking: that is
// where the switch of languages would lead from a page.
func (a answer) opens() {
	a.t.Helper()
	if a.status == http.StatusMethodNotAllowed {
		a.t.Errorf("the language switch leads to %s: %d", a.asked.Path, a.status)
	}
}
