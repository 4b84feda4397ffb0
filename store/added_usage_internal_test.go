package store

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"shimei/store/intake"
	"shimei/store/storetest"
)

const usageHeader = "subscription_id,month,workload,active_users\n"

// usageOf has n rows of a month, each with as many users, in an order of their own.
func usageOf(month string, n, users int) string {
	var b strings.Builder
	for k := range n {
		k = k * 7919 % n
		fmt.Fprintf(&b, "s-%d,%s,%s,%d\n", k/3, month, []string{"exchange", "sharepoint", "skype"}[k%3], users)
	}
	return b.String()
}

// A long file is written while it is read, and a new month credited from what was written.
func TestALongFileOfUsageIsCreditedAsItIsStored(t *testing.T) {
	storetest.Each(t, func(t *testing.T, dsn string) {
		s, _, err := Open(t.Context(), dsn, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		s.usageAtOnce = 5500
		const tenants, rows = 2200, 6600
		customers, subscriptions, ties := "tenant_id,name\n", "subscription_id,tenant_id,product,start_date\n", "route,partner_id,subscription_id,from,to\n"
		for k := range tenants {
			customers += fmt.Sprintf("t-%d,Tenant %d\n", k, k)
			subscriptions += fmt.Sprintf("s-%d,t-%d,office365,2016-01-01\n", k, k)
			if k%2 == 0 {
				ties += fmt.Sprintf("dpor,A,s-%d,2016-01-15,\n", k)
			} else { // of use in March for the last time
				ties += fmt.Sprintf("dpor,B,s-%d,2016-01-15,2016-04-01\n", k)
			}
		}
		takeIn(t, s, "partner_id,name\nA,Adatum\nB,Bellows\n", customers, subscriptions, ties)
		for _, x := range []struct {
			name, usage string
			want        int64 // credited users of the latest month
		}{
			{"the first month", usageOf("2016-02", rows, 2), rows * 2},
			{"a month with a row that stands twice", "s-0,2016-03,exchange,3\n" + usageOf("2016-03", rows, 3), rows * 3},
			{"a month with a row that stands there far above", usageOf("2016-04", rows, 3) + "s-0,2016-04,skype,3\n", rows / 2 * 3},
			{"two months", usageOf("2016-05", rows, 9) + usageOf("2016-06", rows, 4), rows / 2 * 4},
			{"corrections", usageOf("2016-05", rows, 1) + usageOf("2016-06", rows, 5), rows / 2 * 5},
			{"a correction and a new month", usageOf("2016-06", 9, 6) + usageOf("2016-07", rows, 7), rows / 2 * 7},
		} {
			takeIn(t, s, usageHeader+x.usage)
			if got := latestUsers(t, s); got != x.want {
				t.Errorf("%s: %d users are credited, want %d", x.name, got, x.want)
			}
			if differed, err := s.Recompute(t.Context()); differed != 0 || err != nil {
				t.Errorf("%s: %d credits differ (%v)", x.name, differed, err)
			}
		}
		contradiction := usageHeader + usageOf("2016-07", rows, 7) + "s-0,2016-07,exchange,8\n"
		apart, err := s.Import(t.Context(), []intake.Source{{Name: "apart.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(contradiction)), nil }}}, intake.Options{})
		if err != nil || apart[0].State != intake.Refused || apart[0].Faults[0].Error() != "apart.csv:6602: the row says otherwise than line 2, which is known by the same subscription_id, month and workload; keep one of the two, or have rows like these added up (--sum)" {
			t.Errorf("with a contradiction far apart: %+v (%v)", apart, err)
		}
		bad := usageHeader + usageOf("2016-08", rows, 1) + "s-none,2016-08,,1\n"
		done, err := s.Import(t.Context(), []intake.Source{{Name: "bad.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(bad)), nil }}}, intake.Options{})
		if err != nil || done[0].State != intake.Refused || len(done[0].Faults) != 1 || latestUsers(t, s) != rows/2*7 {
			t.Errorf("with a fault in its last row: %+v (%v)", done, err)
		}
	})
}
