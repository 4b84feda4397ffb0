//go:build !race

package web

import (
	"context"
	"os"
	"regexp"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"

	"shimei/store"
	"shimei/store/demo"
	"shimei/views"
)

// jo is the manager of Northwind Cloud Practice.
const jo = "jo@northwind-cloud.example"

// wholeTemplate is the demonstration with all its facts.
var wholeTemplate = &template{people: demo.People(), fill: func(t *testing.T, s *store.Store) {
	t.Helper()
	take(t, s, demo.Files())
	addPeople(t, s, demo.People())
}}

// The journeys that docs/journeys.md has the measure of, each with how much it may take at most.
var journeys = []struct {
	name           string
	who            string
	actions, pages int
	walk           func(*journey)
}{
	{"nominate for two subscriptions", mika, 5, 4, func(j *journey) {
		j.begins(views.SubscriptionsPath)
		j.uses("//main//tr[contains(.,'Office 365')]//input[@name='s']")
		j.uses("//main//tr[contains(.,'Azure AD Premium') and contains(.,'None yet')]//input[@name='s']")
		j.goes(offer("Nominate for the ticked"))
		j.goes(offer("Choose Tailspin Infrastructure"))
		j.goes(offer("Nominate Tailspin Infrastructure"))
		j.reads("//main//h1")
	}},
	{"change a partner of record", mika, 4, 5, func(j *journey) {
		j.begins(views.SubscriptionsPath)
		j.goes(offer("Dynamics CRM Online"))
		j.goes(offer("Change"))
		j.goes(offer("Choose Tailspin Infrastructure"))
		j.goes(offer("Nominate Tailspin Infrastructure"))
		j.reads("//main//h1")
	}},
	{"remove a partner of record", mika, 3, 4, func(j *journey) {
		j.begins(views.SubscriptionsPath)
		j.goes(offer("Enterprise Mobility Suite"))
		j.goes(offer("Remove"))
		j.goes(offer("Remove"))
		j.reads("//main//h1")
	}},
	{"why a figure is what it is, to its first line", jo, 3, 3, func(j *journey) {
		j.begins(views.OverviewPath)
		j.goes(offer("4,895"))
		j.goes(offer("Why this figure"))
		j.uses("(//main//details[.//table]/summary)[1]")
		j.reads("(//main//details[.//table]//tbody/tr)[1]")
	}},
	{"renewals at risk", jo, 1, 2, func(j *journey) {
		j.begins(views.OverviewPath)
		j.goes(offer("See renewals"))
		j.reads("(//main//tbody/tr)[1]")
	}},
	{"who lacks which product", jo, 3, 3, func(j *journey) {
		j.begins(views.OverviewPath)
		j.goes("//header//nav//a[normalize-space(.)='Work list']")
		j.takes("//main//select[@name='kind']", "lacking")
		j.goes(offer("Filter"))
		j.reads("(//main//tbody/tr)[1]")
	}},
	{"what it takes to gold", jo, 2, 3, func(j *journey) {
		j.begins(views.OverviewPath)
		j.goes(offer("What if: Small and Midmarket"))
		j.goes("(//main//section[contains(.,'Small and Midmarket')]//button[starts-with(normalize-space(.),'The least for Gold')])[1]")
		j.reads("(//main//section[contains(.,'Small and Midmarket')]//*[contains(.,'Then')])[last()]")
	}},
	{"find and end an assignment", robin, 8, 6, func(j *journey) {
		j.begins(views.AdminHomePath)
		j.types("//header//input[@name='q']", "alpine")
		j.sends("//header//input[@name='q']")
		j.goes(offer("Alpine Ski House"))
		j.goes("//main//tr[contains(.,'Contoso Consulting Seattle')]//a[contains(@href,'/assignments/')]")
		j.goes(offer("End it"))
		j.takes("//main//select[@name='reason']", "other")
		j.types("//main//textarea[@name='note']", "Both agreed.")
		j.goes(offer("End it"))
		j.reads("//main//h1")
	}},
	{"import a file with faults, correct it, store it", robin, 5, 4, func(j *journey) {
		j.begins(views.ImportsPath)
		j.attaches("partner_id,name\n4999001,New Partner\n,Nobody\n")
		j.goes(offer("Check"))
		j.attaches("partner_id,name\n4999001,New Partner\n4999002,Somebody\n")
		j.goes(offer("Check"))
		j.goes(offer("Store"))
		j.reads("//main//h1")
	}},
}

