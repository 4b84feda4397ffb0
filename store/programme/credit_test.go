package programme_test

import (
	"math"
	"testing"

	"shimei/store/programme"
)

// used is a usage row of active users of a workload in a month.
func used(m, workload string, users int64) programme.Usage {
	return programme.Usage{Month: month(m), Workload: workload, ActiveUsers: count(users)}
}

// consumed is a usage row of consumption, in minor units, in a month.
func consumed(m string, minor int64) programme.Usage {
	return programme.Usage{Month: month(m), Consumed: count(minor)}
}

func TestACrowdedMonthCreditsEveryPartnerInFull(t *testing.T) {
	p := programme.BuiltIn()
	s := paid(1, "office365", "2016-01-01", "")
	s.Usage = []programme.Usage{used("2016-04", "exchange", 60), used("2016-04", "skype", 40)}
	tenant := &programme.Tenant{
		Subscriptions: []programme.Subscription{s},
		Associations: []programme.Association{
			tied("dpor", 1, 1, "2016-01-01", ""), tied("dap", 2, 0, "2016-01-01", ""),
			tied("dap", 3, 0, "2016-01-01", ""), tied("seller", 4, 1, "2016-01-01", ""),
		},
	}
	ae := measure(t, p, "active_entitlements", "office365")
	for account := int64(1); account <= 4; account++ {
		if got := figure(t, p, ae, account, month("2016-04"), tenant); got != 100 {
			t.Errorf("partner %d is credited %d", account, got)
		}
	}
	if got := figure(t, p, ae, 5, month("2016-04"), tenant); got != 0 {
		t.Errorf("a stranger is credited %d", got)
	}
}

func TestActiveEntitlementsCombineTheWorkloadsOfAProduct(t *testing.T) {
	p := programme.BuiltIn()
	const april = "2016-04"
	for _, c := range []struct {
		name, product string
		usage         []programme.Usage
		want          int64
	}{
		{"the sum", "office365", []programme.Usage{used(april, "exchange", 60), used(april, "skype", 40)}, 100},
		{"of this month only", "office365", []programme.Usage{used(april, "exchange", 60), used("2016-03", "skype", 40), used("2016-05", "skype", 5)}, 60},
		{"the largest of three counts", "aad-premium", []programme.Usage{used(april, "mfa", 7), used(april, "app-access", 9), used(april, "password-reset", 8)}, 9},
		{"a total as it stands", "office365", []programme.Usage{used(april, "exchange", 60), used(april, "", 80), used(april, "skype", 40)}, 80},
		{"a total of none", "office365", []programme.Usage{used(april, "exchange", 60), used(april, "", 0)}, 0},
		{"a total that says nothing of users", "office365", []programme.Usage{used(april, "exchange", 60), {Month: month(april), Consumed: count(1)}}, 60},
		{"nothing reported", "office365", nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := paid(1, c.product, "2016-01-01", "")
			s.Usage = c.usage
			tenant := &programme.Tenant{
				Subscriptions: []programme.Subscription{s},
				Associations:  []programme.Association{tied("dpor", 7, 1, "2016-01-01", "")},
			}
			of := measure(t, p, "active_entitlements", "office365")
			if c.product != "office365" {
				of = measure(t, p, "active_entitlements", "ems", "aad-premium", "intune")
			}
			if got := figure(t, p, of, 7, month(april), tenant); got != c.want {
				t.Errorf("%d, not %d", got, c.want)
			}
		})
	}
}

func TestARequirementOverSeveralProductsSumsThem(t *testing.T) {
	p := programme.BuiltIn()
	tenant := &programme.Tenant{Associations: []programme.Association{tied("dap", 7, 0, "2016-01-01", "")}}
	for k, id := range []string{"ems", "aad-premium", "intune", "office365"} {
		s := paid(int64(k+1), id, "2016-01-01", "")
		s.Usage = []programme.Usage{used("2016-04", "", 10)}
		tenant.Subscriptions = append(tenant.Subscriptions, s)
	}
	of := measure(t, p, "active_entitlements", "ems", "aad-premium", "intune")
	if got := figure(t, p, of, 7, month("2016-04"), tenant); got != 30 {
		t.Errorf("%d", got)
	}
}

