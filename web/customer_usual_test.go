package web

import (
	"net/http"
	"net/url"
	"testing"

	"shimei/store/demo"
	"shimei/views"
)

func TestTheUsualPartnerIsOfferedForTheOthersAndNothingIsSilent(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(owner)
	for _, v.language = range views.Languages {
		x.unchanged(func() {
			a := v.get(views.SubscriptionsPath).says(say(v.language, "usual.has", "Partner", views.For(v.language).T("partner.label", "Name", "Ember Partners", "ID", "400"), "Has", 1, "Of", 1))
			a = v.click(a, say(v.language, "usual.act", "Name", "Ember Partners", "N", 2)).is(http.StatusOK).says(say(v.language, "check.confirm_title", "Name", "Ember Partners", "N", 2), "Ember Partners", "a-office", "a-ems")
			if a.asked.Path != views.NominateCheckPath {
				t.Errorf("it leads to %s", a.asked.Path)
			}
		})
	}
	offered := func(v *visitor) bool {
		return v.get(views.SubscriptionsPath).page.Find("a[href^='"+views.NominateCheckPath+"']").Length() > 0
	}
	if offered(x.as(reader)) {
		t.Error("it is offered to a reader")
	}
	if !offered(x.as(administrator)) {
		t.Error("it is not offered to an administrator")
	}
	a := v.click(v.get(views.SubscriptionsPath), say(v.language, "usual.act", "Name", "Ember Partners", "N", 2))
	v.next(v.press(a, say(v.language, "check.act", "Name", "Ember Partners", "N", 2), url.Values{})).is(http.StatusOK)
	if offered(v) || x.present(owner, "a-ems").Partner.ID != "400" {
		t.Error("it is offered where none is without")
	}
	y := small(t)
	take(t, y.store, []demo.File{{Name: "partners.csv", CSV: []byte("partner_id,name,status\n400,Ember Partners,suspended\n")}})
	if offered(y.as(owner)) {
		t.Error("a suspended partner is offered")
	}
}
