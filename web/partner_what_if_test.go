package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/store/demo"
	"shimei/views"
)

// whatIf is the address of what if in April 2016 with some fields filled in.
func whatIf(typed ...string) string {
	q := url.Values{"month": {"2016-04"}}
	for k := 0; k < len(typed); k += 2 {
		q.Set(typed[k], typed[k+1])
	}
	return views.WhatIfPath + "?" + q.Encode()
}

// cardOf is what a card of what if says of a competency: its levels, then every cell.
func cardOf(a answer, competency string) string {
	card := a.page.Find("section[aria-labelledby=" + competency + "]")
	said := card.Find(".level").Map(func(_ int, s *goquery.Selection) string { return words(s) })
	return strings.Join(append(said, card.Find(".requirement > .beside .num, .what-if-then > p .num, .what-if-then td").Map(func(_ int, s *goquery.Selection) string { return words(s) })...), " | ")
}

func TestAPartnerSeesTheLevelsThatMoreWouldEarn(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(lumen)
	v.language = "en"
	x.unchanged(func() {
		overview := v.get(views.OverviewPath + "?month=2016-04")
		a := v.click(overview, "What if").is(http.StatusOK)
		if got, want := cardOf(a, "cloud-productivity"), "No level | No level | 25 | 25 | 2,000 | 1,975 | 4,000 | 3,975"; got != want {
			t.Errorf("nothing added: %q, want %q", got, want)
		}
		a = v.press(a, say("en", "what_if.act"), url.Values{"active_entitlements~office365": {" １975 "}, "consumed_revenue~azure": {"14999.99"}}).is(http.StatusOK)
		if got, want := cardOf(a, "cloud-productivity"), "No level | Silver | 25 | 2,000 | +1,975 | 2,000 | Met | 4,000 | 2,000"; got != want {
			t.Errorf("with 1975 more: %q, want %q", got, want)
		}
		if got, want := cardOf(a, "cloud-platform"), "No level | No level | $0.00 | $14,999.99 | +$14,999.99 | $15,000.00 | $0.01 | $100,000.00 | $85,000.01"; got != want {
			t.Errorf("a cent below: %q, want %q", got, want)
		}
		a.says(say("en", "what_if.becomes", "Competency", "Cloud Productivity", "Today", "No level", "Then", "Silver"))
		if got := a.page.Find("[name='consumed_revenue~azure']").AttrOr("value", ""); got != "14999.99" {
			t.Errorf("the form forgot what was typed: %q", got)
		}
		a = v.get(whatIf("active_entitlements~office365", "-30")).is(http.StatusOK)
		if got := cardOf(a, "cloud-productivity"); !strings.Contains(got, "25 | -5 | -30 | 2,000 | 2,005") {
			t.Errorf("a loss: %q", got)
		}
	})
}

func TestWhatIsNoNumberIsSaidAtItsFieldAndKeptAsTyped(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(lumen)
	for _, v.language = range views.Languages {
		a := v.get(whatIf("active_entitlements~office365", "1,5<b>", "consumed_revenue~azure", "1.005", "seats_sold~office365", "7")).is(http.StatusUnprocessableEntity)
		for name, want := range map[string]string{
			"active_entitlements~office365": say(v.language, "what_if_error.whole", "Text", "1,5<b>"),
			"consumed_revenue~azure":        say(v.language, "what_if_error.money", "Text", "1.005"),
			"seats_sold~office365":          "",
		} {
			if got := a.page.Find("[id='" + name + "-error']").Text(); !strings.Contains(got, want) || want == "" && got != "" {
				t.Errorf("%s says %q, want %q", name, got, want)
			}
		}
		if got := a.page.Find("[name='active_entitlements~office365']").AttrOr("value", ""); got != "1,5<b>" {
			t.Errorf("kept as %q", got)
		}
		if a.page.Find(".what-if-then").Children().Length() != 0 {
			t.Error("levels are shown of what could not be read")
		}
	}
	for _, bad := range []string{"1e3", "99999999999999999999", "0.5", "–5"} {
		v.get(whatIf("active_entitlements~office365", bad)).is(http.StatusUnprocessableEntity)
	}
	v.get(whatIf("no_such~measure", "x")).is(http.StatusOK)
	v.get(views.WhatIfPath + "?month=2013-01").is(http.StatusOK).says(say(v.language, "what_if.nothing", "Month", views.For(v.language).Month(2013*12)))
}

func TestNumbersAreTypedAsTheyArePrinted(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(lumen)
	for _, v.language = range views.Languages {
		a := v.get(whatIf("active_entitlements~office365", "１，９７５", "consumed_revenue~azure", "$14,999.99")).is(http.StatusOK)
		if got := cardOf(a, "cloud-productivity") + cardOf(a, "cloud-platform"); !strings.Contains(got, "| 2,000 | +1,975 |") || !strings.Contains(got, "| +$14,999.99 |") {
			t.Errorf("%s: %s", v.language, got)
		}
	}
}

func TestTheLeastThatReachesALevelIsFilledInAndReachesIt(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(lumen)
	for _, v.language = range views.Languages {
		for competency, level := range map[string]string{"cloud-productivity": "gold", "smmcs": "silver", "cloud-platform": "gold"} {
			a := v.follow(v.get(whatIf("least", competency+"~"+level, "seats_sold~crm-online", "7")))
			if got := a.page.Find("#"+competency+"-levels .what-if-changed .level").AttrOr("data-level", ""); got != level {
				t.Errorf("%s becomes %q, want %q", competency, got, level)
			}
			if got := a.page.Find("[name='seats_sold~crm-online']").AttrOr("value", ""); got != "7" {
				t.Errorf("the form forgot another field: %q", got)
			}
		}
	}
	for _, unknown := range []string{"cloud-productivity", "cloud-productivity~platinum", "no-such~gold"} {
		v.get(whatIf("least", unknown)).is(http.StatusNotFound)
	}
}

func TestCustomersThatWouldNominateBringWhatThePartnerIsToldThatItMisses(t *testing.T) {
	t.Parallel()
	x := small(t)
	take(t, x.store, []demo.File{{Name: "usage.csv", CSV: []byte("subscription_id,month,consumed\nb-azure,2016-04,75\n")}})
	v := x.as(harbour)
	v.language = "en"
	a := v.get(whatIf("choose", "yes")).is(http.StatusOK)
	if a.page.Find("[name=customer][value=T-B]").Length() != 1 {
		t.Fatal("the customer of a delegation is not offered")
	}
	a = v.get(whatIf("customer", "T-B")).is(http.StatusOK).says(say("en", "what_if.brings", "Label", "Consumed revenue: Azure", "Amount", "+$75.00"))
	if got := cardOf(a, "cloud-platform"); !strings.Contains(got, "$0.00 | $75.00 | +$75.00") {
		t.Error(got)
	}
	if got := v.get(whatIf("customer", "no-such", "customer", "T-A")).is(http.StatusOK).page.Find("#what-if-brought dt").Length(); got != 0 {
		t.Errorf("%d customers that the partner does not know bring something", got)
	}
}
