//go:build !race

package web

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"shimei/store/demo"
	"shimei/views"
)

// manyOfEmber are twenty subscriptions of Aster Foods whose partner of record is Ember Partners.
func manyOfEmber() (files []demo.File, ids []string) {
	subscriptions, associations := "subscription_id,tenant_id,product,licensing,seats,start_date\n", "route,partner_id,subscription_id,from\n"
	for k := range 20 {
		id := fmt.Sprintf("m-%02d", k+1)
		ids = append(ids, id)
		subscriptions += id + ",T-A,office365,direct,10,2015-05-01\n"
		associations += "dpor,400," + id + ",2015-06-01\n"
	}
	return []demo.File{{Name: "more.csv", CSV: []byte(subscriptions)}, {Name: "records.csv", CSV: []byte(associations)}}, ids
}

func TestThePartnerOfRecordOfTwentySubscriptionsIsChangedAtOnce(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	x := small(t)
	files, ids := manyOfEmber()
	take(t, x.store, files)
	customer, former, next := x.desk(browser, "en", owner), x.desk(browser, "en", ember), x.desk(browser, "en", lumen)

	customer.choose("Product", "office365")
	customer.click("Filter")
	customer.tick("Tick all that are listed")
	customer.untick("a-office")
	if !do(customer, "look at the box of all", chromedp.Evaluate[bool]("document.querySelector('th.tick input').indeterminate")) {
		t.Error("the box of all does not tell that some are not ticked")
	}
	customer.stands("bulk-ticked")
	customer.click("Nominate for the ticked subscriptions")
	customer.see("Which partner?", "For 20 subscriptions")
	customer.stands("bulk-which")
	customer.names("100", "Lumen Cloud", "Nominate Lumen Cloud for 20 subscriptions", "Replaces Ember Partners (400)")
	customer.see("You nominated Lumen Cloud")
	customer.see(ids...)
	customer.stands("bulk-confirmed")
	confirmation := customer.path()

	// The page of each says so, and leads to the one confirmation.
	for _, id := range ids {
		customer.open(views.SubscriptionPath(id))
		if record := customer.text("section[aria-labelledby=record]"); !strings.Contains(record, "Lumen Cloud 100") {
			t.Errorf("the partner of record of %s is %q", id, record)
		}
		customer.inOrder("The partner of record was changed from Ember Partners (400) to Lumen Cloud (100).", "By Aiko Mori")
		if customer.count("//main//ol//a[@href="+quoted(confirmation)+"]") != 1 {
			t.Errorf("%s does not lead to %s", id, confirmation)
		}
	}
	customer.stands("bulk-one")
	customer.open(views.SubscriptionPath("a-azure"))
	if record := customer.text("section[aria-labelledby=record]"); !strings.Contains(record, "Ember Partners 400") {
		t.Errorf("the partner of record of what was not ticked is %q", record)
	}

	// Who had them is told once, and so is who has them now.
	former.told("in place of Ember Partners for 20 subscriptions", "Aiko Mori of Aster Foods")
	former.choose("Topic", "nominations")
	former.click("Filter")
	former.see("1 message")
	former.hides("Lumen Cloud")
	former.stands("bulk-told")
	former.reads("20 subscriptions")
	former.see("Aster Foods") // of which it still has another one
	next.told("Aster Foods nominated Lumen Cloud for 20 subscriptions")
	next.choose("Topic", "nominations")
	next.click("Filter")
	next.see("1 message")
	next.reads("20 subscriptions")
	next.see(ids...)
}