// tabsOf gives each person one tab: to open one takes longer than most journeys.
func tabsOf(x *site, browser context.Context) func(who string) *tab {
	tabs := map[string]*tab{}
	return func(who string) *tab {
		if tabs[who] == nil {
			tabs[who] = x.desk(browser, "en", who)
		}
		return tabs[who]
	}
}

// saidOfJourneys are the actions and the pages that docs/journeys.md says of each journey.
func saidOfJourneys(t *testing.T) map[string][2]string {
	t.Helper()
	text, err := os.ReadFile("../docs/journeys.md")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][2]string{}
	for _, row := range regexp.MustCompile(`(?m)^\| ([^|]+) \| \d+ \| (\d+) \| \d+ \| (\d+) \| \d+ \| \d+ \|$`).FindAllStringSubmatch(string(text), -1) {
		all[row[1]] = [2]string(row[2:])
	}
	return all
}

func TestNoJourneyTakesMoreThanItDid(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	tabOf := tabsOf(wholeTemplate.serve(t), browser)
	said := saidOfJourneys(t)
	for _, c := range journeys {
		j := &journey{tab: tabOf(c.who)}
		j.screen(1440, 900)
		c.walk(j)
		t.Logf("| %s | %d | %d | %d |", c.name, j.actions, j.pages, j.words)
		if j.actions > c.actions || j.pages > c.pages {
			t.Errorf("%s: %d actions on %d pages, and %d on %d are enough", c.name, j.actions, j.pages, c.actions, c.pages)
		}
		if got := [2]string{strconv.Itoa(j.actions), strconv.Itoa(j.pages)}; got != said[c.name] {
			t.Errorf("%s: %s actions and pages, and docs/journeys.md says %s", c.name, got, said[c.name])
		}
	}
}

// The lists that docs/journeys.md has the measure of, each with how many of its rows stand in the first screen of a
// desktop and of a phone at least. Fonts of machines differ by a row.
var firstScreens = []struct {
	who, path      string
	desktop, phone int
}{
	{mika, views.SubscriptionsPath, 6, 1},
	{mika, views.AccessPath, 3, 1},
	{mika, views.ActivityPath, 6, 1},
	{jo, views.CustomersPath, 7, 1},
	{jo, views.WorkPath, 9, 2},
	{jo, views.OwnActivityPath, 4, 1},
	{robin, views.AssignmentsPath, 25, 2},
	{robin, views.DeskPath, 23, 1},
	{robin, views.PartnersPath, 24, 2},
	{robin, views.CustomerDirectoryPath, 26, 2},
	{robin, views.PeopleDirectoryPath, 15, 3},
	{robin, views.StatementsPath, 23, 2},
	{robin, views.AuditPath, 24, 2},
}

func TestTheFirstScreenOfAListShowsAsManyRowsAsItDid(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	tabOf := tabsOf(wholeTemplate.serve(t), browser)
	for _, c := range firstScreens {
		rows := func(width, height int64) int {
			p := tabOf(c.who)
			p.screen(width, height)
			p.open(c.path)
			return do(p, "count rows", chromedp.Evaluate[int](rowsInSight))
		}
		desktop, phone := rows(1440, 900), rows(390, 844)
		t.Logf("| %s | %d | %d |", c.path, desktop, phone)
		if desktop < c.desktop || phone < c.phone {
			t.Errorf("%s shows %d rows, and %d on a phone: at least %d and %d", c.path, desktop, phone, c.desktop, c.phone)
		}
	}
}
