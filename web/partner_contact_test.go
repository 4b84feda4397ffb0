package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shimei/store"
	"shimei/views"
)

func TestCustomersSeeTheSupportContactOfTheirPartnerOfRecord(t *testing.T) {
	t.Parallel()
	x := small(t)
	if _, err := x.store.Nominate(t.Context(), x.person(owner), "100", []store.Choice{{ID: "a-office"}}); err != nil {
		t.Fatal(err)
	}
	for _, language := range views.Languages {
		partner, customer := x.as(lumen), x.as(reader)
		partner.language, customer.language = language, language
		customer.get(views.SubscriptionPath("a-office")).is(http.StatusOK).says("info@lumen.example")
		customer.get(views.AccessPath + "?partner=100").is(http.StatusOK).says("info@lumen.example")
		if link := partner.get(views.LocationsPath).says("info@lumen.example").page.Find("a[href='" + views.ContactPath("100") + "']"); link.Length() != 1 {
			t.Error("no link leads to it")
		}
		form := partner.get(views.ContactPath("100"))
		a := partner.press(form.is(http.StatusOK).says(say(language, "contact.without", "Email", "info@lumen.example")), say(language, "contact.act"),
			url.Values{"name": {"Desk <1>"}, "email": {"desk@lumen.example"}, "phone": {"+81 3 1234"}, "hours": {"9 – 17"}})
		partner.next(a).is(http.StatusOK).says(say(language, "contact.done", "Name", "Lumen Cloud"), "desk@lumen.example")
		for _, page := range []string{views.SubscriptionPath("a-office"), views.AccessPath + "?partner=100"} {
			customer.get(page).is(http.StatusOK).says("Desk <1>", "desk@lumen.example", "+81 3 1234", "9 – 17")
		}
		if file := customer.get(views.AccessPath + ".csv?partner=100").is(http.StatusOK); !strings.Contains(file.body, ",Desk <1>,desk@lumen.example,'+81 3 1234,9 – 17\n") {
			t.Errorf("%q", file.body)
		}
		if other := customer.get(views.SubscriptionPath("a-azure")); strings.Contains(other.main(), "desk@lumen.example") {
			t.Error("another subscription shows it")
		}
		desk := x.as(admin)
		desk.language = language
		desk.get(views.AuditPath+"?kind=contact_set").is(http.StatusOK).says("Eri Kudo", "Lumen Cloud", "desk@lumen.example")
		if file := desk.get(views.AuditPath + ".csv?kind=contact_set").is(http.StatusOK); !strings.Contains(file.body, `,,"Desk <1>, desk@lumen.example, +81 3 1234, 9 – 17"`) {
			t.Errorf("%q", file.body)
		}
		partner.next(partner.post(views.ContactPath("100"), url.Values{})).is(http.StatusOK)
	}
}

func TestASupportContactThatReachesNobodyIsRefused(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(harbour)
	for _, v.language = range views.Languages {
		x.unchanged(func() {
			for code, form := range map[string]url.Values{
				"contact": {"name": {"Desk"}}, "contact_email": {"email": {"desk"}, "phone": {"12345"}}, "contact_phone": {"phone": {"abc"}, "email": {"desk@harbour.example"}}, "contact_long": {"hours": {strings.Repeat("9", 201)}, "phone": {"1"}},
			} {
				v.post(views.ContactPath("202"), form).is(http.StatusUnprocessableEntity).says(say(v.language, "refusal."+code, "Name", map[string]string{"contact_email": "desk", "contact_phone": "abc"}[code]))
			}
			for _, id := range []string{"100", "200", "none"} {
				v.get(views.ContactPath(id)).is(http.StatusNotFound)
				v.post(views.ContactPath(id), url.Values{"phone": {"1"}}).is(http.StatusNotFound)
			}
		})
	}
}
