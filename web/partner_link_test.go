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

// link is the path of a link that somebody made.
func (x *site) link(email string, l programme.Link) string {
	x.t.Helper()
	token, _, err := x.store.MakeLink(x.t.Context(), x.person(email), l)
	if err != nil {
		x.t.Fatal(err)
	}
	return views.OpenLinkPath(token)
}

// linked adds to the addresses of pages those of links, of support contacts and of evidence.
func (x *site) linked(open map[string]string) map[string]string {
	x.t.Helper()
	reference := x.claimed("a-azure", "report.pdf")
	for _, a := range []views.Audience{views.Customer, views.Partner, views.Admin} {
		open[views.EvidencePath(a, ":reference", ":place")] = views.EvidencePath(a, reference, "1")
	}
	open[views.ClaimPath] = views.ClaimPath
	open[views.LinkPath] = views.LinkPath + "?location=100&tenant=T-A&subscriptions=a-office"
	open["/partner/contact/:id"] = views.ContactPath("100")
	x.people(open)
	open[views.OpenLinkPath(":token")] = x.link(lumen, programme.Link{Partner: "100", Tenant: "T-A", Subscriptions: []string{"a-office"}})
	return open
}

// made is the address that the page of links shows.
func made(a answer) string { return strings.TrimSpace(a.page.Find("#made ~ p .code").First().Text()) }

func TestALinkIsMadeOnAPageAndLeadsToTheNominationFilledIn(t *testing.T) {
	t.Parallel()
	x := small(t, func(o *Options) { o.PublicURL = "https://partners.vendor.example" })
	for _, language := range views.Languages {
		partner, customer := x.as(lumen), x.visitor()
		partner.language, customer.language = language, language
		a := partner.press(partner.get(views.LinkPath).is(http.StatusOK), say(language, "link.act"), url.Values{"tenant": {" t-a "}, "subscriptions": {"a-office, a-ems"}})
		a.is(http.StatusOK).says(say(language, "link.for_tenant", "Tenant", "t-a"), say(language, "link.until", "Date", views.For(language).Date(x.store.Now().AddDate(0, 0, 30))))
		path, whole := strings.CutPrefix(made(a), "https://partners.vendor.example/")
		if !whole || strings.Contains(a.body, x.URL) {
			t.Fatalf("the link is %q", made(a))
		}
		x.unchanged(func() {
			a = customer.get("/" + path).is(http.StatusSeeOther) // to the sign-in, and back
			a = customer.press(customer.next(a), say(language, "sign_in.act"), url.Values{"email": {owner}, "password": {password}})
			a = customer.next(a).is(http.StatusOK).says(say(language, "link.sent", "Name", "Lumen Cloud"), "a-office", "a-ems")
			if a.asked.Path != "/"+path {
				t.Errorf("the sign-in leads to %s", a.asked.Path)
			}
			a.says(say(language, "check.act", "Name", "Lumen Cloud", "N", 2))
		})
	}
}

func TestAConfirmedLinkNominates(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(administrator)
	v.language = "en"
	a := v.get(x.link(lumen, programme.Link{Partner: "100", Subscriptions: []string{"a-office"}}))
	v.next(v.press(a, say("en", "check.act", "Name", "Lumen Cloud", "N", 1), nil)).is(http.StatusOK)
	if got := x.present(owner, "a-office").Partner.ID; got != "100" {
		t.Errorf("the partner of record is %s", got)
	}
	any := v.get(x.link(harbour, programme.Link{Partner: "202"})).is(http.StatusOK).says("Harbour Leeds", say("en", "meaning.rights"), "a-ems")
	v.press(any, say("en", "form.continue"), url.Values{"s": {"a-ems"}}).is(http.StatusOK).says(say("en", "check.act", "Name", "Harbour Leeds", "N", 1))
}

