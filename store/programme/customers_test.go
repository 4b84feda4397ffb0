package programme_test

import (
	"testing"

	"shimei/store/programme"
)

func TestNetNewCustomersAreAddedAndLost(t *testing.T) {
	type span struct{ from, to string }
	for _, c := range []struct {
		name          string
		subscriptions []span // of Office 365
		association   span   // of the whole tenant
		// the figures of 2016-04 where an association counts at evaluation and at the event
		evaluation, event int64
	}{
		{"a customer since a month of the window", []span{{"2016-02-10", ""}}, span{"2015-01-01", ""}, 1, 1},
		{"from the first month of the window", []span{{"2015-05-01", ""}}, span{"2015-01-01", ""}, 1, 1},
		{"from the month before the window", []span{{"2015-04-30", ""}}, span{"2015-01-01", ""}, 0, 0},
		{"from the last instant of the window", []span{{"2016-04-30T23:59:59.999", ""}}, span{"2015-01-01", ""}, 1, 1},
		{"from after the window", []span{{"2016-05-01", ""}}, span{"2015-01-01", ""}, 0, 0},
		{"added before the association", []span{{"2016-02-10", ""}}, span{"2016-03-01", ""}, 1, 0},
		{"added in the month of the association", []span{{"2016-02-10", ""}}, span{"2016-02-29", ""}, 1, 1},
		{"an association that has ended", []span{{"2016-02-10", ""}}, span{"2015-01-01", "2016-04-30"}, 0, 1},
		{"an association that ends with the month", []span{{"2016-02-10", ""}}, span{"2015-01-01", "2016-05-01"}, 1, 1},

		{"added and lost", []span{{"2016-02-10", "2016-04-10"}}, span{"2015-01-01", ""}, 0, 0},
		{"added before the window, and lost in it", []span{{"2014-02-10", "2016-04-10"}}, span{"2015-01-01", ""}, 0, -1},
		{"lost at the very end of the month before", []span{{"2014-02-10", "2016-04-01"}}, span{"2015-01-01", ""}, 0, -1},
		{"lost at the end of the window, which is after it", []span{{"2014-02-10", "2016-05-01"}}, span{"2015-01-01", ""}, 0, 0},
		{"lost after the association ended", []span{{"2014-02-10", "2016-04-10"}}, span{"2015-01-01", "2016-03-31"}, 0, 0},
		{"lost when the association was of the month before", []span{{"2014-02-10", "2016-04-10"}}, span{"2015-01-01", "2016-04-01"}, 0, -1},
		{"come and gone in one month", []span{{"2016-04-10", "2016-04-20"}}, span{"2015-01-01", ""}, 0, 0},

		{"lost and added again", []span{{"2014-02-10", "2015-12-10"}, {"2016-02-10", ""}}, span{"2014-01-01", ""}, 1, 0},
		{"added, lost and added again", []span{{"2015-06-10", "2015-12-10"}, {"2016-02-10", ""}}, span{"2014-01-01", ""}, 1, 1},
		{"moved to another subscription in one month", []span{{"2014-02-10", "2016-02-10"}, {"2016-02-20", ""}}, span{"2014-01-01", ""}, 0, 0},
		{"two subscriptions are one customer", []span{{"2016-02-10", ""}, {"2016-03-10", ""}}, span{"2014-01-01", ""}, 1, 1},
		{"one of two subscriptions ends", []span{{"2016-02-10", ""}, {"2016-02-10", "2016-03-10"}}, span{"2014-01-01", ""}, 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			tenant := &programme.Tenant{
				Associations: []programme.Association{tied("dap", 7, 0, c.association.from, c.association.to)},
			}
			for k, s := range c.subscriptions {
				tenant.Subscriptions = append(tenant.Subscriptions, paid(int64(k+1), "office365", s.from, s.to))
			}
			for p, want := range map[*programme.Programme]int64{programme.BuiltIn(): c.evaluation, flipped(t): c.event} {
				of := measure(t, p, "net_new_customers", "office365")
				if got := figure(t, p, of, 7, month("2016-04"), tenant); got != want {
					t.Errorf("%s: %d, not %d", p.Metrics[p.Measures[of].Metric].Counts, got, want)
				}
			}
		})
	}
}

