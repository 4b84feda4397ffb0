package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
)

// work describes what there is to do for an account, page by page, and checks that the whole list is the same.
func (p *portal) work(partner string, f report.WorkFilter, sort string) (all []string) {
	p.t.Helper()
	pr, account, order := p.mustProgramme(), p.account(partner), report.WorkOrder.Parse(sort)
	describe := func(x report.WorkItem) string {
		cells := []string{string(x.Kind), x.TenantID}
		if x.Subscription != "" {
			cells = append(cells, x.Subscription)
		} else if x.Product >= 0 {
			cells = append(cells, pr.Products[x.Product].ID)
		}
		switch x.Kind {
		case programme.WorkRequest:
			cells = append(cells, string(x.Way), x.Due.In(time.UTC).Format(time.DateOnly))
		case programme.WorkRenewal:
			cells = append(cells, x.Seats.Renewal.In(time.UTC).Format(time.DateOnly))
		case programme.WorkActivation, programme.WorkUnassigned:
			cells = append(cells, number(x.Seats.Bought)+"/"+number(x.Seats.Assigned)+"/"+number(x.Seats.Active))
		case programme.WorkNomination, programme.WorkPending:
			cells = append(cells, "@"+x.Partner.ID, x.Counts.String())
		}
		for _, k := range x.Lacks {
			cells = append(cells, pr.Products[k].ID)
		}
		return strings.Join(cells, " ")
	}
	for after, begun := int64(0), false; after != 0 || !begun; begun = true {
		page, next, err := p.Work(ctx, directory.Whole(account), f, db.Part{Sort: order, After: after, Limit: 1})
		if err != nil || len(page) == 0 && begun {
			p.t.Fatalf("%d rows of the next page: %v", len(page), err)
		}
		for _, x := range page {
			all = append(all, describe(x))
		}
		after = next
	}
	var whole []string
	if err := p.EachWork(ctx, directory.Whole(account), f, order, func(x report.WorkItem) error { whole = append(whole, describe(x)); return nil }); err != nil {
		p.t.Fatal(err)
	}
	if diff := cmp.Diff(whole, all); diff != "" {
		p.t.Errorf("page by page there is something else: %s", diff)
	}
	return all
}

// workWorld is the small world with something of every kind to do for B, which both tenants nominated, and
// with the same facts for C, which has delegated administration alone.
func workWorld(t tester, dsn string) *portal {
	p := openSmall(t, dsn)
	p.take(rows("subscriptions", "subscription_id,tenant_id,product,kind,licensing,seats,start_date,renewal_date,auto_renew",
		"T-office,T,office365,paid,open,300,2015-06-01,2016-06-01,false", "T-crm,T,crm-online,paid,ea,90,2015-01-01,2016-05-01,true",
		"U-office,U,office365,paid,csp,60,2015-09-01,2016-05-20,false"),
		rows("usage", "subscription_id,month,workload,assigned_seats,active_users", "T-crm,2016-04,crm,85,60", "T-office,2016-04,exchange,295,80"),
		rows("associations", "route,partner_id,subscription_id,tenant_id,from,to",
			"dpor,B,T-crm,,2016-01-01,", "dap,C,,U,2015-07-01,"))
	return p
}

func TestTheWorkOfAPartnerIsByWhatItSees(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := workWorld(t, dsn)
		p.set("2016-05-03T09:00:00Z")
		p.nominate(p.person(directory.Owner, "U"), "B", "U-office")
		for partner, want := range map[string][]string{
			"B": {
				"renewal T T-office 2016-06-01", "renewal U U-office 2016-05-20", "nomination U U-office @B 2016-05", "pending U U-office @B 2016-05",
				"activation T T-office 300/295/80", "lacking T aad-premium intune", "lacking U crm-online ems aad-premium intune azure",
			},
			"C": nil, "G": nil, "S": nil, "A": nil,
		} {
			if diff := cmp.Diff(want, p.work(partner, report.WorkFilter{}, "")); diff != "" {
				t.Errorf("%s: %s", partner, diff)
			}
		}
	})
}

func TestTheWorkOfAPartnerIsNarrowedAndSorted(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := workWorld(t, dsn)
		p.set("2016-05-03T09:00:00Z")
		p.nominate(p.person(directory.Owner, "U"), "B", "U-office")
		for _, c := range []struct {
			f    report.WorkFilter
			sort string
			want string // kinds and tenants
		}{
			{report.WorkFilter{Kind: programme.WorkRenewal}, "", "renewal T, renewal U"},
			{report.WorkFilter{Kind: programme.WorkRenewal}, "-customer", "renewal U, renewal T"},
			{report.WorkFilter{Kind: programme.WorkUnassigned}, "", ""},
			{report.WorkFilter{Kind: "none"}, "", ""},
			{report.WorkFilter{Customer: "ｕｍｅｄａ"}, "customer", "renewal U, nomination U, pending U, lacking U"},
			{report.WorkFilter{Customer: "T", Kind: programme.WorkLacking}, "", "lacking T"},
			{report.WorkFilter{}, "customer", "renewal T, activation T, lacking T, renewal U, nomination U, pending U, lacking U"},
			{report.WorkFilter{}, "-customer", "renewal U, nomination U, pending U, lacking U, renewal T, activation T, lacking T"},
			{report.WorkFilter{}, "-kind", "lacking T, lacking U, activation T, pending U, nomination U, renewal T, renewal U"},
		} {
			var got []string
			for _, row := range p.work("B", c.f, c.sort) {
				got = append(got, strings.Join(strings.Fields(row)[:2], " "))
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("%+v by %q: %v, want %s", c.f, c.sort, got, c.want)
			}
		}
	})
}

