package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shimei/store"
	"shimei/views"
)

// alike fails unless two answers are the same but for the request's id and what was asked.
func alike(t *testing.T, a, b answer, askedA, askedB string) {
	t.Helper()
	masked := func(x answer, asked string) string {
		body := strings.ReplaceAll(x.body, x.header.Get("X-Request-ID"), "REQUEST")
		return strings.ReplaceAll(body, url.PathEscape(asked), "ASKED")
	}
	if a.status != b.status || masked(a, askedA) != masked(b, askedB) {
		t.Errorf("%s and %s are told apart: %d and %d\n%s\n%s", askedA, askedB, a.status, b.status, a.body, b.body)
	}
	for _, h := range []http.Header{a.header, b.header} {
		h.Del("X-Request-ID")
		h.Del("Date")
		h.Del("Content-Length")  // of pages that name ids of different lengths
		if h.Get("ETag") != "" { // of pages that name different ids
			h.Set("ETag", "a tag")
		}
	}
	for name := range a.header {
		if got, want := b.header.Get(name), a.header.Get(name); got != want {
			t.Errorf("%s and %s are told apart by %s: %q and %q", askedA, askedB, name, want, got)
		}
	}
}

func TestWhatIsAnothersLooksAsIfItWereNot(t *testing.T) {
	t.Parallel()
	x := small(t)
	reference, err := x.store.Nominate(t.Context(), x.person(otherOwner), "400", []store.Choice{{ID: "b-azure"}})
	if err != nil {
		t.Fatal(err)
	}
	form := func(id string) url.Values { return url.Values{"s": {id}, "seen": {"0"}, "partner": {"100"}} }
	x.unchanged(func() {
		for _, email := range []string{owner, administrator, reader} {
			v := x.as(email)
			for _, v.language = range views.Languages {
				for _, ids := range [][2]string{{"b-office", "x-office"}, {"b-azure", "nothing"}} {
					others, absent := ids[0], ids[1]
					alike(t, v.get("/subscriptions/"+others).is(http.StatusNotFound), v.get("/subscriptions/"+absent), others, absent)
					alike(t, v.get("/subscriptions/"+others+"/remove"), v.get("/subscriptions/"+absent+"/remove"), others, absent)
					alike(t, v.post("/subscriptions/"+others+"/remove", form(others)), v.post("/subscriptions/"+absent+"/remove", form(absent)), others, absent)
					alike(t, v.post("/nominate", form(others)), v.post("/nominate", form(absent)), others, absent)
					for _, step := range []string{"/nominate", "/nominate/partner", "/nominate/meaning", "/nominate/check"} {
						query := func(id string) string { return step + "?partner=100&s=" + id }
						alike(t, v.get(query(others)), v.get(query(absent)), others, absent)
					}
				}
				alike(t, v.get("/nominations/"+reference).is(http.StatusNotFound), v.get("/nominations/AAAAA-AAAAA"), reference, "AAAAA-AAAAA")
			}
		}
	})
}

func TestAnotherAccountsCustomerLooksAsIfItWereNot(t *testing.T) {
	t.Parallel()
	x := small(t)
	for _, c := range []struct{ who, its, others string }{{lumen, "T-B", "T-A"}, {harbour, "T-B", "T-A"}, {ember, "T-A", "T-B"}} {
		v := x.as(c.who)
		for _, v.language = range views.Languages {
			v.get(views.CustomerPath(c.its)).is(http.StatusOK)
			alike(t, v.get(views.CustomerPath(c.others)).is(http.StatusNotFound), v.get(views.CustomerPath("nobody")), c.others, "nobody")
		}
	}
}

func TestNobodyNominatesForAnothersSubscription(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(owner)
	for _, ids := range [][]string{{"b-azure"}, {"a-office", "b-azure"}, {"b-azure", "a-office"}, {"a-office", "absent"}} {
		seen := make([]string, len(ids))
		for k := range seen {
			seen[k] = "0"
		}
		x.unchanged(func() {
			v.post("/nominate", url.Values{"s": ids, "seen": seen, "partner": {"100"}}).is(http.StatusNotFound)
		})
	}
	x.unchanged(func() {
		v.post("/subscriptions/b-office/remove", url.Values{"seen": {"2"}}).is(http.StatusNotFound)
	})
}

func TestAPartnersPeopleSeeTheirOwnAccountWhateverTheyAskFor(t *testing.T) {
	t.Parallel()
	x := small(t)
	months := "month=2016-04&competency=cloud-productivity&requirement=0"
	asked := []string{"partner=100", "partner=400", "account=1", "account=4&partner=400", "org=400", "tenant=T-A", "customer=Aster", "after=2.Aa"}
	for email, of := range map[string]string{lumen: "Lumen Cloud", harbour: "Harbour Group", ember: "Ember Partners"} {
		v := x.as(email)
		for _, page := range []string{views.OverviewPath, views.CreditPath, views.LinesPath, views.ComparePath} {
			plain := v.get(page + "?" + months).says(of)
			for _, q := range asked {
				if got := v.get(page + "?" + months + "&" + q).main(); got != plain.main() && !strings.HasPrefix(q, "after") {
					t.Errorf("%s sees at %s?%s\n%s\nwant\n%s", email, page, q, got, plain.main())
				}
			}
		}
	}
	x.as(lumen).get(views.CreditPath+"?"+months).says("Birch Mills", "25")
	if a := x.as(ember).get(views.CreditPath + "?" + months + "&after=0."); strings.Contains(a.main(), "Birch") || strings.Contains(a.main(), "Lumen") {
		t.Errorf("a partner sees another's customers: %s", a.main())
	}
}
