package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shimei/store/storetest"
	"shimei/views"
)

const passkeyOrigin = "https://partners.vendor.example"

func atOrigin(o *Options) { o.PublicURL = passkeyOrigin }

// options are what a page asks a browser for.
func (a answer) options() string {
	return a.page.Find("form[data-passkey]").AttrOr("data-options", "")
}

// withPasskey gives who is signed in a passkey.
func (v *visitor) withPasskey(t *testing.T) *storetest.Device {
	t.Helper()
	d := storetest.NewDevice(t, passkeyOrigin, "partners.vendor.example")
	form := url.Values{"act": {views.ActPasskey}, "name": {"Telephone"}}
	form.Set("answer", d.Make(v.post(views.FactorsPath, form).is(http.StatusOK).options()))
	v.post(views.FactorsPath, form).is(http.StatusOK)
	return d
}

func TestAForgedOrReplayedPasskeyOpensNothing(t *testing.T) {
	t.Parallel()
	x := small(t, atOrigin)
	d, other := x.as(owner).withPasskey(t), x.as(lumen).withPasskey(t)
	v, elsewhere := x.visitor(), x.visitor()
	ask := func() string {
		return v.post(views.PasskeyPath, url.Values{"return": {"/"}}).is(http.StatusOK).options()
	}
	give := func(v *visitor, answer string, status int) {
		t.Helper()
		v.post(views.PasskeyPath, url.Values{"answer": {answer}}).is(status)
		if in := v.held() != ""; in != (status == http.StatusSeeOther) {
			t.Errorf("let in: %v", in)
		}
	}
	d.Origin = "https://partners.vendor.example.attacker.example"
	give(v, d.Use(ask()), http.StatusUnprocessableEntity)
	d.Origin = passkeyOrigin
	give(v, "{}", http.StatusUnprocessableEntity)
	answered := d.Use(ask())
	give(elsewhere, answered, http.StatusUnprocessableEntity)
	give(v, answered, http.StatusSeeOther)
	give(x.visitor(), answered, http.StatusUnprocessableEntity)

	second := x.visitor()
	second.post(views.SignInPath, url.Values{"email": {owner}, "password": {password}}).is(http.StatusSeeOther)
	options := second.post(views.PasskeyPath, url.Values{"second": {"1"}}).is(http.StatusOK).options()
	options = second.post(views.PasskeyPath, url.Values{"second": {"1"}, "answer": {other.Use(options)}}).is(http.StatusUnprocessableEntity).options()
	if second.held() != "" {
		t.Error("the passkey of another person is a second step")
	}
	second.post(views.PasskeyPath, url.Values{"second": {"1"}, "answer": {d.Use(options)}}).is(http.StatusSeeOther)
	if second.held() == "" {
		t.Error("the passkey is no second step")
	}
}

func TestPasskeysAreShownInThePersonsOwnZone(t *testing.T) {
	t.Parallel()
	x := small(t, atOrigin)
	v := x.as(owner)
	v.withPasskey(t)
	v.post(views.ProfilePath, url.Values{"act": {views.ActSettings}, "language": {"en"}, "zone": {"Asia/Kolkata"}}).is(http.StatusSeeOther)
	v.get(views.FactorsPath).is(http.StatusOK).says("Telephone", "UTC+05:30")
}

func TestAPasskeyMadeElsewhereIsNotKept(t *testing.T) {
	t.Parallel()
	x := small(t, atOrigin)
	v := x.as(lumen)
	form := url.Values{"act": {views.ActPasskey}, "name": {"Telephone"}}
	forged := storetest.NewDevice(t, "https://attacker.example", "partners.vendor.example")
	form.Set("answer", forged.Make(v.post(views.FactorsPath, form).is(http.StatusOK).options()))
	v.post(views.FactorsPath, form).is(http.StatusUnprocessableEntity)
	v.post(views.FactorsPath, url.Values{"act": {views.ActPasskey}, "name": {" "}}).is(http.StatusUnprocessableEntity)
	if all, err := x.store.Passkeys(t.Context(), x.person(lumen)); err != nil || len(all) != 0 {
		t.Errorf("%+v %v", all, err)
	}
}

func TestPasskeysAreOfferedWhereBrowsersMakeThem(t *testing.T) {
	t.Parallel()
	x := small(t)
	for host, offered := range map[string]bool{"localhost:8080": true, "127.0.0.1:8080": false, "partners.vendor.example": false} {
		a := x.visitor().send(http.MethodGet, views.SignInPath, "", nil, func(r *http.Request) { r.Host = host }).is(http.StatusOK)
		if found := strings.Contains(a.body, views.PasskeyPath); found != offered {
			t.Errorf("at %s they are offered: %v", host, found)
		}
	}
}
