package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shimei/store"
	"shimei/store/directory"
	"shimei/views"
)

// TestTheDeskChoosesToBeToldAndHasItsList has an admin be the FastTrack desk, who was told of nothing before.
func TestTheDeskChoosesToBeToldAndHasItsList(t *testing.T) {
	t.Parallel()
	x := small(t)
	if err := x.store.SetContact(t.Context(), x.person(lumen), "100", directory.Contact{Name: "Lumen Service", Email: "service@lumen.example"}); err != nil {
		t.Fatal(err)
	}
	nominates := func(subscription string) {
		t.Helper()
		if _, err := x.store.Nominate(t.Context(), x.person(owner), "100", []store.Choice{{ID: subscription}}); err != nil {
			t.Fatal(err)
		}
	}
	nominates("a-ems")
	v := x.as(admin)
	v.language = "en"
	a := v.get(views.MessagesPath).is(http.StatusOK)
	if a.bell() != "Messages" || a.page.Find("input[value=desk][checked]").Length() != 0 {
		t.Errorf("told without a choice: %s", a.main())
	}
	v.next(v.press(a, say("en", "messages.choices_act"), url.Values{"mail": {"desk", "waiting"}})).is(http.StatusOK)
	nominates("a-office")
	a = v.get(views.MessagesPath).says("Lumen Cloud is partner of record of Aster Foods", "Support contact: Lumen Service, service@lumen.example")
	if n := a.page.Find("input[name=mail][checked]").Length(); n != 2 || a.bell() != "1 unread message" {
		t.Errorf("%d topics are chosen: %q", n, a.bell())
	}
	list := v.next(v.press(a, words(a.page.Find("button.subject")), nil)).is(http.StatusOK)
	if list.asked.Path != views.DeskPath {
		t.Errorf("it leads to %s", list.asked.Path)
	}
	row := words(list.page.Find("tbody tr").First())
	for _, want := range []string{"Aster Foods", "Lumen Cloud", "Lumen Service", "service@lumen.example"} {
		if !strings.Contains(row, want) {
			t.Errorf("the latest nomination is %q, without %s", row, want)
		}
	}
	if n := v.get(views.DeskPath + "?partner=100&state=open&product=office365").page.Find("tbody tr").Length(); n != 2 { // the file's too
		t.Errorf("%d are filtered", n)
	}
	v.get(views.DeskPath + "?on=yesterday").is(http.StatusUnprocessableEntity)
}