func TestSeatsSoldAreThoseOfTheWindow(t *testing.T) {
	for _, c := range []struct {
		name     string
		from, to string // the partner's association
		sales    []programme.Sale
		// the figures of 2016-04 where an association counts at evaluation and at the event
		evaluation, event int64
	}{
		{"sold while associated", "2015-01-01", "", []programme.Sale{{At: at("2016-02-10"), Seats: 30}}, 30, 30},
		{"in the first instant of the window", "2015-01-01", "", []programme.Sale{{At: at("2015-05-01"), Seats: 30}}, 30, 30},
		{"before the window", "2015-01-01", "", []programme.Sale{{At: at("2015-04-30T23:59:59.999"), Seats: 30}}, 0, 0},
		{"in the last instant of the window", "2015-01-01", "", []programme.Sale{{At: at("2016-04-30T23:59:59.999"), Seats: 30}}, 30, 30},
		{"after the window", "2015-01-01", "", []programme.Sale{{At: at("2016-05-01"), Seats: 30}}, 0, 0},
		{"a return in the month", "2015-01-01", "", []programme.Sale{{At: at("2016-02-10"), Seats: 30}, {At: at("2016-02-20"), Seats: -12}}, 18, 18},
		{"a return in a later month", "2015-01-01", "", []programme.Sale{{At: at("2016-02-10"), Seats: 30}, {At: at("2016-04-20"), Seats: -12}}, 18, 18},
		{"a return of all", "2015-01-01", "", []programme.Sale{{At: at("2016-02-10"), Seats: 30}, {At: at("2016-02-20"), Seats: -30}}, 0, 0},
		{"a return of what was sold before the window", "2015-01-01", "", []programme.Sale{{At: at("2015-02-10"), Seats: 30}, {At: at("2016-02-20"), Seats: -30}}, -30, -30},
		{"sold before the association", "2016-04-01", "", []programme.Sale{{At: at("2016-03-31"), Seats: 30}}, 30, 0},
		{"sold in the month of the association, before it", "2016-03-31", "", []programme.Sale{{At: at("2016-03-01"), Seats: 30}}, 30, 30},
		{"sold while associated, which has ended", "2015-01-01", "2016-03-15", []programme.Sale{{At: at("2016-02-10"), Seats: 30}}, 0, 30},
		{"sold in the month in which it ended", "2015-01-01", "2016-03-15", []programme.Sale{{At: at("2016-03-10"), Seats: 30}}, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := paid(1, "office365", "2015-01-01", "")
			s.Sales = c.sales
			tenant := &programme.Tenant{
				Subscriptions: []programme.Subscription{s},
				Associations:  []programme.Association{tied("dpor", 7, 1, c.from, c.to)},
			}
			for p, want := range map[*programme.Programme]int64{programme.BuiltIn(): c.evaluation, flipped(t): c.event} {
				of := measure(t, p, "seats_sold", "office365")
				if got := figure(t, p, of, 7, month("2016-04"), tenant); got != want {
					t.Errorf("%s: %d, not %d", p.Metrics[p.Measures[of].Metric].Counts, got, want)
				}
			}
		})
	}
}

func TestSeatsOfASubscriptionThatHasEndedCountOnlyAtTheEvent(t *testing.T) {
	s := paid(1, "office365", "2015-01-01", "2016-04-01")
	s.Sales = []programme.Sale{{At: at("2016-02-10"), Seats: 30}}
	tenant := &programme.Tenant{
		Subscriptions: []programme.Subscription{s},
		Associations:  []programme.Association{tied("dap", 7, 0, "2015-01-01", "")},
	}
	for p, want := range map[*programme.Programme]int64{programme.BuiltIn(): 0, flipped(t): 30} {
		if got := figure(t, p, measure(t, p, "seats_sold", "office365"), 7, month("2016-04"), tenant); got != want {
			t.Errorf("%d, not %d", got, want)
		}
	}
}