func TestAHomePageLooksThroughAllCustomersOfAnAccountThatHasFew(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := workWorld(t, dsn)
		p.set("2016-05-03T09:00:00Z")
		p.nominate(p.person(directory.Owner, "U"), "B", "U-office")
		for most, want := range map[int]string{2000: "renewal 2, nomination 1, activation 1, lacking 2", 1: "nomination 1"} {
			all, large, err := p.Waiting(ctx, directory.Whole(p.account("B")), true, 50, most)
			if err != nil || large != (most == 1) {
				t.Fatalf("large is %v (%v)", large, err)
			}
			var got []string
			for _, kind := range programme.WorkKinds {
				if w := all[kind]; len(w.Items) > 0 {
					got = append(got, fmt.Sprintf("%s %d", kind, len(w.Items)))
				}
				if all[kind].More {
					t.Errorf("there is more of %s", kind)
				}
			}
			if strings.Join(got, ", ") != want {
				t.Errorf("of %d: %v, want %s", most, got, want)
			}
		}
		if all, _, err := p.Waiting(ctx, directory.Whole(p.account("B")), false, 1, 2000); err != nil || !all[programme.WorkRenewal].More || len(all[programme.WorkLacking].Items) > 0 {
			t.Errorf("of two renewals one is all: %+v, %v", all[programme.WorkRenewal], err)
		}
	})
}

func TestARequestThatTheVendorReturnedIsWorkUntilItsTimeIsOver(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := workWorld(t, dsn)
		who, vendor := p.person(directory.Manager, "A"), p.person(directory.Admin, "")
		back := p.ask(who, claim("A", "U-office"))
		p.ask(who, claim("A", "T-azure")) // which the vendor has not looked at
		p.act(vendor, back, programme.ActReturn)
		want := []string{"request U U-office claim 2016-04-26"}
		if diff := cmp.Diff(want, p.work("A", report.WorkFilter{}, "")); diff != "" {
			t.Error(diff)
		}
		if got := p.work("B", report.WorkFilter{Kind: programme.WorkRequest}, ""); got != nil {
			t.Errorf("another partner has %v", got)
		}
		p.set("2016-04-27T00:00:01Z")
		if got := p.work("A", report.WorkFilter{}, ""); got != nil {
			t.Errorf("after its time: %v", got)
		}
	})
}

func TestUsageThatWasReportedTogetherIsWorkOnce(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.take(rows("subscriptions", "subscription_id,tenant_id,product,licensing,seats,start_date", "V-1,U,crm-online,ea,50,2015-01-01", "V-2,U,crm-online,ea,70,2015-01-01"),
			rows("usage", "tenant_id,product,month,workload,available_seats,assigned_seats,active_users", "U,crm-online,2016-04,crm,120,40,13"),
			rows("associations", "route,partner_id,subscription_id,from", "dpor,A,V-1,2015-01-01", "dpor,A,V-2,2015-01-01"))
		want := []string{"activation U crm-online 120/40/13", "unassigned U crm-online 120/40/13", "lacking U ems aad-premium intune azure"}
		if diff := cmp.Diff(want, p.work("A", report.WorkFilter{}, "")); diff != "" {
			t.Error(diff)
		}
	})
}

// manyWork has so many customers that they are gone through by name.
func TestTheWorkOfManyCustomersIsListedWholeInEveryOrder(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		customers, subscriptions, associations := []string{}, []string{}, []string{}
		for k := range 1100 {
			id := fmt.Sprintf("%04d", k)
			customers = append(customers, "M"+id+",Many "+id)
			subscriptions = append(subscriptions, fmt.Sprintf("m%s,M%s,office365,direct,10,2015-01-01,%s,false", id, id, []string{"2016-05-01", "2017-05-01"}[k%2]))
			associations = append(associations, "dpor,A,m"+id+",2015-02-01")
		}
		p.take(rows("customers", "tenant_id,name", customers...),
			rows("subscriptions", "subscription_id,tenant_id,product,licensing,seats,start_date,renewal_date,auto_renew", subscriptions...),
			rows("associations", "route,partner_id,subscription_id,from", associations...))
		account := p.account("A")
		for _, order := range []string{"kind", "-kind", "customer", "-customer"} {
			var all []string
			sort := report.WorkOrder.Parse(order)
			for after, begun := int64(0), false; after != 0 || !begun; begun = true {
				page, next, err := p.Work(ctx, directory.Whole(account), report.WorkFilter{}, db.Part{Sort: sort, After: after, Limit: 50})
				if err != nil || len(page) == 0 || len(page) > 60 {
					t.Fatalf("%d rows: %v", len(page), err)
				}
				for _, x := range page {
					all = append(all, string(x.Kind)+" "+x.TenantID)
				}
				after = next
			}
			if once := slices.Compact(slices.Sorted(slices.Values(all))); len(all) != 550+1100 || len(once) != len(all) {
				t.Errorf("by %s: %d rows, %d of them different", order, len(all), len(once))
			}
			by := func(row string) string { return strings.Fields(row)[1] }
			if order == "customer" && !slices.IsSortedFunc(all, func(a, b string) int { return strings.Compare(by(a), by(b)) }) ||
				order == "-customer" && !slices.IsSortedFunc(all, func(a, b string) int { return strings.Compare(by(b), by(a)) }) {
				t.Errorf("by %s: %v", order, all)
			}
		}
	})
}
