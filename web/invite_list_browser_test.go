//go:build !race

package web

import (
	"strings"
	"testing"

	"shimei/views"
)

// A list is looked at on a small phone in Japanese, mended, and its links come as a file.
func TestAListOfPeopleIsInvitedInABrowser(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x := small(t)
	p := x.desk(browser, "ja", owner).phone()
	ja := func(key string, args ...any) string { return say("ja", key, args...) }
	p.open(views.InvitePath(views.Customer))
	p.click(ja("invite_list.title"))
	p.stands("ja-invite-list")
	p.attach(ja("invite_list.file"), peopleList("new@aster.example,早瀬 千景,king,,,", reader+",Chie,reader,,,"))
	p.refused(ja("invite_list.check"))
	p.see(ja("invite_list.faulty"), ja("invite_fault.role"))
	p.stands("ja-invite-wrong")
	p.attach(ja("invite_list.file"), peopleList("new@aster.example,早瀬 千景,reader,,,はやせ ちかげ", reader+",Chie,reader,,,"))
	p.click(ja("invite_list.check"))
	p.see(ja("invite_list.new"), ja("invite_list.there"))
	p.stands("ja-invite-plan")
	name, content := p.downloads(ja("invite_list.act", "N", 1))
	if !strings.HasSuffix(name, ".csv") || strings.Count(content, "/invitation/") != 1 || !strings.Contains(content, "早瀬 千景") {
		t.Errorf("%s: %s", name, content)
	}
	p.open(views.ProfilePath)
	p.choose(ja("profile.theme"), "dark")
	p.fill(ja("profile.zone"), "America/New_York")
	p.click(ja("profile.settings_act"))
	p.see(ja("profile_done.settings"))
	p.stands("ja-settings")
	p.open(views.InviteListPath(views.Customer))
	p.stands("ja-invite-list-dark")
}
