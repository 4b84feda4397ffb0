package web

import (
	"net/http"
	"strings"
	"testing"

	"shimei/store"
	"shimei/store/programme"
	"shimei/views"
)

// withProgramme is small under another programme: the built-in one with pairs of text swapped.
func withProgramme(t *testing.T, pairs ...string) *site {
	t.Helper()
	p, err := programme.Load("swapped.toml", []byte(programmeText(t, pairs...)))
	if err != nil {
		t.Fatal(err)
	}
	path := smallTemplate.file(t)
	s, changed, err := store.Open(t.Context(), path, store.Options{Clock: clock(), Programme: p})
	if err != nil || !changed {
		t.Fatalf("put in force: %v %v", changed, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	x := serve(t, open(t, path))
	x.secrets = smallTemplate.secrets
	return x
}

func TestPagesNameARequirementsProductsInItsOwnOrder(t *testing.T) {
	t.Parallel()
	x := withProgramme(t, "metric = \"seats_sold\"\nproducts = [\"crm-online\"]",
		"metric = \"active_entitlements\"\nproducts = [\"intune\", \"ems\", \"aad-premium\"]")
	v := x.as(lumen)
	v.language = "en"
	april := programme.MonthOf(2016, 4)
	orders := map[string]string{"cloud-crm": "Intune, Enterprise Mobility Suite, Azure AD Premium", "emm": "Enterprise Mobility Suite, Azure AD Premium, Intune"}
	for _, path := range []string{views.OverviewMonth(april), whatIf()} {
		a := v.get(path).is(http.StatusOK)
		for competency, want := range orders {
			if got := words(a.page.Find("section[aria-labelledby=" + competency + "] h3").First()); !strings.HasSuffix(got, want) {
				t.Errorf("%s: %s is over %q, want %q", path, competency, got, want)
			}
		}
	}
	for competency, want := range orders {
		for _, path := range []string{views.CreditOf(april, competency, 0), views.LinesOf(april, competency, 0)} {
			if got := words(v.get(path).is(http.StatusOK).page.Find(".part")); !strings.Contains(got, want) {
				t.Errorf("%s is over %q, want %q", path, got, want)
			}
		}
	}
	v.get(views.ProgrammePath).is(http.StatusOK).says(orders["cloud-crm"], orders["emm"])
}
