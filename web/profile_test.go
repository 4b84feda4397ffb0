package web

import (
	"net/http"
	"net/url"
	"testing"

	"shimei/views"
)

func TestThePersonEndsASessionAndThePresentOneStays(t *testing.T) {
	t.Parallel()
	x := small(t)
	here, there, third := x.signedIn(owner), x.signedIn(owner), x.signedIn(owner)
	here.language = "en"
	rows := func() int {
		return here.get(views.ProfilePath).is(http.StatusOK).page.Find("input[name=handle]").Length()
	}
	others := rows() // the fixture's own session is one
	if others != 3 {
		t.Fatalf("%d other sessions are listed", others)
	}
	own := there.get(views.ProfilePath).page
	if own.Find(".tag").Length() != 1 {
		t.Error("the present session is not marked")
	}
	// What one browser may end and the other does not offer is the other's own.
	offered := map[string]bool{}
	for _, h := range there.get(views.ProfilePath).fields("handle") {
		offered[h] = true
	}
	var handle string
	for _, h := range here.get(views.ProfilePath).fields("handle") {
		if !offered[h] {
			handle = h
		}
	}
	end := url.Values{"act": {views.ActSession}, "handle": {handle}}
	here.follow(here.post(views.ProfilePath, end)).says(say("en", "profile_done.ended"))
	there.get(views.SubscriptionsPath).is(http.StatusSeeOther)
	third.get(views.SubscriptionsPath).is(http.StatusOK)
	here.follow(here.post(views.ProfilePath, end)).says(say("en", "profile_done.not_there"))

	stranger := x.as(lumen)
	stranger.post(views.ProfilePath, url.Values{"act": {views.ActSession}, "handle": here.get(views.ProfilePath).fields("handle")[:1]})
	if rows() != others-1 {
		t.Error("somebody else ends a session")
	}
	here.follow(here.post(views.ProfilePath, url.Values{"act": {views.ActOthers}}))
	third.get(views.SubscriptionsPath).is(http.StatusSeeOther)
	if rows() != 0 {
		t.Error("other sessions are left")
	}
}
