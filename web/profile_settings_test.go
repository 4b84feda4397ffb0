package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/programme"
	"shimei/views"
)

func TestWhatAPersonChoosesGoesAlongToAnotherBrowser(t *testing.T) {
	t.Parallel()
	x := small(t)
	here, there := x.as(owner), x.as(owner)
	here.language, there.language = "en", "en"
	page := here.get(views.ProfilePath)
	if page.page.Find("html[data-theme]").Length() != 0 || page.fields("zone")[0] != "" {
		t.Fatalf("before the choice: %s", page.main())
	}
	a := here.post(views.ProfilePath, url.Values{"act": {views.ActSettings}, "language": {"ja"}, "theme": {"dark"}, "zone": {" Asia/Kolkata "}})
	here.follow(a).says(say("ja", "profile_done.settings"))
	for name, want := range map[string]string{"language": "ja", "theme": "dark"} {
		if c := a.cookie(name); c == nil || c.Value != want {
			t.Errorf("the browser keeps %v, want %s", c, want)
		}
	}
	page = there.get(views.ProfilePath).is(http.StatusOK)
	if got := page.page.Find("html").AttrOr("data-theme", ""); got != "dark" || page.language() != "ja" || page.fields("zone")[0] != "Asia/Kolkata" {
		t.Errorf("another browser has %q %q %v", got, page.language(), page.fields("zone"))
	}
	footer := words(page.page.Find("footer"))
	if !strings.Contains(footer, say("ja", "frame.zones", "Own", "Asia/Kolkata", "Zone", "UTC")) {
		t.Errorf("the page does not say whose zones are shown: %s", footer)
	}
	there.press(page, "ライト", nil) // the switch of the menu is kept with the account too
	if got := x.person(owner).Theme; got != "light" {
		t.Errorf("the account keeps %q", got)
	}
}

func TestAZoneThatThereIsNotIsRefusedAndNothingIsKept(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(owner)
	v.language = "en"
	for _, zone := range []string{"Asia/Atlantis", "Local", "../etc/passwd", "JST-9"} {
		a := v.post(views.ProfilePath, url.Values{"act": {views.ActSettings}, "language": {"ja"}, "theme": {"dark"}, "zone": {zone}})
		a.is(http.StatusUnprocessableEntity).says(say("en", "profile.wrong_zone"))
		if a.fields("zone")[0] != zone || a.cookie("theme") != nil {
			t.Errorf("%s: the form has %v, and the browser keeps %v", zone, a.fields("zone"), a.cookie("theme"))
		}
		if p := x.person(owner); p.Zone+p.Theme+p.Language != "" {
			t.Errorf("%s: the account keeps %q %q %q", zone, p.Zone, p.Theme, p.Language)
		}
	}
}

func TestANameHasAReadingByWhichItIsFound(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(owner)
	v.language = "en"
	v.follow(v.post(views.ProfilePath, url.Values{"act": {views.ActName}, "name": {"森 愛子"}, "reading": {"もり あいこ"}})).says(say("en", "profile_done.named"))
	if got := v.get(views.ProfilePath).fields("reading"); got[0] != "もり あいこ" {
		t.Errorf("the reading is %q", got)
	}
	x.as(admin).get(views.PeopleDirectoryPath+"?q="+url.QueryEscape("アイコ")).says("森 愛子", owner)
	a := v.post(views.ProfilePath, url.Values{"act": {views.ActName}, "name": {" "}, "reading": {"もり"}}).is(http.StatusUnprocessableEntity)
	if got := a.fields("reading"); got[0] != "もり" || x.person(owner).Reading != "もり あいこ" {
		t.Errorf("a refused form has the reading %q", got)
	}
}

