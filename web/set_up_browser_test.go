//go:build !race

package web

import (
	"path/filepath"
	"strings"
	"testing"

	"shimei/views"
)

// An empty portal comes to its first nomination and its first closed month without a command.
func TestAnEmptyPortalIsSetUpInTheBrowserAlone(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	s := open(t, filepath.Join(t.TempDir(), "empty.db"))
	x := serve(t, s, wantsAll)
	token, err := s.SetUpToken(t.Context())
	if err != nil || token == "" {
		t.Fatal(token, err)
	}
	joins := func(link, name string) *tab {
		t.Helper()
		p := x.tab(browser)
		p.speaks("en")
		p.open(link)
		p.fill("Your name", name)
		p.fill("New password", anotherPassword)
		return p
	}

	desk := joins(views.JoinPath(views.JoinSetUp, token), "Hana Seki")
	desk.stands("set-up")
	desk.fill("Email address", admin)
	desk.click("Become the admin")
	desk.stands("set-up-factor")
	secret := strings.ReplaceAll(desk.text("code.secret"), " ", "")
	desk.fill("Code that the app shows", x.code(secret, 0))
	desk.click("Set up and sign in")
	desk.see("Recovery codes")
	desk.stands("set-up-recovery")
	desk.click("They are kept: go on")
	desk.see("Nothing was imported yet")
	desk.stands("set-up-done")
	var files [][2]string
	for _, f := range smallFacts() {
		files = append(files, [2]string{f.Name, string(f.CSV)})
	}
	desk.attach("Fact files (CSV, XLSX)", files...)
	desk.click("Check the files")
	desk.stands("set-up-checked")
	desk.click("Import")
	desk.see("associations.csv")
	desk.stands("set-up-imported")

	invites := func(email, name, role, field, id string) (link string) {
		t.Helper()
		desk.open(views.PeopleDirectoryPath)
		desk.click("Invite somebody")
		desk.fill("Email address", email)
		desk.fill("Name", name)
		desk.choose("Role", role)
		desk.fill(field, id)
		desk.clickIn("//main//form", "Invite somebody")
		desk.see(name+" is invited.", "Hand this link over")
		return strings.TrimPrefix(desk.text("main [role=status] [data-copy]"), desk.site)
	}
	first := invites(owner, "Aiko", "owner", "Tenant ID", "T-A")
	desk.stands("set-up-invited")
	links := []string{invites(otherOwner, "Dirk", "owner", "Tenant ID", "T-B"),
		invites(lumen, "Eri", "manager", "Partner ID", "100"), invites(ember, "Gesa", "manager", "Partner ID", "400")}
	customer := joins(first, "Aiko Mori")
	customer.stands("set-up-join")
	customer.click("Join")
	customer.see("Welcome. You are signed in.", "a-office")
	var others []*tab
	for k, name := range []string{"Dirk Holm", "Eri Kudo", "Gesa Lohr"} {
		p := joins(links[k], name)
		p.click("Join")
		p.see("Welcome. You are signed in.")
		others = append(others, p)
	}

	customer.open(views.NominatePath)
	customer.tick("a-office")
	customer.click("Continue")
	customer.names("100", "Lumen Cloud", "Nominate Lumen Cloud for 1 subscription")
	customer.see("You nominated Lumen Cloud")
	partner := others[1]
	partner.section("Customers")
	partner.see("Aster Foods")
	partner.stands("set-up-partner")

	desk.open(views.StatementsPath)
	desk.click("Close March 2016")
	desk.clickIn("//main//form", "Close March 2016")
	desk.see("March 2016 is closed.")
	desk.stands("set-up-closed")
}

// A nomination that is sent after the session's end is there again once the person has signed in.
func TestANominationOutlivesItsSessionInTheBrowser(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x := small(t)
	customer := x.desk(browser, "en", owner)
	customer.open(views.NominateStep(views.NominateCheckPath, []string{"a-office"}, "100"))
	if err := x.store.SetPassword(t.Context(), owner, password); err != nil { // ends all sessions
		t.Fatal(err)
	}
	customer.click("Nominate Lumen Cloud for 1 subscription")
	customer.see("nothing was done yet")
	customer.stands("unsent-sign-in")
	customer.fill("Email address", owner)
	customer.fill("Password", password)
	customer.click("Sign in")
	customer.see("Nothing was done yet", "Nominate Lumen Cloud for 1 subscription?", "a-office", "Lumen Cloud")
	customer.stands("unsent-check")
	customer.click("Nominate Lumen Cloud for 1 subscription")
	customer.see("You nominated Lumen Cloud")
}
