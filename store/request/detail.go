package request

import (
	"errors"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// Detail is a request with what happened to it, and for the vendor with what a decision hangs on.
type Detail struct {
	Request
	Acts    []programme.Act   // what the asker may do now
	History []directory.Event // earliest first
	Files   []Evidence        // of a claim, in the order in which they came

	// For the vendor alone:
	ToReview bool                       // an admin has to look at it
	Rivals   []Rival                    // claims and nominations of the same subscription that wait or are in effect
	Present  *directory.PartnerOfRecord // of the subscription, while the customer holds it; nil for none
	Scope    []directory.Event          // what happened to its subscription, or to the whole tenant, latest first
}

// Rival is a request of the same subscription by another one, with what was said for it.
type Rival struct {
	Request
	Note string
}

// Detail returns a request that a person sees, with its history, or db.ErrNotFound.
func (r Requests) Detail(who directory.Person, reference string) (d Detail, err error) {
	s := Seen(who)
	if d.Request, err = r.ByReference(s, reference); err != nil {
		return d, err
	}
	d.Acts = d.Life.Acts(Of(who), r.tx.Now)
	if d.Files, err = r.evidence(d.Key); err != nil {
		return d, err
	}
	if d.History, err = r.directory().OfRequest(d.Key); err != nil || !s.All {
		return d, err
	}
	return d, r.weigh(&d)
}

// weigh adds what an admin weighs.
func (r Requests) weigh(d *Detail) (err error) {
	d.ToReview = d.Life.ToReview()
	if d.Scope, err = r.directory().Happened(d.subscription, d.Customer); err != nil || d.subscription == 0 {
		return err
	}
	its, err := r.directory().Chose(d.Customer, d.Subscription)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return err
	}
	d.Present = its.Present
	found, err := r.where(`WHERE r.subscription_id = $1 AND r.id <> $2 AND r.way IN ('claim', 'nomination')
		AND r.state IN ('submitted', 'returned', 'active') ORDER BY r.id`, d.subscription, d.Key)
	for _, q := range found {
		if !q.Life.State.Waits() && q.Life.State != programme.StateActive {
			continue // which was over before anybody recorded it
		}
		told, err := r.directory().OfRequest(q.Key)
		if err != nil {
			return err
		}
		rival := Rival{Request: q}
		if len(told) > 0 && told[0].Kind == directory.Kind(programme.ActAsk) {
			rival.Note = told[0].After.Values["note"]
		}
		d.Rivals = append(d.Rivals, rival)
	}
	return err
}

// Beside returns the references of the requests before and after one in the order of the queue, as far as a
// filter lets them through; "" for none. The one itself need not be among them any more.
func (r Requests) Beside(who directory.Person, f Filter, reference string) (before, after string, err error) {
	q, err := r.ByReference(Seen(who), reference)
	if err != nil {
		return "", "", err
	}
	list := r.List(Seen(who), f)
	for _, side := range []struct {
		where, order string
		found        *string
	}{{"(r.asked_at, r.id) < (?, ?)", "DESC", &before}, {"(r.asked_at, r.id) > (?, ?)", "ASC", &after}} {
		c := list.Within.Clone()
		list.Narrow(&c)
		c.Add(side.where, q.AskedAt, q.Key)
		if _, err = r.tx.One([]any{side.found}, "SELECT r.reference FROM "+fromRequests+" WHERE "+c.String()+" ORDER BY r.asked_at "+side.order+", r.id "+side.order+" LIMIT 1", c.Args...); err != nil {
			return "", "", err
		}
	}
	return before, after, nil
}
