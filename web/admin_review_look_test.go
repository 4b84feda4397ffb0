//go:build !race

package web

import (
	"maps"
	"slices"
	"testing"

	"shimei/store"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

// cases are one of each kind that waits for an admin, and returns their references by what they are.
func (x *site) cases() map[string]string {
	x.t.Helper()
	x.twoAdmins()
	all := map[string]string{"claim": x.claimsOf("a-office"), "objection": x.claimsOf("a-azure")}
	x.acts(owner, all["objection"], programme.ActObject)
	all["rival"] = x.asks(ember, requests.Ask{Way: programme.WayClaim, Route: "dpor", PartnerID: "400", Subscription: "a-office", Note: "We ran the whole migration, from the first plan to the last mailbox, and have a letter of thanks."})
	march := programme.DayOf(2016, 3, 1)
	all["correction"] = x.asks(secondAdmin, requests.Ask{Way: programme.WayCorrection, Association: 2, From: &march, Note: "By letter of March."})
	all["own"] = x.asks(admin, requests.Ask{Way: programme.WayCorrection, Association: 1, From: &march, Note: "By letter of March."})
	for k, partner := range []string{"100", "400", "100", "400"} {
		found, err := x.store.Chosen(x.t.Context(), x.person(owner).Customer, []string{"a-ems"})
		if err != nil {
			x.t.Fatal(err)
		}
		choice := store.Choice{ID: "a-ems"}
		if k > 0 {
			choice.Seen = found[0].Present.Key
		}
		if _, err := x.store.Nominate(x.t.Context(), x.person(owner), partner, []store.Choice{choice}); err != nil {
			x.t.Fatal(err)
		}
	}
	return all
}

func TestTheQueueAndItsCasesAreSoundOnEveryScreen(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x := small(t)
	all := x.cases()
	all["flagged"] = x.queued(views.ReviewPath + "?way=nomination")
	e := x.examiner(browser)
	e.become(x, admin)
	pages := map[string]string{"/review/queue": views.ReviewPath, "/review/all": views.ReviewPath + "?state=all",
		"/assignment/waits": views.AssignmentPath(1), "/assignment/end": views.EndPath(2), "/assignment/correct": views.CorrectPath(2), "/assignment/open": views.OpenAssignmentPath, "/review/audit": views.AuditPath}
	for name, reference := range all {
		pages["/review/case/"+name] = views.RequestPath(views.Admin, reference)
	}
	for n, name := range slices.Sorted(maps.Keys(pages)) {
		for k, language := range views.Languages {
			first := []int64{390, 1280}[(n+k)%2] // in which axe runs too
			reports(t, name, e.look(name, pages[name], []setting{{"full", language, "light", first}, {"full", language, "light", 390 + 1280 - first}}))
		}
	}
}

// queued is the reference of the first case of a list.
func (x *site) queued(path string) string {
	x.t.Helper()
	a := x.as(admin).get(path)
	return words(a.page.Find("main tbody th .visually-hidden").First())
}
