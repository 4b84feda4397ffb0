package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shimei/store/directory"
	"shimei/store/report"
)

// account returns the key of a partner.
func (p *portal) account(partner string) int64 {
	p.t.Helper()
	found, _, err := p.Progress(ctx, report.ProgressFilter{Partner: partner, Month: month("2016-04")})
	if err != nil || len(found) == 0 {
		p.t.Fatalf("%s: %v %v", partner, found, err)
	}
	return found[0].Account.Key
}

// customersOf describes the customers of an account, page by page, and checks that the whole
// list is the same.
func (p *portal) customersOf(partner string, f report.AccountCustomerFilter) (all []string) {
	p.t.Helper()
	pr, account := p.mustProgramme(), p.account(partner)
	describe := func(c report.AccountCustomer) string {
		cells := []string{c.TenantID, fmt.Sprint(c.Subscriptions)}
		for _, r := range c.Routes {
			cells = append(cells, pr.Routes[r].ID)
		}
		for _, l := range c.Locations {
			cells = append(cells, "@"+l.ID)
		}
		if u := c.Usage; u == nil {
			cells = append(cells, "hidden")
		} else {
			cells = append(cells, fmt.Sprintf("%d: %s/%s/%s, %s unused", u.Subscriptions, number(u.Seats), number(u.Assigned), number(u.Active), number(u.Unused)))
			if u.Renewal != nil {
				cells = append(cells, u.Renewal.In(time.UTC).Format(time.DateOnly))
			}
		}
		return strings.Join(cells, " ")
	}
	for after, begun := int64(0), false; after != 0 || !begun; begun = true {
		page, next, count, err := p.AccountCustomers(ctx, directory.Whole(account), f, after, 1)
		if err != nil || len(page) > 1 {
			p.t.Fatal(page, err)
		}
		for _, c := range page {
			all = append(all, describe(c))
		}
		if after = next; next == 0 && count != int64(len(all)) {
			p.t.Errorf("%d customers are counted of %v", count, all)
		}
	}
	var whole []string
	if err := p.EachAccountCustomer(ctx, directory.Whole(account), f, func(c report.AccountCustomer) error { whole = append(whole, describe(c)); return nil }); err != nil {
		p.t.Fatal(err)
	}
	if diff := cmp.Diff(whole, all); diff != "" {
		p.t.Errorf("page by page there is something else: %s", diff)
	}
	return all
}

// associatedWorld is the small world with renewals, more usage and associations that are over or to come.
func associatedWorld(t tester, dsn string) *portal {
	p := openSmall(t, dsn)
	p.take(rows("subscriptions", "subscription_id,tenant_id,product,kind,licensing,seats,start_date,end_date,renewal_date,auto_renew",
		"T-office,T,office365,paid,open,100,2015-06-01,,2017-06-01,false", "U-office,U,office365,paid,csp,60,2015-09-01,,2017-09-01,true",
		"T-crm,T,crm-online,paid,ea,10,2015-01-01,,2016-12-01,false", "T-intune,T,intune,paid,ea,5,2015-01-01,,2017-02-01,false"),
		rows("usage", "subscription_id,month,workload,assigned_seats,active_users", "T-crm,2016-04,crm,9,12", "T-intune,2016-04,device,4,1"),
		rows("associations", "route,partner_id,subscription_id,tenant_id,from,to",
			"dpor,B,T-crm,,2016-01-01,", "dap,B,,T,2015-07-01,2016-01-01", "dap,B,,U,2099-01-01,", "dpor,B,T-ended,,2015-03-01,",
			"dap,G1,,T,2015-07-01,", "dpor,S,T-intune,,2015-03-01,"))
	return p
}

func TestAnAccountsCustomersAreThoseThatItIsAssociatedWithNow(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := associatedWorld(t, dsn)
		for partner, want := range map[string][]string{
			"A": {"T 2 seller @A hidden"},
			"B": {"T 2 dpor @B 2: 110/104/92, 20 unused 2016-12-01"},
			"C": {"T 5 dap @C hidden"},
			"G": {"T 5 dap @G1 hidden", "U 1 dpor seller @G1 @G2 1: 60/60/55, 5 unused"},
			"S": {"T 1 dpor @S hidden", "U 1 dap @S hidden"},
			"Z": nil,
		} {
			if diff := cmp.Diff(want, p.customersOf(partner, report.AccountCustomerFilter{})); diff != "" {
				t.Errorf("%s: %s", partner, diff)
			}
		}
	})
}

