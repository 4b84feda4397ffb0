package request

import (
	"slices"

	"shimei/store/directory"
	"shimei/store/outbox"
	"shimei/store/programme"
)

// tell tells those whom an act concerns, in its transaction. who is nobody where the clock acts.
func (r Requests) tell(q *Request, act programme.Act, who directory.Person, said Said) error {
	side := Of(who).Side
	if who.Key == 0 {
		side = programme.ByClock
	}
	d := r.details(q)
	d.By = who.Name
	h := outbox.Happening{Topic: outbox.Requests, Kind: outbox.OfRequest(q.Life.Way, act), About: q.Reference, At: r.tx.Now, By: who.Key, Details: d}
	hear := programme.WhoHears(q.Life.Way, act, side)
	if q.corrected != nil { // what admins said of it is their own
		h.Details.Was, h.Details.Is = &q.corrected[0], &q.corrected[1]
		if err := outbox.Tell(r.tx, h, circles(q, of(hear, false))...); err != nil {
			return err
		}
		hear = of(hear, true)
	}
	h.Details.Reason, h.Details.Note = said.Reason, said.Note
	if q.Life.ToReview() { // what admins hear then waits for one of them
		waits := h
		waits.Topic = outbox.Waiting
		if err := outbox.Tell(r.tx, waits, circles(q, of(hear, true))...); err != nil {
			return err
		}
		hear = of(hear, false)
	}
	return outbox.Tell(r.tx, h, circles(q, hear)...)
}

// of returns those of some sides that are the vendor's, or the others.
func of(sides []programme.Side, vendor bool) []programme.Side {
	return slices.DeleteFunc(slices.Clone(sides), func(s programme.Side) bool {
		return (s == programme.ByVendor || s == programme.ByOther) != vendor
	})
}

// tellRegistered tells the desk and the support contact that a claim made a partner the partner of record.
func (r Requests) tellRegistered(q *Request, who directory.Person) error {
	if r.p.Routes[q.Route].ID != programme.DPOR {
		return nil
	}
	d := r.details(q)
	d.By = who.Name
	return outbox.TellRegistered(r.tx, r.p, outbox.Happening{About: q.Reference, At: r.tx.Now, By: who.Key, Details: d}, q.Partner)
}

// circles are the people of sides toward a request.
func circles(q *Request, sides []programme.Side) (to []outbox.Circle) {
	for _, s := range sides {
		switch s {
		case programme.ByCustomer:
			to = append(to, outbox.CustomerPeople(q.Customer))
		case programme.ByPartner:
			to = append(to, outbox.PartnerPeople(q.Partner.Key))
		case programme.ByVendor, programme.ByOther:
			to = append(to, outbox.Admins())
		}
	}
	return to
}

// details are what the words about a request need.
func (r Requests) details(q *Request) outbox.Details {
	d := outbox.Details{Customer: q.CustomerName, TenantID: q.TenantID, Partner: q.Partner.Name, PartnerID: q.Partner.ID,
		Route: r.p.Routes[q.Route].ID, Subscription: q.Subscription, Name: q.Name, Days: q.Life.Days, Disputed: q.Life.Disputed, Objected: q.Life.Objected}
	if q.Life.Way == programme.WayNomination {
		d.Name = "" // which is the reference of the nomination
	}
	if q.Product >= 0 {
		d.Product = r.p.Products[q.Product].ID
	}
	if q.Life.Due != programme.NoEnd {
		d.Until = q.Life.Due
	}
	return d
}
