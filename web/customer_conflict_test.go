package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"shimei/store"
	"shimei/views"
)

func TestWhoIsSlowerLearnsWhoChangedItToWhomAndDecidesAnew(t *testing.T) {
	t.Parallel()
	for _, language := range views.Languages {
		x := small(t)
		v := x.as(owner)
		v.language = language
		name := func(n int) string { return say(language, "check.act", "Name", "Lumen Cloud", "N", n) }
		form := v.get("/nominate/check?s=a-office&s=a-ems&partner=100")
		if _, err := x.store.Nominate(t.Context(), x.person(administrator), "202", []store.Choice{{ID: "a-ems"}}); err != nil {
			t.Fatal(err)
		}
		now := x.present(owner, "a-ems")
		x.unchanged(func() {
			form = v.press(form, name(2), nil).is(http.StatusConflict)
		})
		form.says(say(language, "check.changed_by", "ID", "Enterprise Mobility Suite (a-ems)", "By", "Ben Ito", "Partner", "Harbour Leeds (202)",
			"Time", views.For(language).DateTime(now.From.In(x.programme().Zone))))
		if n := form.page.Find("#errors li").Length(); n != 1 {
			t.Errorf("%d conflicts, want one", n)
		}
		if got, want := form.fields("seen"), []string{"0", strconv.FormatInt(now.Key, 10)}; !slices.Equal(got, want) {
			t.Errorf("the form carries %v as seen, want %v", got, want)
		}
		if got, want := form.fields("s"), []string{"a-office", "a-ems"}; !slices.Equal(got, want) {
			t.Errorf("the form carries %v as chosen, want %v", got, want)
		}
		v.next(v.press(form, name(2), nil)).is(http.StatusOK).says("Lumen Cloud")
		if got := x.present(owner, "a-ems").Partner.ID; got != "100" {
			t.Errorf("a-ems has the partner of record %s", got)
		}
	}
}

func TestARemovalInTheMeantimeIsAConflictToo(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(owner)
	form := v.get("/nominate/check?s=a-azure&partner=100")
	seen := x.present(owner, "a-azure").Key
	if err := x.store.Remove(t.Context(), x.person(administrator), store.Choice{ID: "a-azure", Seen: seen}); err != nil {
		t.Fatal(err)
	}
	x.unchanged(func() {
		form = v.press(form, say("en", "check.act", "Name", "Lumen Cloud", "N", 1), nil).is(http.StatusConflict)
	})
	if got := form.fields("seen"); !slices.Equal(got, []string{"0"}) || !strings.Contains(form.main(), "removed in the meantime by Ben Ito") {
		t.Errorf("the form carries %v as seen and says\n%s", got, form.main())
	}
}

func TestTheLanguageChangesWithoutLosingARefusedForm(t *testing.T) {
	t.Parallel()
	v := small(t).as(owner)
	a := v.post("/nominate", url.Values{"s": {"a-azure"}, "seen": {"0"}, "partner": {"100"}}).is(http.StatusConflict)
	a = v.next(v.press(a, "日本語", nil)).is(http.StatusOK).says("a-azure", "Lumen Cloud")
	if a.language() != "ja" || len(a.fields("seen")) != 1 {
		t.Errorf("%s in %s carries %v", a.asked, a.language(), a.fields("seen"))
	}
}

func TestARemovalAsksFirstAndSaysThatItIsDone(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(administrator)
	for _, c := range []struct{ language, id, product string }{{"en", "a-azure", "Azure"}, {"ja", "a-ems", "Enterprise Mobility Suite"}} {
		v.language = c.language
		removed := say(v.language, "flash.removed", "Partner", "Ember Partners", "Product", c.product)
		if c.language == "ja" {
			v.nominated("400", "Ember Partners", c.id)
		}
		a := v.click(v.get(views.SubscriptionPath(c.id)), say(v.language, "record.remove"))
		a.is(http.StatusOK).says(say(v.language, "remove.ends_now"), say(v.language, "remove.ends_credit", "Name", "Ember Partners"))
		a = v.next(v.press(a, say(v.language, "remove.act", "Name", "Ember Partners"), nil))
		a.is(http.StatusOK).says(removed, say(v.language, "record.none_yet"))
		if again := v.get(a.asked.Path); strings.Contains(again.main(), removed) {
			t.Errorf("the message is still there: %s", again.main())
		}
		if got := x.present(owner, c.id); got.Key != 0 {
			t.Errorf("%s still has a partner of record: %+v", c.id, got)
		}
		v.get(views.RemovePath(c.id)).is(http.StatusConflict).says(say(v.language, "refusal.none", "Name", c.product+" ("+c.id+")"))
	}
}

func TestARemovalOfWhatWasChangedInTheMeantimeIsRefused(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(owner)
	form := v.get("/subscriptions/a-azure/remove")
	seen := x.present(owner, "a-azure").Key
	if _, err := x.store.Nominate(t.Context(), x.person(administrator), "100", []store.Choice{{ID: "a-azure", Seen: seen}}); err != nil {
		t.Fatal(err)
	}
	x.unchanged(func() {
		v.post("/subscriptions/a-azure/remove", url.Values{"seen": {"x"}}).is(http.StatusBadRequest)
		v.post("/subscriptions/a-azure/remove", url.Values{}).is(http.StatusBadRequest)
		form = v.press(form, say("en", "remove.act", "Name", "Ember Partners"), nil).is(http.StatusConflict)
	})
	form.says(say("en", "refusal.changed", "Name", "Azure (a-azure)"))
	v.next(v.press(form, say("en", "remove.act", "Name", "Lumen Cloud"), nil)).is(http.StatusOK)
}

func TestANominationIsMadeOnceHoweverOftenItsButtonIsPressed(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(owner)
	form := v.get("/nominate/check?s=a-office&partner=100")
	button := say("en", "check.act", "Name", "Lumen Cloud", "N", 1)
	v.press(form, button, nil).is(http.StatusSeeOther)
	x.unchanged(func() { v.press(form, button, nil).is(http.StatusConflict).says("Aiko Mori") })
}
