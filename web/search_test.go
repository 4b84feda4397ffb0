package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"shimei/views"
)

// hitsOf are the links that a search shows.
func hitsOf(a answer) (paths []string) {
	for _, link := range a.page.Find(".found li a").EachIter() {
		paths = append(paths, link.AttrOr("href", ""))
	}
	return paths
}

func TestTheSearchFindsAsFarAsThePersonSees(t *testing.T) {
	t.Parallel()
	x := small(t)
	for _, c := range []struct{ who, text, finds string }{
		{owner, "a-office", views.SubscriptionPath("a-office")},
		{owner, "Ａ－ＯＦＦＩＣＥ", views.SubscriptionPath("a-office")},
		{owner, "lumen", views.NominateStep(views.NominatePath, nil, "100")},
		{owner, "１００", views.NominateStep(views.NominatePath, nil, "100")},
		{owner, "b-office", ""},
		{owner, "birch", ""},
		{owner, "T-B", ""},
		{owner, otherOwner, ""},
		{owner, harbour, ""},
		{lumen, "birch", views.CustomerPath("T-B")},
		{lumen, "t-b", views.CustomerPath("T-B")},
		{lumen, harbour, ""},
		{lumen, "Harbour Osaka", ""},
		{harbour, "Osaka", views.LocationsPath},
		{admin, "aster", views.AdminCustomerPath("T-A")},
		{admin, "Lumen", views.AdminPartnerPath("100")},
		{admin, "a-office", views.AdminSubscriptionPath("a-office")},
		{admin, "no such thing", ""},
	} {
		found := hitsOf(x.as(c.who).get(views.SearchFor(c.text)).is(http.StatusOK))
		if c.finds == "" && len(found) > 0 || c.finds != "" && !slices.Contains(found, c.finds) {
			t.Errorf("%s finds %q by %q, want %q", c.who, found, c.text, c.finds)
		}
		for _, path := range found {
			x.as(c.who).get(path).is(http.StatusOK)
		}
	}
}

// What somebody typed does not tell whether it is there where the person does not see it.
func TestTheSearchTellsNothingOfAnothers(t *testing.T) {
	t.Parallel()
	x := small(t)
	for _, c := range []struct{ who, others, none string }{{owner, "b-office", "z-office"}, {lumen, "201", "299"}, {ember, "aoi@", "zoi@"}} {
		others, none := x.as(c.who).get(views.SearchFor(c.others)).is(http.StatusOK), x.as(c.who).get(views.SearchFor(c.none)).is(http.StatusOK)
		if strings.ReplaceAll(others.main(), c.others, c.none) != none.main() {
			t.Errorf("%s tells %q from %q", c.who, c.others, c.none)
		}
	}
}

func TestANominationIsFoundByItsReference(t *testing.T) {
	t.Parallel()
	x := small(t)
	nominated := x.as(owner).nominated("100", "Lumen Cloud", "a-office").asked.Path
	reference := strings.TrimPrefix(nominated, views.NominationPath(""))
	typed := strings.ToLower(strings.ReplaceAll(reference, "-", ""))
	if found := hitsOf(x.as(owner).get(views.SearchFor(typed)).is(http.StatusOK)); !slices.Equal(found, []string{views.NominationPath(reference)}) {
		t.Errorf("its customer finds %q", found)
	}
	if found := hitsOf(x.as(otherOwner).get(views.SearchFor(reference)).is(http.StatusOK)); len(found) > 0 {
		t.Errorf("another customer finds %q", found)
	}
	if found := hitsOf(x.as(admin).get(views.SearchFor(reference)).is(http.StatusOK)); len(found) != 1 || !strings.HasPrefix(found[0], views.AssignmentsPath+"/") {
		t.Errorf("an admin finds %q", found)
	}
}

func TestAColumnIsShownForNowOrKept(t *testing.T) {
	t.Parallel()
	x := small(t)
	v := x.as(admin)
	v.language = "en"
	heads := func(a answer) (names []string) {
		for _, head := range a.page.Find(".desk thead th").EachIter() {
			names = append(names, words(head))
		}
		return names
	}
	now := v.get(views.PartnersPath + "?columns=state&columns=country").is(http.StatusOK)
	if got := heads(now); len(got) != 3 || got[1] != say("en", "column.country") || got[2] != say("en", "column.state") {
		t.Errorf("%q", got)
	}
	if next, _ := now.page.Find("thead a").First().Attr("href"); !strings.Contains(next, "columns=country%2Cstate") {
		t.Errorf("a link of the list forgets its columns: %q", next)
	}
	v.post(views.ColumnsPath, url.Values{"columns": {"state"}, "return": {views.PartnersPath + "?q=u"}}).is(http.StatusSeeOther)
	if got := heads(v.get(views.PartnersPath).is(http.StatusOK)); len(got) != 2 {
		t.Errorf("%q", got)
	}
	v.post(views.ColumnsPath, url.Values{"columns": {"state"}, "return": {views.LadderPath}}).is(http.StatusNotFound)
}

// Each list whose columns can be chosen shows every one of them, and what it shows can be read.
func TestEachColumnOfEachListIsShown(t *testing.T) {
	t.Parallel()
	x := small(t)
	x.nominates("100", "a-office")
	x.claimsOf("a-azure")
	if err := x.store.CloseMonth(t.Context(), admin, march); err != nil {
		t.Fatal(err)
	}
	v := x.as(admin)
	for _, v.language = range views.Languages {
		for _, path := range views.ColumnLists() {
			all := views.ColumnsOf(path, nil, nil).All
			a := v.get(path + "?columns=" + strings.Join(all, ",")).is(http.StatusOK)
			heads := a.page.Find(".desk thead th:not(.tick)")
			if heads.Length() != len(all)+1 {
				t.Errorf("%s shows %d columns of %d", path, heads.Length(), len(all)+1)
			}
			for k, name := range all {
				said := 0
				for _, row := range a.page.Find(".desk tbody tr").EachIter() {
					if words(row.Find("td:not(.tick)").Eq(k)) != "" {
						said++
					}
				}
				if said == 0 {
					t.Errorf("%s: no row says anything under %s", path, name)
				}
			}
		}
	}
}
