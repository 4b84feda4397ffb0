package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"shimei/store"
	"shimei/store/directory"
	"shimei/views"
)

// accountPath is the page of an account for those of an audience.
func (x *site) accountPath(a views.Audience, email string) string {
	return views.PersonPath(a, strconv.FormatInt(x.person(email).Key, 10))
}

func TestAnAccountIsMovedMergedAndErasedOnItsPage(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk, v := x.as(admin), x.as(owner)
	desk.language, v.language = "en", "en"
	path := x.accountPath(views.Admin, reader)
	for want, form := range map[string]url.Values{
		"no customer with this tenant": {"act": {"move"}, "move_role": {"owner"}, "tenant": {"nobody"}},
		"is of that organisation":      {"act": {"move"}, "move_role": {"owner"}, "tenant": {"T-A"}},
		"of another organisation":      {"act": {"merge"}, "into": {otherOwner}},
		"no other account":             {"act": {"merge"}, "into": {"nobody@nowhere.example"}},
		"not the address of this":      {"act": {"erase"}, "email": {owner}},
	} {
		x.unchanged(func() { desk.post(path, form).is(http.StatusUnprocessableEntity).says(want) })
	}
	own := x.accountPath(views.Customer, reader)
	if shown := v.get(own).main(); strings.Contains(shown, "goes on in another organisation") {
		t.Error("an owner may move people")
	}
	v.post(own, url.Values{"act": {"move"}, "move_role": {"member"}, "partner": {"100"}}).is(http.StatusNotFound)

	desk.follow(desk.post(path, url.Values{"act": {"move"}, "move_role": {"member"}, "partner": {"100"}}).is(http.StatusSeeOther)).says("The person goes on in the other organisation.", "Lumen Cloud")
	if p := x.person(reader); p.Role != directory.Member || p.OrgID != "100" {
		t.Errorf("%+v", p)
	}
	desk.get(path).says("The account is over")

	if err := x.store.AddPerson(t.Context(), store.NewPerson{Email: "second@aster.example", Name: "Second", Role: directory.Reader, TenantID: "T-A"}); err != nil {
		t.Fatal(err)
	}
	v.follow(v.post(x.accountPath(views.Customer, "second@aster.example"), url.Values{"act": {"merge"}, "into": {administrator}}).is(http.StatusSeeOther)).says("The accounts are merged.")
	gone := x.accountPath(views.Customer, administrator)
	v.follow(v.post(gone, url.Values{"act": {"erase"}, "email": {" " + strings.ToUpper(administrator)}}).is(http.StatusSeeOther)).says("The person is erased.")
	for _, list := range []string{views.PeoplePath, views.PeoplePath + ".csv", views.ActivityPath} {
		if shown := v.get(list).is(http.StatusOK).body; strings.Contains(shown, `"`+administrator) || strings.Contains(shown, "\n"+administrator) {
			t.Errorf("%s names an erased person", list)
		}
	}
	v.post(x.accountPath(views.Customer, owner), url.Values{"act": {"erase"}, "email": {owner}}).is(http.StatusConflict)
}

func TestAPersonDownloadsTheOwnData(t *testing.T) {
	t.Parallel()
	x := small(t)
	a := x.as(lumen).post(views.ProfilePath, url.Values{"act": {views.ActExport}}).is(http.StatusOK)
	if kind := a.header.Get("Content-Type"); !strings.HasPrefix(kind, "application/json") || !strings.Contains(a.body, `"email": "`+lumen) || !strings.Contains(a.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%s\n%s", kind, a.body)
	}
}
