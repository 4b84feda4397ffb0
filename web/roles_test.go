package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shimei/store/demo"
	"shimei/store/directory"
	"shimei/views"
)

// The people who may less than those of the fixture.
const (
	onlyReads = "reads@lumen.example"
	asks      = "asks@lumen.example"
	reviews   = "reviews@vendor.example"
	looksOn   = "looks@vendor.example"
)

var lesser = []demo.Person{
	{Email: onlyReads, Name: "Rea", Role: string(directory.PartnerReader), PartnerID: "100"},
	{Email: asks, Name: "Mem", Role: string(directory.Member), PartnerID: "100"},
	{Email: reviews, Name: "Rev", Role: string(directory.Reviewer)},
	{Email: looksOn, Name: "Look", Role: string(directory.VendorReader)},
}

// Each form, and each page that is a form alone, is refused to those of its audience whose role has not its duty, and
// changes nothing; the forms of the audience are shown to nobody whom they would be refused to.
func TestARoleSendsTheFormsOfItsDutiesAlone(t *testing.T) {
	x := small(t)
	addPeople(t, x.store, lesser)
	for _, who := range lesser {
		role, v := directory.Role(who.Role), x.as(who.Email)
		v.language = "en"
		for _, rt := range routes {
			if string(rt.audience) != role.Audience() || rt.duty == "" {
				continue
			}
			path := strings.NewReplacer(":id", "100", ":key", "1", ":month", "2016-03", ":reference", "R", ":act", "end", ":token", "x").Replace(rt.path)
			x.unchanged(func() {
				a := v.send(rt.method, path, "application/x-www-form-urlencoded", strings.NewReader(url.Values{"reason": {"other"}}.Encode()), func(*http.Request) {})
				if refused := a.status == http.StatusForbidden; refused != !role.May(rt.duty) {
					t.Errorf("%s %s of a %s: %d", rt.method, path, role, a.status)
				}
				if a.status == http.StatusForbidden {
					a.says(say("en", "error.duty", "Role", say("en", "role."+who.Role)))
				}
			})
		}
		for _, path := range map[string][]string{
			"partner": {views.PartnerRequestsPath, views.LocationsPath, views.CustomersPath},
			"admin":   {views.ReviewPath, views.ImportsPath, views.AssignmentsPath, views.StatementsPath, views.MessagesPath},
		}[role.Audience()] {
			page := v.get(path).is(http.StatusOK).page
			for _, rt := range routes {
				if rt.duty == "" || role.May(rt.duty) || strings.Contains(rt.path, ":") {
					continue
				}
				if n := page.Find(`main form[method=post][action="` + rt.path + `"]`).Length(); n > 0 && rt.method == post {
					t.Errorf("%s shows a %s the form of %s", path, role, rt.path)
				}
			}
		}
	}
}
