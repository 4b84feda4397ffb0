package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/report"
)

func TestThePartsOfAFigureSumToItInEachMonth(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		basis, err := p.Basis(ctx)
		if err != nil {
			t.Fatal(err)
		}
		all, _, err := p.Progress(ctx, report.ProgressFilter{})
		if err != nil {
			t.Fatal(err)
		}
		split := 0
		for _, x := range all {
			if x.Version == nil {
				continue
			}
			o, err := p.Overview(ctx, x.Account.Key, nil)
			if err != nil {
				t.Fatal(err)
			}
			for k, requirement := range x.Version.Requirements {
				parts, err := p.FigureParts(ctx, report.FigureQuery{Scope: directory.Whole(x.Account.Key), Month: x.Month, Competency: x.Competency, Requirement: k})
				if err != nil || parts.Beyond {
					t.Fatal(parts, err)
				}
				want := o.Trends[x.Competency].Past[k]
				if d := cmp.Diff(want, sumOf(parts.ByRoute)); d != "" {
					t.Errorf("%s, competency %d, requirement %d by route: %s", x.Account.ID, x.Competency, k, d)
				}
				if basis.Programme.MetricOf(requirement).Fact != programme.FactCustomers {
					if d := cmp.Diff(want, sumOf(parts.ByProduct)); d != "" {
						t.Errorf("%s, competency %d, requirement %d by product: %s", x.Account.ID, x.Competency, k, d)
					}
				} else if parts.ByProduct != nil {
					t.Error("customers are split by product")
				}
				if len(parts.ByRoute) > 1 {
					split++
				}
			}
		}
		if split == 0 {
			t.Error("no figure has several routes: the test tells nothing")
		}
	})
}

// sumOf adds up parts month by month.
func sumOf(parts []report.Part) []int64 {
	sum := make([]int64, 13)
	for _, part := range parts {
		for k, n := range part.Figures {
			sum[k] += n
		}
	}
	return sum
}

func TestProgressInSeveralMonthsIsThatOfEach(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		all, _, err := p.Progress(ctx, report.ProgressFilter{})
		if err != nil {
			t.Fatal(err)
		}
		account := all[0].Account
		months := []programme.Month{all[0].Month, all[0].Month - 5, all[0].Month - 1}
		found, err := p.ProgressIn(ctx, account.Key, months)
		if err != nil || len(found) != 3 {
			t.Fatal(found, err)
		}
		for n, m := range months {
			want, _, err := p.Progress(ctx, report.ProgressFilter{Month: &m, Partner: account.ID})
			if err != nil {
				t.Fatal(err)
			}
			for k := range want {
				if d := cmp.Diff(want[k].Figures, found[n][k].Figures); d != "" || want[k].Level != found[n][k].Level || found[n][k].Month != m {
					t.Errorf("competency %d in %s: %s", k, m, d)
				}
			}
		}
		if none, err := p.ProgressIn(ctx, account.Key, nil); err != nil || none != nil {
			t.Error(none, err)
		}
	})
}

func TestTheLadderHasTheNearestOfEachSide(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		partners, customers, subscriptions, associations, usage := "partner_id,name\n", "tenant_id,name\n", "subscription_id,tenant_id,product,start_date\n",
			"route,partner_id,subscription_id,from\n", "subscription_id,month,workload,active_users\n"
		for id, active := range map[string]string{"A": "1999", "B": "1500", "C": "999", "D": "2000", "E": "2600", "F": "3100", "G": "1000"} {
			partners += id + "," + id + "\n"
			customers += "T" + id + "," + id + "\n"
			subscriptions += "s" + id + ",T" + id + ",office365,2015-06-01\n"
			associations += "dpor," + id + ",s" + id + ",2015-06-01\n"
			usage += "s" + id + ",2016-03,exchange," + active + "\n"
		}
		p.take(file{"partners.csv", partners}, file{"customers.csv", customers}, file{"subscriptions.csv", subscriptions},
			file{"associations.csv", associations}, file{"usage.csv", usage})
		near := func(most int) (found []string) {
			l, err := p.Ladder(ctx, nil, most)
			if err != nil || l.Month != *month("2016-03") {
				t.Fatal(l, err)
			}
			k, _ := l.Programme.Competency("cloud-productivity")
			for _, n := range l.Of(k).Near {
				found = append(found, n.Account.ID+" "+l.Programme.Levels[n.Level])
			}
			return found
		}
		// Gold needs 4,000: of these only E and F, and D by half of it, are near it.
		if d := cmp.Diff([]string{"D silver", "A silver", "F gold", "B silver", "E silver", "E gold", "G silver", "D gold"}, near(8)); d != "" {
			t.Error(d)
		}
		if d := cmp.Diff([]string{"D silver", "A silver", "F gold"}, near(1)); d != "" {
			t.Error(d)
		}
	})
}

func TestACustomerSeesTheUseOfItsOwnSubscriptionWhileItHeldIt(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		tail, umeda := p.person(directory.Owner, "T"), p.person(directory.Owner, "U")
		active := func(who directory.Person) (months []string) {
			d, err := p.Subscription(ctx, who.Customer, "T-office")
			if err != nil {
				t.Fatal(err)
			}
			uses, err := p.OwnUse(ctx, who.Customer, d.Subscription)
			if err != nil {
				t.Fatal(err)
			}
			for _, u := range uses {
				for _, m := range u.Months {
					if m.Active != nil {
						months = append(months, m.Month.String()+" "+number(m.Active))
					}
				}
			}
			return months
		}
		before := active(tail)
		if len(before) == 0 {
			t.Fatal("nothing is told of a subscription that was used")
		}
		p.set("2016-06-20T09:00:00Z")
		p.take(rows("subscriptions", "subscription_id,tenant_id,product,licensing,seats,start_date", "T-office,U,office365,open,70,2015-06-01"))
		if got := active(umeda); len(got) != 0 {
			t.Errorf("the new tenant sees %q of the former", got)
		}
		p.take(rows("usage", "subscription_id,month,workload,available_seats,assigned_seats,active_users", "T-office,2016-06,exchange,70,60,50"))
		if err := p.CompleteMonth(ctx, "desk", *month("2016-06")); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]string{"2016-06 50"}, active(umeda)); d != "" {
			t.Error(d)
		}
	})
}
