package demo

import (
	"fmt"
	"time"

	"shimei/store/programme"
)

// worked is an example of the programme's announcement with published figures: one
// customer, and partners with a letter each. Ids are made unlike those of the other cases,
// and its figures hold as they stand because its tenant is nobody else's.
type worked struct {
	number   int
	id, name string
	letters  string // one partner each
	telling  string // the partner whose figures show what the case is about
}

var workedCases = []worked{
	{1, "simple", "simple", "A", "A"},
	{2, "typical", "typical", "AB", "B"},
	{3, "complex", "complex", "ABC", "C"},
	{4, "more-complex", "more complex", "ABCDEF", "E"},
	{5, "business-rules", "business rules", "ABC", "A"},
}

// cases returns the facts of the worked cases. A test compares them with the files that
// the expected figures were worked out from.
func cases() *facts {
	f := &facts{}
	c := workedCases[0]
	office, azure := c.growing(f)
	c.dpor(f, "A", office, date(2016, 1, 20))
	c.dpor(f, "A", azure, date(2016, 2, 1))
	c.dap(f, "A", office, date(2016, 1, 20))

	c = workedCases[1]
	office, azure = c.growing(f)
	c.dpor(f, "B", office, date(2016, 2, 10))
	c.dpor(f, "B", azure, date(2016, 3, 1))
	c.dap(f, "B", office, date(2016, 2, 5))

	c = workedCases[2]
	office, azure = c.growing(f)
	c.dpor(f, "C", office, date(2016, 3, 10))
	c.dpor(f, "C", azure, date(2016, 3, 10))
	c.dap(f, "B", office, date(2016, 1, 25))

	c = workedCases[3]
	office, azure = c.growing(f)
	c.dap(f, "B", office, date(2016, 1, 25))
	c.dap(f, "C", office, date(2016, 2, 25))
	c.dap(f, "D", office, date(2016, 2, 28))
	c.dpor(f, "E", office, date(2016, 4, 2))
	c.dpor(f, "F", azure, date(2016, 2, 15))

	workedCases[4].rules(f)
	return f
}

// growing is the customer that four of the cases share: Office 365 from January and Azure
// from February 2016, with use that grows. Partner A sold both.
func (c worked) growing(f *facts) (office, azure *subscription) {
	tenant := c.parties(f)
	office = c.subscription(f, tenant, "office", "office365", "open", 500, date(2016, 1, 15))
	azure = c.subscription(f, tenant, "azure", "azure", "direct", 0, date(2016, 2, 1))
	for k := range int64(4) {
		month := programme.MonthOf(2016, 1) + programme.Month(k)
		c.active(f, office, month, "exchange", 480, 100*(k+1))
		c.active(f, office, month, "sharepoint", 480, 50*(k+1))
		if k > 0 {
			f.usage = append(f.usage, &usage{subscription: azure, month: month, consumed: 1000_00*k + 50})
		}
	}
	f.sales = append(f.sales,
		&sale{c.id + "-o-1", office, c.partner("A"), date(2016, 1, 15), 500},
		&sale{c.id + "-o-2", azure, c.partner("A"), date(2016, 2, 1), 0})
	return office, azure
}

// rules is the case that shows which route brings which credit: one month, four products.
func (c worked) rules(f *facts) {
	tenant, april := c.parties(f), programme.MonthOf(2016, 4)
	for _, p := range []struct {
		short, product, workload string
		seats, active, sold      int64
	}{
		{"office", "office365", "exchange", 100, 100, 30},
		{"crm", "crm-online", "crm", 100, 80, 100},
		{"azure", "azure", "", 0, 0, 0},
		{"ems", "ems", "ems", 100, 100, 100},
	} {
		s := c.subscription(f, tenant, p.short, p.product, "ea", p.seats, date(2016, 4, 1))
		if p.workload == "" {
			f.usage = append(f.usage, &usage{subscription: s, month: april, consumed: 100_00})
		} else {
			c.active(f, s, april, p.workload, 100, p.active)
		}
		f.sales = append(f.sales, &sale{c.id + "-o-T-" + p.short, s, c.partner("C"), date(2016, 4, 1), p.sold})
		c.dpor(f, "A", s, date(2016, 4, 10))
	}
	f.associations = append(f.associations,
		&association{route: "dap", partner: c.partner("B"), tenant: tenant, from: date(2016, 4, 5)})
}

// parties adds the case's partners and its customer.
func (c worked) parties(f *facts) *customer {
	for _, letter := range c.letters {
		f.partners = append(f.partners, &partner{id: c.partner(string(letter)), country: "JP",
			name: fmt.Sprintf("Partner %c (worked case: %s)", letter, c.name)})
	}
	tenant := &customer{c.id + "-T", "Tenant T (worked case: " + c.name + ")", "t-" + c.id + ".example", "JP", ""}
	f.customers = append(f.customers, tenant)
	return tenant
}

// partner returns the id of a case's partner: 1100101 is partner A of the first case.
func (c worked) partner(letter string) string {
	return fmt.Sprintf("11%03d%02d", c.number, letter[0]-'A'+1)
}

func (c worked) subscription(f *facts, tenant *customer, short, product, licensing string, seats int64, start time.Time) *subscription {
	s := &subscription{id: c.id + "-T-" + short, tenant: tenant, product: product, kind: programme.Paid,
		licensing: licensing, seats: seats, start: start}
	f.subscriptions = append(f.subscriptions, s)
	return s
}

// active adds the use of a workload, of which every seat is available.
func (c worked) active(f *facts, s *subscription, m programme.Month, workload string, assigned, active int64) {
	f.usage = append(f.usage, &usage{s, m, workload, true, s.seats, assigned, active, 0})
}

func (c worked) dpor(f *facts, letter string, s *subscription, from time.Time) {
	f.associations = append(f.associations, &association{route: "dpor", partner: c.partner(letter), subscription: s, from: from})
}

func (c worked) dap(f *facts, letter string, s *subscription, from time.Time) {
	f.associations = append(f.associations, &association{route: "dap", partner: c.partner(letter), tenant: s.tenant, from: from})
}
