package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/programme"
	"shimei/store/report"
)

func TestATrendIsTheFiguresOfTheMonthsAndWhatIsLeftOfThemAhead(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		p.take(file{"partners.csv", "partner_id,name\nA,A\n"})
		p.take(file{"customers.csv", "tenant_id,name\nT,T\n"})
		p.take(file{"subscriptions.csv", "subscription_id,tenant_id,product,start_date\no,T,office365,2015-06-01\nz,T,azure,2015-06-01\n"})
		p.take(file{"sales.csv", "order_id,subscription_id,partner_id,date,seats\n1,o,A,2015-06-15,30\n2,o,A,2015-12-15,20\n"})
		p.take(file{"usage.csv", "subscription_id,month,workload,active_users,consumed\n" +
			"z,2015-06,,,100\nz,2015-07,,,50\nz,2016-05,,,10\no,2016-05,exchange,7,\n"})
		p.take(file{"associations.csv", "route,partner_id,subscription_id,from\ndpor,A,o,2015-06-01\ndpor,A,z,2015-06-01\n"})

		e := *month("2016-05")
		all, _, err := p.Progress(ctx, report.ProgressFilter{Month: &e})
		if err != nil {
			t.Fatal(err)
		}
		overview, err := p.Overview(ctx, all[0].Account.Key, &e)
		if err != nil {
			t.Fatal(err)
		}
		trends := overview.Trends
		// By competency in the programme's order: entitlements; seats and customers; … ; consumption.
		want := [][]int64{{0, 0, 0}, {20, 20, 20}, {0, 0, 0}, {6000, 1000, 1000}}
		if d := cmp.Diff(want, [][]int64{orZeros(trends[0].Ahead[0]), trends[1].Ahead[0], trends[1].Ahead[1], trends[3].Ahead[0]}); d != "" {
			t.Errorf("ahead: %s", d)
		}
		if trends[0].Ahead[0] != nil {
			t.Error("entitlements of a single month have nothing that leaves a window")
		}
		for k, one := range trends {
			for r := range one.Past {
				if last := one.Past[r][len(one.Past[r])-1]; last != all[k].Figures[r] || len(one.Past[r]) != 13 || one.First != e-12 {
					t.Errorf("trend %v from %s, the figure is %d", one.Past[r], one.First, all[k].Figures[r])
				}
			}
		}
		for back := programme.Month(1); back <= 12; back++ {
			m := e - back
			then, _, err := p.Progress(ctx, report.ProgressFilter{Month: &m})
			if err != nil {
				t.Fatal(err)
			}
			if len(then[3].Figures) == 1 && then[3].Figures[0] != trends[3].Past[0][12-back] {
				t.Errorf("%s: the trend says %d, the figure is %d", m, trends[3].Past[0][12-back], then[3].Figures[0])
			}
		}
		before := e - 1
		earlier, err := p.Overview(ctx, all[0].Account.Key, &before)
		if err != nil || earlier.Trends[3].Ahead[0] != nil {
			t.Errorf("an earlier month tells what lies ahead of it: %v %v", earlier.Trends, err)
		}
	})
}

func orZeros(list []int64) []int64 {
	if list == nil {
		return []int64{0, 0, 0}
	}
	return list
}
