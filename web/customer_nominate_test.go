package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

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
	a = v.press(a, l.T("form.continue"), nil)
	a = v.press(a, l.T("nominate.check_act"), url.Values{"partner": {partner}}).says(name)
	a = v.click(a, l.T("nominate.continue_with", "Name", name))
	a = v.click(a, l.T("form.continue"))
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
		{"a global account", owner, "s=a-office&seen=0&partner=200", 200, refusal(programme.RefusedGlobal, "Harbour Group")},
		{"a suspended partner", owner, "s=a-office&seen=0&partner=300", 200, refusal(programme.RefusedSuspended, "Quiet Works")},
		{"a subscription that ended", owner, "s=a-ended&seen=0&partner=100", 422, refusal(programme.RefusedEnded, "a-ended")},
		{"one of two that ended", owner, "s=a-office&seen=0&s=a-ended&seen=0&partner=100", 422, refusal(programme.RefusedEnded, "a-ended")},
		{"no subscription", owner, "partner=100", 422, refusal(programme.RefusedNothingChosen, "")},
		{"the same partner again", owner, "s=a-azure&seen=" + key + "&partner=400", 422, refusal(programme.RefusedSame, "a-azure")},
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
		a := v.get("/nominate/partner?s=a-office&partner=200").says("Harbour Osaka", "Harbour Leeds")
		a = v.click(a, say(v.language, "nominate.choose_act"))
		if a.is(http.StatusOK).asked.Path != views.NominateMeaningPath {
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
	a := v.get("/nominate/meaning?partner="+url.QueryEscape(" １００　")).says("Lumen Cloud", say("en", "meaning.nothing_chosen"))
	a = v.click(a, say("en", "meaning.choose")).says("100")
	a = v.press(a, say("en", "form.continue"), url.Values{"s": {"a-office"}}).says("Lumen Cloud")
	v.click(a, say("en", "nominate.continue_with", "Name", "Lumen Cloud")).says("a-office")
}
