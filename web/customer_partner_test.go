package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shimei/views"
)

func TestAPartnersPageSaysWhatItTellsAndIsAbsentForOneThatIsSuspended(t *testing.T) {
	t.Parallel()
	x := small(t)
	location, v := x.as(harbour), x.as(reader)
	form := url.Values{"place": {"Leeds"}, "languages": {"ja"}, "introduction": {"We help <b>mills</b>."}, "email": {"desk@harbour.example"}}
	location.next(location.post(views.ContactPath("202"), form)).is(http.StatusOK)
	for _, v.language = range views.Languages {
		l := views.For(v.language)
		a := v.get(views.PublicPartnerPath("202")).is(http.StatusOK).says("Harbour Leeds", "Leeds", l.LanguageName("ja"), "We help <b>mills</b>.", "desk@harbour.example", "Harbour Group")
		if a.page.Find("main form, main .button").Length() != 0 {
			t.Error("a reader is offered to change something")
		}
		v.get(views.PublicPartnerPath("200")).is(http.StatusOK).says("Harbour Osaka", "Harbour Leeds")
		if a := v.get(views.PublicPartnerPath("100")).is(http.StatusOK); strings.Contains(a.main(), "info@lumen.example") {
			t.Error("who never had to do with a partner sees its address at the vendor")
		}
		alike(t, v.get(views.PublicPartnerPath("300")).is(http.StatusNotFound), v.get(views.PublicPartnerPath("999")), "300", "999")
	}
}

func TestAChoiceForNewSubscriptionsIsAskedAboutAndNominatesNobody(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(owner)
	for _, v.language = range views.Languages {
		page := v.get(views.PublicPartnerPath("100")).is(http.StatusOK)
		v.next(v.press(page, say(v.language, "default_partner.propose"), nil)).is(http.StatusOK).says(say(v.language, "default_partner.done", "Name", "Lumen Cloud"))
		asks := say(v.language, "default_partner.asks", "Partner", views.For(v.language).T("partner.label", "Name", "Lumen Cloud", "ID", "100"), "N", 2)
		a := v.get(views.SubscriptionsPath).says(asks)
		v.click(a, say(v.language, "check.act", "Name", "Lumen Cloud", "N", 2)).is(http.StatusOK).says("a-office", "a-ems", say(v.language, "meaning.rights"))
		if x.present(owner, "a-office").Key != 0 {
			t.Error("somebody was nominated")
		}
		v.get(views.ActivityPath).says(say(v.language, "event_kind.default_set"))
		v.next(v.press(v.get(views.PublicPartnerPath("100")), say(v.language, "default_partner.leave"), nil)).says(say(v.language, "default_partner.left"))
		if strings.Contains(v.get(views.SubscriptionsPath).main(), asks) {
			t.Error("it is asked still")
		}
	}
}
