//go:build !race

package web

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"shimei/views"
)

// Both sides look at it on a phone.
func TestADelegationRemindsBothSidesOnAPhoneAndIsOverAfterItsLastDay(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x, set := timed(t)
	partner, customer := x.desk(browser, "en", lumen).phone(), x.desk(browser, "en", owner).phone()
	before := partner.figures("2016-04")

	partner.section("Requests")
	partner.clickIn("//main", "Ask for delegated administration")
	partner.fill("Tenant ID", "T-A")
	partner.fill("What for", "Moving the mailboxes")
	partner.fill("For how many days", "40")
	partner.stands("delegation-ask")
	partner.click("Continue")
	partner.see("Until 21 May 2016, if it is accepted today.")
	partner.stands("delegation-check")
	partner.click("Ask for it")
	partner.stands("delegation-asked")
	reference := partner.text(".facts [data-copy]")

	asked := []string{"Lumen Cloud asks", "for 40 days", "What it is for: Moving the mailboxes"}
	customer.told(asked...)
	customer.stands("delegation-told")
	customer.reads(asked...)
	customer.see("Waits for your answer")
	customer.stands("delegation-answer")
	customer.clickIn("//main", "Accept")
	customer.stands("delegation-accept")
	customer.clickIn("//form[contains(@action, '/accept')]", "Accept")
	customer.see("In effect", "Until 21 May 2016, that day included")
	customer.stands("delegation-accepted")
	partner.told("accepted")
	partner.reads("accepted")
	partner.see("In effect")
	with := [2]int64{before[0] + 40, before[1] + 20}
	if got := partner.figures("2016-04"); got != with {
		t.Errorf("accepted, the figures are %d, want %d", got, with)
	}

	both := map[views.Audience]*tab{views.Partner: partner, views.Customer: customer}
	on := func(month time.Month, day int) {
		t.Helper()
		set(time.Date(2016, month, day, 9, 0, 0, 0, time.UTC))
		for range 2 { // what is told once is not told again
			if _, err := x.store.Clock(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		for audience, p := range both { // whom so long a time has signed out
			p.enters(x, map[views.Audience]string{views.Partner: lumen, views.Customer: owner}[audience])
		}
	}
	on(time.April, 20) // of which nobody is told
	for _, reminder := range []struct {
		month time.Month
		day   int
		says  string
	}{{time.April, 21, "in 30 days"}, {time.May, 14, "in 7 days"}, {time.May, 20, "in 1 day"}} {
		on(reminder.month, reminder.day)
		for audience, p := range both {
			p.told(reminder.says, "21 May 2016", fmt.Sprintf("%d %s 2016, 09:00", reminder.day, reminder.month))
			p.stands("delegation-" + strings.ReplaceAll(reminder.says, " ", "-") + "-" + string(audience))
			p.reads(reminder.says)
			if want := views.RequestPath(audience, reference); p.path() != want {
				t.Errorf("the reminder leads to %s, want %s", p.path(), want)
			}
			p.see("In effect", "Until 21 May 2016, that day included")
		}
	}

	on(time.May, 22)
	for audience, p := range both {
		p.told("is over")
		p.reads("is over")
		p.see("Ended")
		p.inOrder("Request made", "Request accepted", "In effect → Ended", "By the portal")
		p.stands("delegation-over-" + string(audience))
	}
	customer.section("Partners and access")
	customer.hides("Last day")
	customer.stands("delegation-access")
	if got := partner.figures("2016-04"); got != with {
		t.Errorf("once it is over the figures of April are %d, want %d", got, with)
	}
}
