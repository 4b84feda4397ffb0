package ledger

import (
	"math"
	"testing"

	"shimei/store/programme"
)

func TestCreditsAddUpExactlyOrErr(t *testing.T) {
	p := programme.BuiltIn()
	office, _ := p.Product("office365")
	dap, _ := p.Route("dap")
	april := programme.MonthOf(2016, 4)
	tenant := func(users ...int64) (x programme.Tenant) {
		for k, n := range users {
			x.Subscriptions = append(x.Subscriptions, programme.Subscription{Key: int64(k + 1), Product: office, Kinds: programme.Always(programme.Paid),
				Start: p.First(april), End: programme.NoEnd, Usage: []programme.Usage{{Month: april, ActiveUsers: &n}}})
		}
		x.Associations = []programme.Association{{Key: 1, Route: dap, Partner: 7, Standings: programme.Always(programme.Standing{Account: 7}), To: programme.NoEnd}}
		return x
	}
	for _, x := range []struct {
		users []int64
		sign  int64
		want  int64
		errs  bool
	}{
		{[]int64{math.MaxInt64 - 1, 1}, +1, math.MaxInt64, false},
		{[]int64{math.MaxInt64 - 1, 1}, -1, -math.MaxInt64, false},
		{[]int64{math.MaxInt64, 1}, +1, 0, true},
		{[]int64{math.MaxInt64, 2}, -1, 0, true},
		{[]int64{1, math.MaxInt64, 5}, +1, 0, true},
	} {
		c := MonthCredits{}
		of := tenant(x.users...)
		err := c.add(p, &of, april, x.sign, p.Credit)
		if (err != nil) != x.errs || err == nil && c[7][0] != x.want {
			t.Errorf("%v times %d: %d, %v", x.users, x.sign, c[7], err)
		}
	}
}
