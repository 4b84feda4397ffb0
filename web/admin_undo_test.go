package web

import (
	"net/http"
	"strings"
	"testing"

	"shimei/views"
)

func TestAnImportIsTakenBackAfterAQuestionAndTheUndoToo(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk, partner := x.as(admin), x.as(lumen)
	before := x.dump()
	a := desk.imported(nil, [2]string{"april.csv", usageHeader + "b-office,2016-04,exchange,30,30,1029,\n"})
	after := x.dump()
	address := a.page.Find("main a[href$='/undo']").AttrOr("href", "")
	for _, desk.language = range views.Languages {
		x.unchanged(func() { desk.get(address).is(http.StatusOK).says(say(desk.language, "undo.means"), "april.csv") })
	}
	desk.language = "en"
	b := desk.next(desk.post(address, nil)).is(http.StatusOK).says(say("en", "import.undone"), "april.csv")
	if x.dump() != before {
		t.Error("the undo left something of it")
	}
	if got := partner.figure("cloud-productivity", 0); got != "25" {
		t.Errorf("the figure is %s after", got)
	}
	x.unchanged(func() { desk.post(address, nil).is(http.StatusConflict).says(say("en", "undo_refused.taken")) })
	desk.get(strings.TrimSuffix(address, "/undo")).is(http.StatusOK).says(say("en", "import.taken_back"))
	desk.get(views.ImportsPath).says(say("en", "file_kind.undo"), say("en", "import_state.undone"))
	again := b.page.Find("main a[href$='/undo']").AttrOr("href", "")
	desk.next(desk.post(again, nil)).is(http.StatusOK)
	if x.dump() != after {
		t.Error("the undo of the undo did not bring back all")
	}
}

func TestTheQuestionListsWhatStaysAndWhy(t *testing.T) {
	t.Parallel()
	x := small(t)
	desk := x.as(admin)
	a := desk.imported(nil, [2]string{"first.csv", "tenant_id,name\nN1,First\nN2,First\n"})
	address := a.page.Find("main a[href$='/undo']").AttrOr("href", "")
	desk.imported(nil, [2]string{"second.csv", "tenant_id,name\nN2,Second\n"})
	for _, desk.language = range views.Languages {
		desk.get(address).is(http.StatusOK).says("N2", "second.csv", say(desk.language, "stays.later"))
	}
	desk.next(desk.post(address, nil)).is(http.StatusOK).says("N2", "second.csv")
	refused := desk.get(views.ImportPath(x.refused("tenant_id,name\n,Nobody\n"))).is(http.StatusOK)
	if refused.page.Find("main a[href$='/undo']").Length() > 0 {
		t.Error("a refused file can be taken back")
	}
}