// Whatever zone a person chose, a page differs in nothing but how its moments are written: they stay the same moments,
// and every day, month, figure and file is the programme's.
func TestAZoneMovesNothingButHowMomentsAreWritten(t *testing.T) {
	t.Parallel()
	x := small(t)
	reference, err := x.store.Nominate(t.Context(), x.person(owner), "100", []store.Choice{{ID: "a-ems"}})
	if err != nil {
		t.Fatal(err)
	}
	asked, claimed := x.asksDelegation(), x.claims()
	open := addresses(reference, asked, claimed, 1, x.refused("partner_id,name\n,Nobody\n"), "", "")
	moved := 0
	for _, rt := range routes {
		address, who := open[rt.path], readers[rt.audience]
		if rt.method != get || address == "" || who == "" || strings.HasPrefix(rt.path, views.ProfilePath) || strings.Contains(rt.path, ":token") || strings.HasSuffix(rt.path, ".xlsx") {
			continue
		}
		for _, language := range views.Languages {
			v := x.as(who)
			v.language = language
			x.chooses(who, "")
			v.get(address) // a look that is kept
			plain := v.get(address).is(http.StatusOK)
			for _, zone := range []string{"Pacific/Kiritimati", "Pacific/Marquesas"} { // 14 hours ahead, 9½ behind
				x.chooses(who, zone)
				moved += sameButMoments(t, address, plain.shown(), v.get(address).is(http.StatusOK).shown())
			}
		}
	}
	if moved < 100 {
		t.Errorf("%d moments were written otherwise: the test looks at nothing", moved)
	}
}

func (x *site) chooses(who, zone string) {
	x.t.Helper()
	if err := x.store.SetSettings(x.t.Context(), x.person(who).Key, store.Settings{Zone: zone}); err != nil {
		x.t.Fatal(err)
	}
}

// shown is an answer without what says that moments are moved.
func (a answer) shown() string {
	if a.page != nil {
		for _, part := range a.page.Find("footer .part").EachIter() {
			if strings.Contains(part.Text(), "Pacific/") {
				a.body = strings.ReplaceAll(a.body, part.Text(), "")
			}
		}
		a.body = strings.ReplaceAll(a.body, `<span class="part"></span>`, "")
	}
	return a.body
}

// momentText is a moment as pages write it, in both languages.
var momentText = regexp.MustCompile(`(\d{1,2} [A-Z][a-z]+ \d{4},|\d{4}/\d\d/\d\d) \d\d:\d\d (UTC[+-]\d\d:\d\d|UTC)`)

// sameButMoments fails unless two pages are the same but for how their moments are written, and counts those.
func sameButMoments(t *testing.T, address, plain, other string) (moved int) {
	t.Helper()
	before, after := momentText.FindAllString(plain, -1), momentText.FindAllString(other, -1)
	if momentText.ReplaceAllString(plain, "") != momentText.ReplaceAllString(other, "") || len(before) != len(after) {
		t.Errorf("%s is another page in another zone", address)
		return 0
	}
	for k := range before {
		if before[k] == after[k] {
			continue
		}
		if moved++; !momentOf(t, before[k]).Equal(momentOf(t, after[k])) {
			t.Errorf("%s: %s is written as %s", address, before[k], after[k])
		}
	}
	return moved
}

func momentOf(t *testing.T, text string) time.Time {
	t.Helper()
	for _, layout := range []string{"2 January 2006, 15:04 UTC-07:00", "2006/01/02 15:04 UTC-07:00", "2 January 2006, 15:04 UTC", "2006/01/02 15:04 UTC"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at
		}
	}
	t.Fatalf("%q is no moment", text)
	return time.Time{}
}

func TestAZoneOfTheProgrammeIsNoOther(t *testing.T) {
	r := &request{}
	p := &programme.Programme{Zone: time.UTC}
	for name, want := range map[string]string{"": "", "UTC": "", "Asia/Tokyo": "Asia/Tokyo", "Asia/Atlantis": ""} {
		r.who.Zone = name
		got := ""
		if zone := r.ownZone(p); zone != nil {
			got = zone.String()
		}
		if got != want {
			t.Errorf("%q is shown in %q, want %q", name, got, want)
		}
	}
}
