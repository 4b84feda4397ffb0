package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"shimei/views"
)

func TestTheAuditLeadsToWhatWasDoneToThePortal(t *testing.T) {
	t.Parallel()
	v := small(t).as(admin)
	v.language = "en"
	page := v.get(views.AuditPath+"?about=portal").is(http.StatusOK).says(say("en", "event_kind.imported"), "usage.csv", say("en", "audit_about.portal"))
	if link, is := page.page.Find("tbody a").First().Attr("href"); !is || !strings.HasPrefix(link, "/admin/") {
		t.Errorf("an entry leads to %q", link)
	}
	file := v.get(views.AuditPath + ".csv?about=portal").is(http.StatusOK)
	if !strings.Contains(file.body, ",imported,") || strings.Contains(file.body, ",nominated,") {
		t.Errorf("%s", file.body)
	}
}

func TestTheAuditTellsFromWhereAnAccountWasChangedAndWhatIsDifferent(t *testing.T) {
	t.Parallel()
	x := small(t)
	path := views.PersonPath(views.Customer, strconv.FormatInt(x.person(reader).Key, 10))
	x.as(owner).post(path, url.Values{"act": {string(views.ActRole)}, "role": {"administrator"}}).is(http.StatusSeeOther)
	x.visitor().post(views.SignInPath, url.Values{"email": {reader}, "password": {password}}).is(http.StatusSeeOther)
	v := x.as(admin)
	v.language = "en"
	v.get(views.AuditPath+"?kind=role_changed").is(http.StatusOK).says("from 127.0.0.1", "Reader", "Administrator")
	v.get(views.AuditPath + "?kind=signed_in").is(http.StatusOK).says("by password")
	file := v.get(views.AuditPath + ".csv?kind=role_changed").is(http.StatusOK)
	if !strings.Contains(file.body, ",127.0.0.1,,reader,administrator") {
		t.Errorf("%s", file.body)
	}
}
