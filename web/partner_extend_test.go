package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shimei/store/demo"
	"shimei/store/programme"
	"shimei/views"
)

// TestADelegationOfAFileIsExtended has a partner ask for more time for one that it did not ask for in the portal.
func TestADelegationOfAFileIsExtended(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, []demo.File{{Name: "associations.csv", CSV: []byte("route,partner_id,subscription_id,tenant_id,from,to\ndap,100,,T-A,2016-01-01,2016-05-01\n")}})
	v := x.as(lumen)
	v.language = "en"
	a := v.get(views.CustomerPath("T-A")).is(http.StatusOK).says("is in effect until 30 April 2016")
	form := v.click(a, say("en", "request.extend")).is(http.StatusOK).says("Aster Foods", "30 April 2016")
	for _, who := range []string{ember, harbour} {
		x.as(who).get(form.asked.RequestURI()).is(http.StatusNotFound)
	}
	v.press(form, say("en", "form.continue"), url.Values{"days": {"0"}}).is(http.StatusUnprocessableEntity).says("Aster Foods")
	check := v.press(form, say("en", "form.continue"), url.Values{"days": {"31"}}).is(http.StatusOK).says("31 May 2016")
	asked := v.next(v.press(check, say("en", "ask.act"), nil)).is(http.StatusOK).says(say("en", "request_state.proposed"))
	reference := asked.asked.Path[strings.LastIndex(asked.asked.Path, "/")+1:]
	x.acts(owner, reference, programme.ActAccept)
	list := v.get(views.PartnerRequestsPath + "?way=delegation").is(http.StatusOK)
	if n := list.page.Find("tbody tr").Length(); n != 1 {
		t.Errorf("%d delegations go on: %s", n, list.main())
	}
	list.says("Aster Foods", "31 May 2016")
}
