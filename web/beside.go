package web

import (
	"context"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/report"
)

// besidesAtOnce is how many things are recorded beside requests at the same time. While so many are, others are left out: the
// next one of the same people is recorded.
const besidesAtOnce = 8

// recordBeside records something beside the request, which it neither slows nor fails: what cannot be recorded is logged.
func (r *request) recordBeside(what string, record func(context.Context) error) {
	select {
	case r.besides <- struct{}{}:
	default:
		return
	}
	p, id := r.portal, requestID(r)
	p.jobs.begin(func(ctx context.Context) {
		defer func() { <-p.besides }()
		if err := record(ctx); err != nil && ctx.Err() == nil { // the portal does not end
			p.Log.WarnContext(ctx, what+" is not recorded", "error", err, "id", id)
		}
	})
}

// looked records that the person looks at what the account sees of a customer, where that is due.
func (r *request) looked(d report.AccountCustomerDetail) {
	if !r.shows() || d.LastLook != nil && r.now()-*d.LastLook < directory.LookEvery {
		return
	}
	account, customer := r.who.Account, d.Customer.Key
	r.recordBeside("a look at a customer", func(ctx context.Context) error { return r.Store.Looked(ctx, account, customer) })
}

// seen records that the session is used, where that is due.
func (r *request) seen() {
	if r.who.Key == 0 || r.Store.Now().Sub(r.kept.Seen) < store.SeenEvery {
		return
	}
	id := r.kept.ID
	r.recordBeside("that a session is used", func(ctx context.Context) error { return r.portal.Store.SessionSeen(ctx, id) })
}
