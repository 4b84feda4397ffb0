package web

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"shimei/views"
)

func TestANominationOfTooManySubscriptionsSaysSo(t *testing.T) {
	x := small(t)
	v := x.as(owner)
	v.language = "en"
	form := url.Values{"partner": {"100"}}
	for k := range mostChosen + 1 {
		form.Add("s", fmt.Sprintf("s-%d", k))
	}
	x.unchanged(func() {
		v.get(views.NominatePartnerPath + "?" + form.Encode()).is(http.StatusUnprocessableEntity).says(say("en", "refusal.too_many"))
	})
}

func TestAPartnersLinkWithAnIDThatIsNoneSaysSo(t *testing.T) {
	v := small(t).as(owner)
	v.language = "en"
	v.get(views.NominateStep(views.NominateMeaningPath, nil, "999")).is(http.StatusUnprocessableEntity).
		says(say("en", "refusal.unknown_partner", "Name", "999"))
	v.get(views.NominateStep(views.NominateMeaningPath, nil, "300")).is(http.StatusUnprocessableEntity)
}

func TestAnUploadWithErrorsOffersNoFileOfARecordThatItDoesNotLeave(t *testing.T) {
	v := small(t).as(admin)
	v.language = "en"
	a := v.checked(nil, [2]string{"bad.csv", "partner_id,name\n,Nobody\n"}).says(say("en", "effect.asked_title"), "partner_id")
	if a.page.Find(`a[href$="errors.csv"]`).Length() != 0 {
		t.Error("there is a link to the errors of import 0")
	}
}
