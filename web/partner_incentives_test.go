package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/store/demo"
	"shimei/views"
)

// incentive is what the page says of a subscription: the nomination, the level and which half
// is missing.
func (v *visitor) incentive(id string) string {
	v.t.Helper()
	said := ""
	v.get(views.IncentivesPath).is(http.StatusOK).page.Find("main .scroll tbody tr").Each(func(_ int, row *goquery.Selection) {
		if words(row.Find("td .code")) == id {
			said = words(row.Find("td:nth-child(3)")) + ", " + words(row.Find("td:nth-child(4) .tag")) + ", " + words(row.Find("td:nth-child(5)"))
		}
	})
	return said
}

func TestAPartnerSeesWhichHalfOfTheIncentiveIsMissing(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(lumen)
	v.language = "en"
	if got, want := v.incentive("b-office"), "Held, No level, Level missing"; got != want {
		t.Errorf("nominated: %q, want %q", got, want)
	}
	take(t, x.store, []demo.File{{Name: "usage.csv", CSV: []byte("subscription_id,month,workload,active_users\nb-office,2016-04,exchange,2000\n")}})
	if got, want := v.incentive("b-office"), "Held, Silver, Eligible"; got != want {
		t.Errorf("with a level: %q, want %q", got, want)
	}
	if file := v.get(views.FilePath(views.IncentivesPath, "csv")).is(http.StatusOK); !strings.Contains(file.body,
		"Birch Mills,T-B,b-office,office365,true,silver,cloud-productivity,cloud-productivity smmcs,true\n") {
		t.Error(file.body)
	}

	// Whom no nomination reaches is told how to ask for it, and is not told of others'.
	delegate := x.as(harbour)
	delegate.language = "en"
	if got, want := delegate.incentive("b-office"), "Missing, Silver, Nomination missing"; got != want {
		t.Errorf("by another route: %q, want %q", got, want)
	}
	if got, want := delegate.incentive("b-azure"), "Missing, No level, Nomination and level missing"; got != want {
		t.Errorf("by another route: %q, want %q", got, want)
	}
	delegate.get(views.IncentivesPath).says("/nominate/meaning?partner=201", say("en", "incentives.ask"))
	if other := x.as(ember).get(views.IncentivesPath).is(http.StatusOK); strings.Contains(other.main(), "Birch") {
		t.Errorf("another partner sees the customer: %s", other.main())
	}
	v.click(v.get(views.CustomersPath), say("en", "incentives.open")).is(http.StatusOK).says(say("en", "incentives.lead"))
}
