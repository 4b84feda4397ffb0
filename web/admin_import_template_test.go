package web

import (
	"net/http"
	"strings"
	"testing"

	"shimei/store"
	"shimei/store/demo"
	"shimei/views"
)

// nobodyTemplate has an admin, and no facts.
var nobodyTemplate = &template{people: []demo.Person{{Email: admin, Name: "Hana Seki", Role: "admin"}}, fill: func(t *testing.T, s *store.Store) {
	t.Helper()
	addPeople(t, s, []demo.Person{{Email: admin, Name: "Hana Seki", Role: "admin"}})
}}

// Each template can be imported as it is, into an empty portal.
func TestTheTemplatesOfAllKindsCanBeImportedAsTheyAre(t *testing.T) {
	t.Parallel()
	x := nobodyTemplate.serve(t)
	desk := x.as(admin)
	for _, desk.language = range views.Languages {
		files := map[string][][2]string{}
		page := desk.get(views.ImportsPath).is(http.StatusOK)
		for _, kind := range fileKinds() {
			page.says(say(desk.language, "file_kind."+kind), say(desk.language, "template."+kind))
			for _, form := range []string{"csv", "xlsx"} {
				address := views.ImportTemplate(kind, form)
				if page.page.Find("main a[href='"+address+"']").Length() != 1 {
					t.Errorf("no link to %s", address)
				}
				files[form] = append(files[form], [2]string{kind + "." + form, desk.get(address).is(http.StatusOK).body})
			}
		}
		for _, f := range files["csv"] {
			if strings.HasPrefix(f[1], "\uFEFF") != (desk.language == "ja") || strings.Count(f[1], "\n") != 2 {
				t.Errorf("%s in %s: %q", f[0], desk.language, f[1])
			}
		}
		if desk.language == "en" { // one kind after another
			for _, f := range files["csv"] {
				desk.imported(nil, f).says(say("en", "import.stored"))
			}
		}
		before := x.dump()
		desk.imported(nil, files["xlsx"]...).says(say(desk.language, "stored.title"))
		if x.dump() != before {
			t.Error("the workbooks say otherwise than the CSVs")
		}
	}
	desk.get(views.ImportTemplate("people", "csv")).is(http.StatusNotFound)
}
