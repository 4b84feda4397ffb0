package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/intake"
)

func TestUsageOfAMonthThatIsYetToComeIsRefused(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p, _ := openWith(t, dsn, variant(t, `time_zone = "UTC"`, `time_zone = "Asia/Tokyo"`))
		p.take(small()...)
		usage := func(m string) file {
			return rows("usage", "subscription_id,month,active_users", "T-office,"+m+",7")
		}
		refused := func(m, through string) {
			t.Helper()
			before := p.dump("usage")
			done := p.try(usage(m))
			want := "usage.csv:2: month: " + m + " is yet to come; usage is taken through " + through +
				", the month after the present one: correct the month"
			if done[0].State != intake.Refused || messages(done[0].Faults) != want {
				t.Errorf("%s: %s\n%s", m, done[0].State, messages(done[0].Faults))
			}
			if diff := cmp.Diff(before, p.dump("usage")); diff != "" || len(before) == 0 {
				t.Errorf("%d rows before\n%s", len(before), diff)
			}
		}
		p.set("2016-04-30T14:59:59Z") // a second before May in Tokyo
		p.take(usage("2016-05"))
		refused("2016-06", "2016-05")
		refused("2999-12", "2016-05")
		p.set("2016-04-30T15:00:00Z")
		p.take(usage("2016-06"))
		refused("2016-07", "2016-06")
	})
}
