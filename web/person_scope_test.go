package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"shimei/store"
	"shimei/store/directory"
	"shimei/views"
)

const osaka = "osaka@harbour.example"

// lacks fails where the page has one of some texts.
func (a answer) lacks(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(a.body, text) {
			t.Errorf("%s has %q", a.asked.Path, text)
		}
	}
}

// scoped makes a manager of Harbour who is for one location, signed in.
func (x *site) scoped(email, location string) *visitor {
	x.t.Helper()
	x.must(x.store.AddPerson(x.t.Context(), store.NewPerson{Email: email, Name: "Of " + location, Role: directory.Manager, PartnerID: "200", Locations: []string{location}, Password: password}))
	return x.signedIn(email)
}

func TestWhoIsForOneLocationReadsItsListsAndIsToldSo(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.scoped(osaka, "201")
	for _, path := range []string{views.OverviewPath, views.CustomersPath, views.LocationsPath} {
		v.get(path).is(http.StatusOK).says("You are here for Harbour Osaka.").lacks(t, "Harbour Leeds", views.StatementPath)
	}
	v.get(views.CreditPath + "?month=2016-04").is(http.StatusOK).says("Figure of the whole account")
	for _, path := range []string{views.StatementPath, views.StatementPath + ".csv", views.FactorPolicyPath(views.Partner)} {
		v.get(path).is(http.StatusForbidden).says("This page is of the whole account.")
	}
	whole := x.as(harbour).get(views.OverviewPath).is(http.StatusOK)
	if whole.lacks(t, "You are here for"); !strings.Contains(whole.body, views.StatementPath) {
		t.Error("who is for the whole account is not led to the statement")
	}
}

func TestLocationsAreChosenOnThePageOfAPerson(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.scoped(osaka, "201")
	path := views.PersonPath(views.Partner, strconv.FormatInt(x.person(osaka).Key, 10))
	boss := x.as(harbour)
	boss.get(path).is(http.StatusOK).says("Harbour Osaka", "Harbour Leeds")
	boss.post(path, url.Values{"act": {"scope"}, "scope": {"chosen"}}).is(http.StatusUnprocessableEntity).says("Tick at least one location")
	boss.post(path, url.Values{"act": {"scope"}, "scope": {"chosen"}, "location": {"400"}}).is(http.StatusUnprocessableEntity).says("not yours to give")
	v.get(views.OverviewPath).is(http.StatusOK) // nothing was changed
	own := views.PersonPath(views.Partner, strconv.FormatInt(x.person(harbour).Key, 10))
	boss.post(own, url.Values{"act": {"scope"}, "scope": {"whole"}, "location": {"202"}}).is(http.StatusUnprocessableEntity).says("Choose one of the two.")
	boss.post(path, url.Values{"act": {"scope"}, "scope": {"chosen"}, "location": {"202"}}).is(http.StatusSeeOther)
	boss.get(path).is(http.StatusOK).says("The locations are changed.")
	if !v.get(views.OverviewPath).asksToSignIn() {
		t.Error("the session goes on")
	}
	x.signedIn(osaka).get(views.OverviewPath).is(http.StatusOK).says("You are here for Harbour Leeds.")
	boss.get(views.LocationsPath).is(http.StatusOK).says("Only for Harbour Leeds")
	boss.post(path, url.Values{"act": {"scope"}, "scope": {"whole"}}).is(http.StatusSeeOther)
	x.signedIn(osaka).get(views.StatementPath).is(http.StatusOK)
}

func TestWhoIsForOneLocationInvitesForItAlone(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.scoped(osaka, "201")
	form := v.get(views.InvitePath(views.Partner)).is(http.StatusOK)
	form.lacks(t, "Harbour Leeds")
	if n := form.page.Find("[name=scope][value=chosen]").Length(); n != 1 {
		t.Errorf("%d fields say that locations are chosen", n)
	}
	new := url.Values{"email": {"new@harbour.example"}, "name": {"New"}, "role": {"member"}}
	v.post(views.InvitePath(views.Partner), new).is(http.StatusUnprocessableEntity).says("Tick at least one location")
	new.Set("location", "202")
	v.post(views.InvitePath(views.Partner), new).is(http.StatusUnprocessableEntity).says("not yours to give")
	new.Set("location", "201")
	v.post(views.InvitePath(views.Partner), new).is(http.StatusOK).says("New is invited.")
	if p := x.person("new@harbour.example"); !p.Chosen || len(p.Locations) != 1 {
		t.Errorf("invited: %+v", p)
	}
	x.as(admin).post(views.InvitePath(views.Admin), url.Values{"email": {"by@harbour.example"}, "name": {"By"}, "role": {"member"}, "partner": {"200"}, "locations": {"201, 202"}}).is(http.StatusOK)
	if p := x.person("by@harbour.example"); !p.Chosen || len(p.Locations) != 2 {
		t.Errorf("invited by the vendor: %+v", p)
	}
	x.as(admin).post(views.InvitePath(views.Admin), url.Values{"email": {"on@harbour.example"}, "name": {"On"}, "role": {"member"}, "partner": {"200"}, "locations": {"400"}}).
		is(http.StatusUnprocessableEntity).says("not of this account")
}
