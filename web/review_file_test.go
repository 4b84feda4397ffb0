package web

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/programme"
	requests "shimei/store/request"
	"shimei/views"
)

// reviewed are "way state due reviewed" of the review's file, by reference. due is whether there is one.
func (x *site) reviewed() map[string]string {
	x.t.Helper()
	all := map[string]string{}
	for _, row := range x.as(admin).get(views.FilePath(views.ReviewPath, "csv")+"?state=all").is(http.StatusOK).rowsOf(x.t, "csv") {
		due := "no end"
		if row[12] != "" {
			due = row[12][:10]
		}
		all[row[0]] = row[1] + " " + row[3] + ", " + due + ", " + row[16]
	}
	return all
}

// TestTheReviewsFileSaysWhatWaitsAndUntilWhen follows a claim to its last word, and a nomination with a flag.
func TestTheReviewsFileSaysWhatWaitsAndUntilWhen(t *testing.T) {
	t.Parallel()
	x := small(t)
	reference := x.claims()
	holds := func(want string) {
		t.Helper()
		if diff := cmp.Diff(map[string]string{reference: want}, x.reviewed()); diff != "" {
			t.Error(diff)
		}
	}
	holds("claim submitted, no end, false")
	x.acts(admin, reference, programme.ActReturn)
	holds("claim returned, 2016-04-26, true")
	x.acts(lumen, reference, programme.ActAnswer)
	holds("claim submitted, no end, false")
	x.acts(admin, reference, programme.ActReject)
	holds("claim rejected, 2016-05-12, true")
	x.acts(lumen, reference, programme.ActDispute)
	holds("claim submitted, no end, false")
	x.acts(admin, reference, programme.ActReject)
	holds("claim rejected, no end, true")
	for _, row := range x.as(lumen).get(views.FilePath(views.PartnerRequestsPath, "csv")).is(http.StatusOK).rowsOf(t, "csv") {
		if row[12] != "" {
			t.Errorf("a request that is over for good has an end: %q", row)
		}
	}
	var seen int64
	for k := range 4 {
		if _, err := x.store.Nominate(t.Context(), x.person(owner), []string{"100", "400"}[k%2], []store.Choice{{ID: "a-ems", Seen: seen}}); err != nil {
			t.Fatal(err)
		}
		chosen, err := x.store.Chosen(t.Context(), x.person(owner).Customer, []string{"a-ems"})
		if err != nil {
			t.Fatal(err)
		}
		seen = chosen[0].Present.Key
	}
	found, _, err := x.store.Requests(t.Context(), x.person(admin), requests.Filter{Way: programme.WayNomination}, db.Part{Sort: requests.Oldest, Limit: 5})
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	if got := x.reviewed()[found[0].Reference]; got != "nomination active, no end, false" {
		t.Error(got)
	}
	x.acts(admin, found[0].Reference, programme.ActApprove)
	if got := x.reviewed()[found[0].Reference]; got != "nomination active, no end, true" {
		t.Error(got)
	}
}
