package store

import (
	"shimei/store/directory"
	"shimei/store/outbox"
)

// tellNominated tells the people of a partner that it was nominated, and those of each partner in whose place:
// each person once, for however many subscriptions the one act was. They are as they were before.
func (w *work) tellNominated(who directory.Person, partner directory.Partner, nominated []directory.Subscription, reference string) error {
	if err := w.tellPartner(outbox.Nominated, who, partner, nominated, reference); err != nil {
		return err
	}
	if err := outbox.TellRegistered(w.tx, w.p, w.happening("", who, partner, nominated, reference), partner); err != nil {
		return err
	}
	var replaced []directory.Partner
	of := map[int64][]directory.Subscription{}
	for _, s := range nominated {
		if s.Present == nil {
			continue
		}
		former := s.Present.Partner
		if of[former.Key] == nil {
			replaced = append(replaced, former)
		}
		of[former.Key] = append(of[former.Key], s)
	}
	for _, former := range replaced {
		if err := w.tellPartner(outbox.Replaced, who, former, of[former.Key], reference); err != nil {
			return err
		}
	}
	return nil
}

// tellPartner tells the people of a partner what somebody of a customer did with subscriptions.
func (w *work) tellPartner(kind outbox.Kind, who directory.Person, partner directory.Partner, of []directory.Subscription, reference string) error {
	return outbox.Tell(w.tx, w.happening(kind, who, partner, of, reference), outbox.PartnerPeople(partner.Key))
}

// happening is what somebody of a customer did with subscriptions, about a partner.
func (w *work) happening(kind outbox.Kind, who directory.Person, partner directory.Partner, of []directory.Subscription, reference string) outbox.Happening {
	d := outbox.Details{Customer: who.Organisation, TenantID: who.OrgID, Partner: partner.Name, PartnerID: partner.ID, By: who.Name, Count: len(of)}
	if len(of) == 1 {
		d.Subscription, d.Product = of[0].ID, w.p.Products[of[0].Product].ID
	}
	return outbox.Happening{Topic: outbox.Nominations, Kind: kind, About: reference, At: w.tx.Now, By: who.Key, Details: d}
}