func TestConsumedRevenueIsThatOfTheWindow(t *testing.T) {
	for _, c := range []struct {
		name              string
		from, to          string
		usage             []programme.Usage
		event, evaluation int64 // the figures of 2016-04
	}{
		{"the edges of the window", "2015-01-01", "", []programme.Usage{
			consumed("2015-04", 1), consumed("2015-05", 20), consumed("2016-04", 300), consumed("2016-05", 4000)}, 320, 320},
		{"attribution starts when the association is made", "2016-03-31", "", []programme.Usage{
			consumed("2016-02", 1), consumed("2016-03", 20), consumed("2016-04", 300)}, 320, 321},
		{"an association that has ended", "2015-01-01", "2016-04-01", []programme.Usage{
			consumed("2016-03", 20), consumed("2016-04", 300)}, 20, 0},
		{"a credit note", "2015-01-01", "", []programme.Usage{consumed("2016-03", 20), consumed("2016-04", -30)}, -10, -10},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := paid(1, "azure", "2015-01-01", "")
			s.Usage = c.usage
			tenant := &programme.Tenant{
				Subscriptions: []programme.Subscription{s},
				Associations:  []programme.Association{tied("dpor", 7, 1, c.from, c.to)},
			}
			for p, want := range map[*programme.Programme]int64{programme.BuiltIn(): c.event, flipped(t): c.evaluation} {
				if got := figure(t, p, measure(t, p, "consumed_revenue", "azure"), 7, month("2016-04"), tenant); got != want {
					t.Errorf("%d, not %d", got, want)
				}
			}
		})
	}
}

func TestALineIsOfTheMonthOfItsFact(t *testing.T) {
	s := paid(1, "office365", "2015-01-01", "")
	s.Sales = []programme.Sale{{At: at("2016-02-10"), Seats: 30}, {At: at("2015-12-10"), Seats: 3}}
	tenant := &programme.Tenant{Key: 5,
		Subscriptions: []programme.Subscription{s},
		Associations:  []programme.Association{tied("dap", 7, 0, "2016-04-15", "")},
	}
	p := programme.BuiltIn()
	amounts := map[programme.Month]int64{}
	for _, l := range linesOf(p, tenant, month("2016-04")) {
		if l.Measure == measure(t, p, "seats_sold", "office365") && l.Tenant == 5 && l.Subscription == 1 {
			amounts[l.Month] += l.Amount
		}
	}
	if len(amounts) != 2 || amounts[month("2016-02")] != 30 || amounts[month("2015-12")] != 3 {
		t.Errorf("%v", amounts)
	}
}

func TestAFigureIsOfTheMonthsThatItsMeasureKeeps(t *testing.T) {
	p, other := programme.BuiltIn(), flipped(t)
	e := month("2016-04")
	for _, c := range []struct {
		p      *programme.Programme
		metric string
		first  programme.Month
	}{
		{p, "active_entitlements", e}, {other, "active_entitlements", e},
		{p, "seats_sold", e}, {other, "seats_sold", month("2015-05")},
		{p, "net_new_customers", e}, {other, "net_new_customers", month("2015-05")},
	} {
		first, last := c.p.Window(measure(t, c.p, c.metric, "office365"), e)
		if first != c.first || last != e {
			t.Errorf("%s: %s to %s", c.metric, first, last)
		}
	}
	if first, last := p.Window(measure(t, p, "consumed_revenue", "azure"), e); first != month("2015-05") || last != e {
		t.Errorf("consumed_revenue: %s to %s", first, last)
	}
}

func TestAFigureBeyondAllMeasureIsAnError(t *testing.T) {
	p := programme.BuiltIn()
	of := measure(t, p, "consumed_revenue", "azure")
	n, err := p.Figure(of, func(programme.Month) int64 { return math.MaxInt64 / 12 }, month("2016-04"))
	if err != nil || n != math.MaxInt64/12*12 {
		t.Errorf("%d %v", n, err)
	}
	if _, err := p.Figure(of, func(programme.Month) int64 { return math.MaxInt64/12 + 1 }, month("2016-04")); err == nil {
		t.Error("a sum passed 2^63 unseen")
	}
}
