package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"shimei/store"
	"shimei/store/demo"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
)

// say is a message in a language.
func say(language, key string, args ...any) string { return views.For(language).T(key, args...) }

// nominated goes through all the steps for subscriptions, as a person does, and returns the
// confirmation.
func (v *visitor) nominated(partner, name string, ids ...string) answer {
	v.t.Helper()
	l := views.For(v.language)
	a := v.press(v.get(views.SubscriptionsPath), l.T("subscriptions.nominate_ticked"), url.Values{"s": ids})
	a = v.press(a, l.T("form.continue"), url.Values{"partner": {partner}}).says(name)
	return v.next(v.press(a, l.T("check.act", "Name", name, "N", len(ids)), nil)).is(http.StatusOK)
}

func TestANominationGoesThroughAllItsStepsOnBothEngines(t *testing.T) {
	t.Parallel()
	onBothEngines(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		take(t, s, smallFacts())
		addPeople(t, s, slices.DeleteFunc(slices.Clone(smallPeople), func(p demo.Person) bool { return p.Email != owner && p.Email != reader }))
		x := serve(t, s)
		v, another := x.as(owner), x.as(reader)
		for _, v.language = range views.Languages {
			partner := map[string][2]string{"en": {"100", "Lumen Cloud"}, "ja": {"２０２", "Harbour Leeds"}}[v.language]
			a := v.nominated(partner[0], partner[1], "a-office", "a-ems")
			a.says(partner[1], "a-office", "a-ems", "Aiko Mori", say(v.language, "state.in_effect"))
			if again := v.get(a.asked.Path); again.main() != a.main() {
				t.Errorf("the confirmation reads differently when it is opened again:\n%s\n%s", a.main(), again.main())
			}
			another.get(a.asked.Path).is(http.StatusOK).says("Aiko Mori")
		}
		for id, want := range map[string]string{"a-office": "202", "a-ems": "202", "a-azure": "400"} {
			if got := x.present(owner, id).Partner.ID; got != want {
				t.Errorf("%s has the partner of record %s, want %s", id, got, want)
			}
		}
	})
}

// present is the partner of record of a subscription.
func (x *site) present(email, id string) directory.PartnerOfRecord {
	x.t.Helper()
	found, err := x.store.Chosen(x.t.Context(), x.person(email).Customer, []string{id})
	if err != nil {
		x.t.Fatal(err)
	}
	if found[0].Present == nil {
		return directory.PartnerOfRecord{}
	}
	return *found[0].Present
}

// presentOf is the key of the partner of record of a subscription of Aster Foods, 0 for none.
func (x *site) presentOf(subscription string) int64 {
	x.t.Helper()
	found, err := x.store.Chosen(x.t.Context(), x.person(owner).Customer, []string{subscription})
	if err != nil {
		x.t.Fatal(err)
	}
	if found[0].Present == nil {
		return 0
	}
	return found[0].Present.Key
}

// nominates has the owner of the fixture nominate a partner.
func (x *site) nominates(partner, subscription string) {
	x.t.Helper()
	if _, err := x.store.Nominate(x.t.Context(), x.person(owner), partner, []store.Choice{{ID: subscription, Seen: x.presentOf(subscription)}}); err != nil {
		x.t.Fatal(err)
	}
}

func TestANominationThatIsRefusedSaysWhyAndChangesNothing(t *testing.T) {
	t.Parallel()
	x := small(t)
	key := strconv.FormatInt(x.present(owner, "a-azure").Key, 10)
	visitors := map[string]*visitor{owner: x.as(owner), reader: x.as(reader)}
	refusal := func(code, name string) []any { return []any{"refusal." + code, "Name", name} }
	for _, c := range []struct {
		what, who string
		form      string
		status    int // of the page that says so, after a redirect
		message   []any
	}{
		{"an unknown partner id", owner, "s=a-office&seen=0&partner=999", 200, refusal(programme.RefusedUnknown, "999")},
		{"an empty partner id", owner, "s=a-office&seen=0", 200, []any{"nominate.partner_title"}},
		{"a global account", owner, "s=a-office&seen=0&partner=200", 200, []any{"nominate.locations", "Name", "Harbour Group", "N", 2}},
		{"a suspended partner", owner, "s=a-office&seen=0&partner=300", 200, refusal(programme.RefusedSuspended, "Quiet Works")},
		{"a subscription that ended", owner, "s=a-ended&seen=0&partner=100", 422, refusal(programme.RefusedEnded, "Dynamics CRM Online (a-ended)")},
		{"one of two that ended", owner, "s=a-office&seen=0&s=a-ended&seen=0&partner=100", 422, refusal(programme.RefusedEnded, "Dynamics CRM Online (a-ended)")},
		{"no subscription", owner, "partner=100", 422, refusal(programme.RefusedNothingChosen, "")},
		{"the same partner again", owner, "s=a-azure&seen=" + key + "&partner=400", 422, refusal(programme.RefusedSame, "Azure (a-azure)")},
		{"by a reader", reader, "s=a-office&seen=0&partner=100", 403, refusal(programme.RefusedRole, "")},
		{"a malformed key", owner, "s=a-office&seen=x&partner=100", 400, []any{"error_why.400"}},
		{"a key too few", owner, "s=a-office&s=a-ems&seen=0&partner=100", 400, []any{"error_why.400"}},
		{"a form that is none", owner, "s=%zz", 400, []any{"error_why.400"}},
	} {
		v := visitors[c.who]
		for _, v.language = range views.Languages {
			x.unchanged(func() {
				a := v.send(http.MethodPost, views.NominatePath, "application/x-www-form-urlencoded", strings.NewReader(c.form))
				if a.status == http.StatusSeeOther {
					a = v.next(a)
				}
				a.is(c.status).says(say(v.language, c.message[0].(string), c.message[1:]...))
				if a.asked.Path != views.NominatePartnerPath && a.status == 200 {
					t.Errorf("%s leads to %s", c.what, a.asked.Path)
				}
			})
		}
	}
}