func TestTheListOfAnAccountsCustomersIsNarrowed(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := associatedWorld(t, dsn)
		for _, c := range []struct {
			f    report.AccountCustomerFilter
			want string
		}{
			{report.AccountCustomerFilter{Text: "ｕｍｅｄａ"}, "U"}, {report.AccountCustomerFilter{Text: "Ｔ"}, "T"},
			{report.AccountCustomerFilter{Route: "dap"}, "T"}, {report.AccountCustomerFilter{Route: "seller"}, "U"},
			{report.AccountCustomerFilter{Route: "dap", Text: "umeda"}, ""}, {report.AccountCustomerFilter{Route: "x') OR ('1"}, ""},
		} {
			var got []string
			for _, row := range p.customersOf("G", c.f) {
				got = append(got, strings.Fields(row)[0])
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%+v: %v, want %s", c.f, got, c.want)
			}
		}
	})
}

func TestUsageDataGoesWithTheRouteThatBringsIt(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := associatedWorld(t, dsn)
		p.nominate(p.person(directory.Owner, "T"), "A", "T-office")
		if diff := cmp.Diff([]string{"T 1 dpor @B 1: 10/9/12, 0 unused 2016-12-01"}, p.customersOf("B", report.AccountCustomerFilter{})); diff != "" {
			t.Errorf("whom another took the place of: %s", diff)
		}
		if diff := cmp.Diff([]string{"T 2 dpor seller @A 1: 100/95/80, 20 unused 2017-06-01"}, p.customersOf("A", report.AccountCustomerFilter{})); diff != "" {
			t.Errorf("whom the customer nominated: %s", diff)
		}
	})
}

func TestACustomerOfAnAccountHasTheSubscriptionsThatAreReached(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := associatedWorld(t, dsn)
		p.take(rows("associations", "route,partner_id,subscription_id,tenant_id,from", "dap,G,,U,2016-02-01", "dpor,G1,T-azure,,2016-03-01"))
		pr := p.mustProgramme()
		for _, c := range []struct {
			partner, tenant string
			want            []string
			lacks           string // none where no route brings usage data
		}{
			{"A", "T", []string{"T-azure seller@A -/-/- renews false", "T-office seller@A -/-/- renews false"}, ""},
			{"B", "T", []string{"T-crm dpor@B 10/9/12 renews true", "T-office dpor@B 100/95/80 renews true"}, "aad-premium"},
			{"G", "T", []string{"T-azure dpor@G1 dap@G1 -/-/- renews false", "T-crm dap@G1 -/-/- renews false", "T-ems dap@G1 -/-/- renews false",
				"T-intune dap@G1 -/-/- renews false", "T-office dap@G1 -/-/- renews false"}, "aad-premium"},
			{"G", "U", []string{"U-office dpor@G2 dap@G seller@G1 60/60/55 renews true"}, "crm-online ems aad-premium intune azure"},
		} {
			d, err := p.AccountCustomer(ctx, directory.Whole(p.account(c.partner)), c.tenant)
			if err != nil {
				t.Fatal(err)
			}
			var lacks []string
			for _, k := range d.Lacks {
				lacks = append(lacks, pr.Products[k].ID)
			}
			if got := strings.Join(lacks, " "); got != c.lacks {
				t.Errorf("%s is told that %s lacks %q, want %q", c.partner, c.tenant, got, c.lacks)
			}
			var got []string
			for _, s := range d.Reached {
				cells := []string{s.ID}
				for _, r := range s.Reaches {
					cells = append(cells, pr.Routes[r.Route].ID+"@"+r.Partner.ID)
				}
				got = append(got, strings.Join(cells, " ")+fmt.Sprintf(" %s/%s/%s renews %v", number(s.Seats), number(s.Assigned), number(s.Active), s.Renewal != nil))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s at %s: %s", c.partner, c.tenant, diff)
			}
		}
		for _, x := range [][2]string{{"A", "U"}, {"B", "U"}, {"Z", "T"}, {"A", "absent"}, {"A", "u"}, {"A", ""}} {
			if d, err := p.AccountCustomer(ctx, directory.Whole(p.account(x[0])), x[1]); !absent(err) || d.TenantID != "" {
				t.Errorf("%v: %+v, %v", x, d, err)
			}
		}
		if d, err := p.AccountCustomer(ctx, directory.Whole(p.account("a")), " ｔ"); err != nil || d.TenantID != "T" || d.Customer.Name != "Tailspin Toys" {
			t.Errorf("by other spellings: %+v, %v", d, err)
		}
	})
}
