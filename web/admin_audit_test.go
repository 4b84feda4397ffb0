package web

import (
	"net/http"
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
