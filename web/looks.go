package web

import (
	"context"

	"shimei/store/directory"
	"shimei/store/report"
)

// looksAtOnce is how many looks are recorded at the same time. While so many are, others are left out: the
// next one of the same people is recorded.
const looksAtOnce = 8

// looked records that the person looks at what the account sees of a customer, where that is due. It does so
// beside the request, which it neither slows nor fails: a look that cannot be recorded is logged.
func (r *request) looked(d report.AccountCustomerDetail) {
	if !r.shows() || d.LastLook != nil && r.now()-*d.LastLook < directory.LookEvery {
		return
	}
	select {
	case r.looks <- struct{}{}:
	default:
		return
	}
	account, customer, id := r.who.Account, d.Customer.Key, requestID(r)
	p := r.portal
	p.jobs.begin(func(ctx context.Context) {
		defer func() { <-p.looks }()
		if err := p.Store.Looked(ctx, account, customer); err != nil && ctx.Err() == nil { // the portal does not end
			p.Log.WarnContext(ctx, "a look at a customer is not recorded", "error", err, "id", id)
		}
	})
}