func TestALinkThatDoesNotLeadOnSaysWhy(t *testing.T) {
	t.Parallel()
	x := small(t)
	bound := x.link(lumen, programme.Link{Partner: "100", Tenant: "T-A"})
	anyones, others := x.link(lumen, programme.Link{Partner: "100"}), x.link(lumen, programme.Link{Partner: "100", Subscriptions: []string{"b-azure"}})
	suspended := x.link(ember, programme.Link{Partner: "400"})
	take(t, x.store, []demo.File{{Name: "partners.csv", CSV: []byte("partner_id,name,status\n400,Ember Partners,suspended\n")}})
	ended := x.link(lumen, programme.Link{Partner: "100", Subscriptions: []string{"a-ended"}})
	for _, c := range []struct {
		who, path string
		status    int
		says      []any
	}{
		{reader, anyones, 403, []any{"refusal.role"}},
		{otherOwner, bound, 422, []any{"refusal.link_others"}},
		{owner, others, 422, []any{"refusal.link_others"}},
		{owner, suspended, 422, []any{"refusal.suspended", "Name", "400"}},
		{owner, anyones[:len(anyones)-1], 422, []any{"refusal.link"}},
		{owner, anyones + "A", 422, []any{"refusal.link"}},
		{owner, views.OpenLinkPath("nothing"), 422, []any{"refusal.link"}},
		{owner, views.OpenLinkPath("%F0%9F%99%82%00"), 422, []any{"refusal.link"}},
		{owner, ended, 422, []any{"refusal.ended", "Name", "Dynamics CRM Online (a-ended)"}},
		{lumen, anyones, 403, []any{"error_title.403"}},
		{admin, anyones, 403, []any{"error_title.403"}},
	} {
		v := x.as(c.who)
		for _, v.language = range views.Languages {
			args := c.says[1:]
			if len(args) == 0 {
				args = []any{"Name", ""}
			}
			x.unchanged(func() { v.get(c.path).is(c.status).says(say(v.language, c.says[0].(string), args...)) })
		}
	}
}

func TestAPartnerMakesLinksForItsOwnLocationsAlone(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(harbour)
	v.language = "en"
	a := v.get(views.LinkPath).is(http.StatusOK).says("Harbour Osaka", "Harbour Leeds")
	if chosen := a.page.Find("option[selected]").AttrOr("value", ""); chosen != "201" {
		t.Errorf("%q is chosen", chosen)
	}
	a = v.get(views.LinkPath+"?location=202").is(http.StatusOK).says(say("en", "link.for_any"), say("en", "link.no_address"))
	if !strings.HasPrefix(made(a), "/nominate/with/") {
		t.Errorf("the link is %q", made(a))
	}
	many := strings.Repeat("x ", 3) + strings.Join(strings.Split("abcdefghijklmnopqrstu", ""), " ")
	for query, says := range map[string][]any{
		"location=100": {"refusal.unknown_partner", "Name", "100"}, "location=200": {"refusal.global_account", "Name", "200"},
		"location=none": {"refusal.unknown_partner", "Name", "none"}, "location=201&subscriptions=" + url.QueryEscape(many): {"refusal.link_long", "Name", ""},
	} {
		v.get(views.LinkPath + "?" + query).is(http.StatusUnprocessableEntity).says(say("en", says[0].(string), says[1:]...))
	}
}

func TestALinkForWhatNobodyHasSaysSoAtItsField(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(lumen)
	for _, v.language = range views.Languages {
		for _, c := range []struct{ tenant, subscriptions, field, code, name string }{
			{"T-X", "", "tenant", programme.RefusedTenant, "T-X"},
			{"T-A", "a-office, a-offise", "subscriptions", programme.RefusedSubscription, "a-offise"},
			{"", "nothing", "subscriptions", programme.RefusedSubscription, "nothing"},
		} {
			a := v.get(views.LinkPath + "?" + url.Values{"location": {"100"}, "tenant": {c.tenant}, "subscriptions": {c.subscriptions}}.Encode()).is(http.StatusUnprocessableEntity)
			if got, want := words(a.page.Find("#"+c.field+"-error")), say(v.language, "refusal."+c.code, "Name", c.name); got != want || made(a) != "" {
				t.Errorf("%q at %q, want %q", got, c.field, want)
			}
		}
		// whose a subscription is it does not tell
		if made(v.get(views.LinkPath+"?location=100&tenant=T-A&subscriptions=b-azure").is(http.StatusOK)) == "" {
			t.Error("there is no link")
		}
	}
}