func TestACustomerOfAnotherProductOrOnTrialIsNone(t *testing.T) {
	tenant := &programme.Tenant{
		Subscriptions: []programme.Subscription{
			paid(1, "intune", "2016-02-10", ""), paid(2, "office365", "2016-02-10", ""),
		},
		Associations: []programme.Association{tied("dap", 7, 0, "2015-01-01", "")},
	}
	tenant.Subscriptions[1].Kinds = programme.Always(programme.Trial)
	for _, p := range []*programme.Programme{programme.BuiltIn(), flipped(t)} {
		if got := figure(t, p, measure(t, p, "net_new_customers", "office365"), 7, month("2016-04"), tenant); got != 0 {
			t.Errorf("%d", got)
		}
	}
}

func TestATrialThatIsPaidLaterMakesACustomerThen(t *testing.T) {
	tenant := &programme.Tenant{
		Subscriptions: []programme.Subscription{
			paid(1, "office365", "2015-01-10", ""), paid(2, "office365", "2016-02-10", ""),
		},
		Associations: []programme.Association{tied("dap", 7, 0, "2015-01-01", "")},
	}
	tenant.Subscriptions[0].Kinds = programme.Always(programme.Trial)
	for _, p := range []*programme.Programme{programme.BuiltIn(), flipped(t)} {
		if got := figure(t, p, measure(t, p, "net_new_customers", "office365"), 7, month("2016-04"), tenant); got != 1 {
			t.Errorf("%d", got)
		}
	}
}

func TestACustomerCountsForWhoeverHoldsOneOfItsSubscriptions(t *testing.T) {
	// 7 is tied to the subscription that made the customer, which ended within April; 8 to
	// the one that goes on.
	tenant := &programme.Tenant{
		Subscriptions: []programme.Subscription{
			paid(1, "office365", "2016-02-10", "2016-04-20"), paid(2, "office365", "2016-03-10", ""),
		},
		Associations: []programme.Association{
			tied("dpor", 7, 1, "2016-02-10", ""), tied("dpor", 8, 2, "2016-03-10", ""),
		},
	}
	for p, want := range map[*programme.Programme][2]int64{programme.BuiltIn(): {0, 1}, flipped(t): {1, 0}} {
		of := measure(t, p, "net_new_customers", "office365")
		for k, account := range []int64{7, 8} {
			if got := figure(t, p, of, account, month("2016-04"), tenant); got != want[k] {
				t.Errorf("partner %d: %d, not %d", account, got, want[k])
			}
		}
	}
}

func TestALineOfACustomerIsOfTheTenant(t *testing.T) {
	tenant := &programme.Tenant{Key: 5,
		Subscriptions: []programme.Subscription{
			paid(1, "office365", "2016-02-10", ""), paid(2, "office365", "2016-03-10", ""),
		},
		Associations: []programme.Association{
			tied("dap", 7, 0, "2016-04-01", ""), tied("seller", 7, 2, "2016-03-10", ""), tied("dpor", 7, 1, "2016-02-10", ""),
		},
	}
	p := programme.BuiltIn()
	var lines []programme.Line
	for _, l := range linesOf(p, tenant, month("2016-04")) {
		if l.Measure == measure(t, p, "net_new_customers", "office365") {
			lines = append(lines, l)
		}
	}
	if len(lines) != 1 {
		t.Fatalf("%+v", lines)
	}
	l := lines[0]
	if l.Tenant != 5 || l.Subscription != 0 || l.Month != month("2016-02") || l.Amount != 1 || l.Account != 7 {
		t.Errorf("%+v", l)
	}
	var routes []string
	for _, a := range l.Reached {
		routes = append(routes, p.Routes[a.Route].ID)
	}
	if len(routes) != 3 || routes[0] != "dpor" || routes[1] != "dap" || routes[2] != "seller" {
		t.Errorf("reached by %v", routes)
	}
}

func TestWithinAWindowOfOneMonthOnlyTheEventCountsALostCustomer(t *testing.T) {
	tenant := &programme.Tenant{
		Subscriptions: []programme.Subscription{paid(1, "office365", "2014-02-10", "2016-04-10")},
		Associations:  []programme.Association{tied("dap", 7, 0, "2015-01-01", "")},
	}
	year := "fact = \"customers\"\nwindow = \"12 months\""
	for counts, want := range map[string]int64{atEvaluation: 0, atEvent: -1} {
		p := variant(t, year+"\ncounts = "+atEvaluation, "fact = \"customers\"\nwindow = \"month\"\ncounts = "+counts)
		if got := figure(t, p, measure(t, p, "net_new_customers", "office365"), 7, month("2016-04"), tenant); got != want {
			t.Errorf("%s: %d", counts, got)
		}
	}
}
