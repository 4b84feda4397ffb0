package request

import (
	"strings"

	"shimei/store/directory"
	"shimei/store/outbox"
	"shimei/store/programme"
)

// End ends an association from now on, as an admin decides, who says why. Where it came of a request, that is
// acted on; where a file brought it, or a nomination that nobody looks at, the association itself ends and no
// file opens it again. What sales made is not ended: the sales are. reference is what people quote. Its error
// is the rules' refusal, or db.ErrNotFound.
func (r Requests) End(who directory.Person, association int64, said Said, reference string) error {
	if Of(who).Side != programme.ByVendor {
		return &programme.Refusal{Code: programme.RefusedActor}
	}
	said.Note = plain(said.Note, true)
	a, err := r.directory().Association(association)
	if err != nil {
		return err
	}
	switch {
	case r.p.Routes[a.Route].ID == programme.Seller:
		return &programme.Refusal{Code: programme.RefusedSales, Name: a.Partner.Name}
	case a.Over(r.tx.Now):
		return &programme.Refusal{Code: programme.RefusedState, Name: a.Partner.Name}
	case strings.TrimSpace(said.Note) == "":
		return &programme.Refusal{Code: programme.RefusedReason}
	}
	var of string
	came, err := r.tx.One([]any{&of}, `SELECT reference FROM requests WHERE association_id = $1 AND state = 'active' AND way NOT IN ('extension', 'correction')`, association)
	if err != nil {
		return err
	}
	if came {
		_, err := r.Act(who, On{Reference: of, Act: programme.ActEnd, Said: said})
		return err
	}
	return r.endIt(who, a.Association, said, reference)
}

// endIt ends an association that came of no request, records it as an event of it, and tells both sides.
func (r Requests) endIt(who directory.Person, a directory.Association, said Said, reference string) error {
	association := a.Key
	e := directory.NewEvent{At: r.tx.Now, Kind: directory.Kind(programme.ActEnd), Subject: directory.Subject{Of: directory.AnAssociation, Key: association},
		Actor: who.Key, Reference: reference, After: directory.State{Values: said.values()}}
	partner := directory.Partner{}
	if _, err := r.tx.One([]any{&partner.Key, &e.Customer, &e.Subscription}, "SELECT partner_id, customer_id, coalesce(subscription_id, 0) FROM associations WHERE id = $1", association); err != nil {
		return err
	}
	e.Before.Partner = &partner
	if err := r.around(&Request{Customer: e.Customer}, r.p.MonthAt(r.tx.Now), func() error {
		return directory.EndAssociations(r.tx, r.tx.Now, "id = $2", association)
	}); err != nil {
		return err
	}
	if err := directory.Record(r.tx, e); err != nil {
		return err
	}
	d := outbox.Details{Customer: a.Customer, TenantID: a.TenantID, Partner: a.Partner.Name, PartnerID: a.Partner.ID, Route: r.p.Routes[a.Route].ID,
		Subscription: a.Subscription, By: who.Name, Reason: said.Reason, Note: said.Note}
	if a.Product >= 0 {
		d.Product = r.p.Products[a.Product].ID
	}
	return outbox.Tell(r.tx, outbox.Happening{Topic: outbox.Requests, Kind: outbox.Ended, About: reference, At: r.tx.Now, By: who.Key, Details: d},
		outbox.CustomerPeople(e.Customer), outbox.PartnerPeople(partner.Key))
}

// Remove ends a request of which the partner of record came that its customer removes at an instant: a claim, or
// a nomination that an admin looks at. The association is ended by the removal, which is what people are told of.
func (r Requests) Remove(who directory.Person, association int64, at programme.Instant) error {
	found, err := r.where("WHERE r.association_id = $1 AND r.state = 'active' AND r.way IN ('nomination', 'claim')", association)
	if err != nil {
		return err
	}
	for _, q := range found {
		if q.Life, err = r.p.After(q.Life, Of(who), programme.ActEnd, r.tx.Now); err != nil {
			return err
		}
		if err := r.update(&q); err != nil {
			return err
		}
		if q.Life.Way == programme.WayNomination {
			continue // the removal tells it
		}
		if err := r.note(&q, programme.ActEnd, who, at, programme.StateActive, Said{}); err != nil {
			return err
		}
	}
	return nil
}

// OfAssociation returns the requests that an association came of, and those about it, by a person who sees
// them, latest first.
func (r Requests) OfAssociation(who directory.Person, association int64) ([]Request, error) {
	c := Seen(who).within()
	c.Add("r.association_id = ?", association)
	return r.where("WHERE "+c.String()+" ORDER BY r.id DESC", c.Args...)
}
