package store_test

import (
	"fmt"
	"testing"

	"shimei/store/intake"
	"shimei/store/report"
)

// manyTenants is more than an import takes in at a time, so that files of that many rows go
// the ways of long files: ids held in memory, all tenants gone through at once, credits
// derived anew.
const manyTenants = 6000

// each row of many is made from its number.
func many(kind, header string, row func(k int) string) file {
	lines := make([]string, manyTenants)
	for k := range lines {
		lines[k] = row(k)
	}
	return rows(kind, header, lines...)
}

func usageOfMany(month string, users func(k int) int) file {
	return many("usage", "subscription_id,month,active_users", func(k int) string {
		return fmt.Sprintf("s-%d,%s,%d", (k*7)%manyTenants, month, users(k))
	})
}

func TestLongFilesGiveTheCreditsThatTheFactsGive(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		p.take(rows("partners", "partner_id,name", "A,Adatum", "B,Bellows"),
			many("customers", "tenant_id,name", func(k int) string { return fmt.Sprintf("t-%d,Tenant %d", k, k) }),
			many("subscriptions", "subscription_id,tenant_id,product,start_date", func(k int) string {
				return fmt.Sprintf("s-%d,t-%d,office365,2016-01-01", k, k)
			}),
			many("associations", "route,partner_id,subscription_id,from", func(k int) string {
				return fmt.Sprintf("dpor,A,s-%d,2016-01-15", k)
			}))
		one := func(int) int { return 1 }
		for _, x := range []struct {
			name string
			file file
			want intake.Import
			a, b int64 // credited active users of the latest month
		}{
			{"the first month", usageOfMany("2016-02", one), intake.Import{Added: manyTenants}, manyTenants, 0},
			{"the second month", usageOfMany("2016-03", one), intake.Import{Added: manyTenants}, manyTenants, 0},
			{"the second month again", usageOfMany("2016-03", one), intake.Import{Unchanged: manyTenants}, manyTenants, 0},
			{"a correction of half", usageOfMany("2016-03", func(k int) int { return 1 + k%2 }),
				intake.Import{Changed: manyTenants / 2, Unchanged: manyTenants / 2}, manyTenants * 3 / 2, 0},
			{"a correction of the first month", usageOfMany("2016-02", func(k int) int { return 5 }),
				intake.Import{Changed: manyTenants}, manyTenants * 3 / 2, 0},
			{"a second partner", many("sales", "order_id,subscription_id,partner_id,date,seats", func(k int) string {
				return fmt.Sprintf("o-%d,s-%d,B,2016-03-01,3", k, k)
			}), intake.Import{Added: manyTenants}, manyTenants * 3 / 2, manyTenants * 3 / 2},
		} {
			got := p.take(x.file)[0]
			if got.Added != x.want.Added || got.Changed != x.want.Changed || got.Unchanged != x.want.Unchanged {
				t.Errorf("%s: %+v", x.name, got)
			}
			p.rebuilt()
			for partner, want := range map[string]int64{"A": x.a, "B": x.b} {
				all, _, err := p.Progress(ctx, report.ProgressFilter{Partner: partner})
				if err != nil || all[0].Figures[0] != want {
					t.Errorf("%s: %s is credited %v, want %d (%v)", x.name, partner, all[0].Figures, want, err)
				}
			}
		}
	})
}

// The rows of a whole month are gone through some at a time.
func TestALongMonthIsHeldAgainstAFileThatIsWhole(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		p.take(rows("customers", "tenant_id,name", "T,Tenant"),
			many("subscriptions", "subscription_id,tenant_id,product,start_date", func(k int) string {
				return fmt.Sprintf("s-%d,T,office365,2016-01-01", k)
			}),
			usageOfMany("2016-02", func(int) int { return 1 }))
		var named []string
		for k := 0; k < manyTenants; k += 3 {
			named = append(named, fmt.Sprintf("s-%d,2016-02,1", k))
		}
		done, err := p.Import(ctx, sources([]file{rows("usage", "subscription_id,month,active_users", named...)}), intake.Options{Actor: "test", Whole: true})
		if err != nil || done[0].Removed != manyTenants*2/3 || done[0].Unchanged != manyTenants/3 {
			t.Errorf("%v %+v", err, done)
		}
		p.rebuilt()
	})
}

// Where consumption counts at evaluation, the months ahead are kept with the usage of the
// months before them, and a new month adds to that.
func TestNewMonthsAddToTheMonthsAheadWhateverDecides(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, _ := openWith(t, dsn, flipped(t))
		p.set("2017-06-15T09:00:00Z")
		p.take(small()...)
		p.rebuilt()
		for _, m := range []string{"2016-05", "2016-07", "2016-12", "2017-05"} {
			p.take(rows("usage", "subscription_id,month,active_users,consumed", "T-azure,"+m+",,1000.25", "T-office,"+m+",7,"))
			p.rebuilt()
		}
	})
}
