package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shimei/store"
	"shimei/store/programme"
	"shimei/views"
)

// typedOtherwise are a reference as people type it who read it somewhere.
func typedOtherwise(reference string) []string {
	wide := strings.Map(func(r rune) rune { return r - '!' + '！' }, reference)
	return []string{strings.ToLower(reference), wide, strings.ToLower(wide), strings.ReplaceAll(reference, "-", ""), strings.ReplaceAll(reference, "-", "ー")}
}

func TestAReferenceInAnAddressIsFoundHoweverItIsTyped(t *testing.T) {
	t.Parallel()
	x := small(t)
	nomination, err := x.store.Nominate(t.Context(), x.person(owner), "400", []store.Choice{{ID: "a-ems"}})
	if err != nil {
		t.Fatal(err)
	}
	claimed := x.claims()
	delegation := x.acts(owner, x.asksDelegation(), programme.ActAccept).Reference
	for _, typed := range typedOtherwise(nomination) {
		x.as(owner).get(views.NominationPath(typed)).is(http.StatusOK).says(nomination)
	}
	for _, typed := range typedOtherwise(claimed) {
		for audience, who := range map[views.Audience]string{views.Customer: owner, views.Partner: lumen, views.Admin: admin} {
			x.as(who).get(views.RequestPath(audience, url.PathEscape(typed))).is(http.StatusOK).says(claimed)
		}
		x.as(admin).get(views.EvidencePath(views.Admin, url.PathEscape(typed), "1")).is(http.StatusOK)
		x.as(ember).get(views.RequestPath(views.Partner, url.PathEscape(typed))).is(http.StatusNotFound)
	}
	for _, typed := range typedOtherwise(delegation) {
		x.as(lumen).get(views.NewRequestPath + "?" + url.Values{"way": {"extension"}, "reference": {typed}}.Encode()).is(http.StatusOK)
	}
	v := x.as(owner)
	at := views.RequestActPath(views.Customer, url.PathEscape(strings.ToLower(claimed)), programme.ActObject)
	if a := v.press(v.get(at).is(http.StatusOK), say(v.speaks(), "request_act.object"), url.Values{"note": {"They did not."}}).is(http.StatusSeeOther); a.location() != views.RequestPath(views.Customer, claimed) {
		t.Errorf("it leads to %s", a.location())
	}
}