func TestAGlobalAccountOffersItsLocations(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(owner)
	for _, v.language = range views.Languages {
		a := v.next(v.get("/nominate/check?s=a-office&partner=200")).is(http.StatusOK).says("Harbour Osaka", "Harbour Leeds")
		if a.page.Find("#errors").Length() != 0 {
			t.Error("an account is shown as a mistake")
		}
		a = v.click(a, say(v.language, "nominate.choose_act"))
		if a.is(http.StatusOK).asked.Path != views.NominateCheckPath {
			t.Errorf("a location leads to %s", a.asked.Path)
		}
		a.says("Harbour Osaka", "a-office")
	}
	v.get("/nominate/partner?s=a-office&q=Harbour").says("Harbour Osaka", "Harbour Leeds")
	v.get("/nominate/partner?s=a-office&q=Quiet").says(say("ja", "nominate.results", "N", 0, "Query", "Quiet"))
}

func TestAPartnersLinkOpensBeforeAnythingIsChosen(t *testing.T) {
	t.Parallel()
	v := small(t).as(owner)
	v.language = "en"
	a := v.get("/nominate/meaning?partner="+url.QueryEscape(" １００　")).says("Lumen Cloud", say("en", "meaning.rights"))
	v.press(a, say("en", "form.continue"), url.Values{"s": {"a-office"}}).says("Lumen Cloud", "a-office", say("en", "meaning.rights"))
	for _, of := range []string{"/nominate/meaning", "/nominate/check", "/nominate"} { // of a global account
		a = v.get(of + "?partner=200")
		for a.status == http.StatusSeeOther {
			a = v.next(a)
		}
		a = v.click(a.is(http.StatusOK).says("Harbour Leeds"), say("en", "nominate.choose_act")).says("Harbour Osaka")
		v.press(a, say("en", "form.continue"), url.Values{"s": {"a-office"}}).says("Harbour Osaka", "a-office", say("en", "meaning.rights"))
	}
}

// How many actions it takes is counted by TestNoJourneyTakesMoreThanItDid.
func TestTickedSubscriptionsAreNominatedForWithoutBeingAskedForAgain(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(owner)
	for _, v.language = range views.Languages {
		list := v.get(views.SubscriptionsPath)
		if n := list.page.Find("td.tick input[value=a-office], td.tick input[value=a-ems]").Length(); n != 2 {
			t.Fatalf("%d can be ticked", n)
		}
		partners := v.press(list, say(v.language, "subscriptions.nominate_ticked"), url.Values{"s": {"a-office", "a-ems"}})
		check := v.click(partners.says(say(v.language, "nominate.known"), "Ember Partners"), say(v.language, "nominate.choose_act"))
		done := v.next(v.press(check, say(v.language, "check.act", "Name", "Ember Partners", "N", 2), nil))
		done.is(http.StatusOK).says("Ember Partners", "a-office", "a-ems")
		for _, id := range []string{"a-office", "a-ems"} {
			if err := x.store.Remove(t.Context(), x.person(owner), store.Choice{ID: id, Seen: x.present(owner, id).Key}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestWhatHasThePartnerAlreadyIsLeftOut(t *testing.T) {
	t.Parallel()
	v := small(t).as(owner)
	for _, v.language = range views.Languages {
		a := v.get("/nominate/check?s=a-office&s=a-azure&partner=400").is(http.StatusOK).says(say(v.language, "check.already", "Name", "Ember Partners", "N", 1))
		if ids := a.page.Find("form input[name=s]"); ids.Length() != 1 || ids.AttrOr("value", "") != "a-office" {
			t.Errorf("the form is for %d", ids.Length())
		}
		v.get("/nominate/check?s=a-azure&partner=400").is(http.StatusOK).says(say(v.language, "check.nothing", "Name", "Ember Partners", "N", 1))
		if offers := v.get("/nominate/partner?s=a-azure").is(http.StatusOK); strings.Contains(offers.main(), say(v.language, "nominate.known")) {
			t.Error("who is the partner of record is offered")
		}
	}
}

func TestPartnersAreFoundByPlaceAndByLevel(t *testing.T) {
	t.Parallel()
	x := small(t)
	if err := x.store.SetPage(t.Context(), x.person(harbour), "202", directory.Contact{}, directory.Profile{Place: "Leeds"}); err != nil {
		t.Fatal(err)
	}
	v := x.as(owner)
	v.language = "en"
	for query, want := range map[string]string{"q=leeds": "202", "q=United+Kingdom": "202", "q=日本": "201 100", "q=germany": "400", "q=q": "", "level=silver": "", "competency=cloud-productivity": "", "level=none": ""} {
		a := v.get("/nominate/partner?s=a-office&" + query).is(http.StatusOK)
		var found []string
		a.page.Find("#results .code").Each(func(_ int, s *goquery.Selection) { found = append(found, s.Text()) })
		if got := strings.Join(found, " "); got != want {
			t.Errorf("%s finds %q, want %q", query, got, want)
		}
	}
}
