package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestWhatIsDoneIsAnsweredAsDoneThoughItsMessageIsLost(t *testing.T) {
	t.Parallel()
	x, db := breakable(t)
	customer, desk := x.as(owner), x.as(admin)
	remove, closing := customer.get("/subscriptions/a-azure/remove"), desk.get("/admin/statements/2016-03/close")
	db.fail("UPDATE OF flash ON sessions")
	removed := customer.press(remove, say("en", "remove.act", "Name", "Ember Partners"), nil)
	closed := desk.press(closing, say("en", "statements.close", "Month", "March 2016"), nil)
	if log := x.log.take(); len(log) != 2 || strings.Count(strings.Join(log, "\n"), "a message for the next page is lost") != 2 {
		t.Errorf("the log says %q", log)
	}
	a := customer.next(removed).is(http.StatusOK)
	if message := say("en", "flash.removed", "Partner", "Ember Partners", "Product", "Azure"); strings.Contains(a.main(), message) || strings.Contains(a.main(), "Ember Partners 400 since") {
		t.Errorf("the page says\n%s", a.main())
	}
	desk.next(closed).is(http.StatusOK).says(say("en", "statement_state.closed"), admin)
}

func TestAMessageThatCannotBeTakenOutIsShownOnceMore(t *testing.T) {
	t.Parallel()
	x, db := breakable(t)
	v := x.as(owner)
	removed := v.press(v.get("/subscriptions/a-azure/remove"), say("en", "remove.act", "Name", "Ember Partners"), nil)
	message := say("en", "flash.removed", "Partner", "Ember Partners", "Product", "Azure")
	db.fail("UPDATE OF flash ON sessions")
	v.next(removed).says(message)
	if log := x.log.take(); len(log) != 1 || !strings.Contains(log[0], "broken by the test") {
		t.Errorf("the log says %q", log)
	}
	db.mend()
	v.next(removed).says(message)
	if a := v.next(removed).is(http.StatusOK); strings.Contains(a.main(), message) {
		t.Errorf("it is shown again\n%s", a.main())
	}
}
