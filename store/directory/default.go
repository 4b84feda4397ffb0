package directory

import (
	"errors"

	"shimei/store/db"
	"shimei/store/programme"
)

// Default returns the partner that a customer chose to be proposed for new subscriptions; without a key where it chose
// none, or that cannot be nominated any more.
func (d Directory) Default(customer int64) (Partner, error) {
	chosen, err := d.chosenDefault(customer)
	if err != nil || chosen == nil {
		return Partner{}, err
	}
	p, err := d.Nominee(chosen.ID)
	var refusal *programme.Refusal
	if errors.As(err, &refusal) {
		return Partner{}, nil
	}
	return p, err
}

// chosenDefault returns the partner that a customer chose, whatever became of it; nil for none.
func (d Directory) chosenDefault(customer int64) (*Partner, error) {
	found, err := d.PartnersWhere("JOIN default_partners c ON c.partner_id = p.id WHERE c.customer_id = $1", customer)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// SetDefault makes the partner that is proposed for new subscriptions of a person's customer another one, nil for none,
// and records that the person did. Where it is that already, nothing is changed.
func (d Directory) SetDefault(who Person, p *Partner) error {
	before, err := d.chosenDefault(who.Customer)
	if err != nil || before == nil && p == nil || before != nil && p != nil && before.Key == p.Key {
		return err
	}
	if err := d.tx.Exec("DELETE FROM default_partners WHERE customer_id = $1", who.Customer); err != nil {
		return err
	}
	if p != nil {
		if err := d.tx.Exec("INSERT INTO default_partners (customer_id, partner_id) VALUES ($1, $2)", who.Customer, p.Key); err != nil {
			return err
		}
	}
	return Record(d.tx, NewEvent{At: d.tx.Now, Kind: DefaultSet, Subject: Subject{Of: ACustomer, Key: who.Customer}, Actor: who.Key, Customer: who.Customer,
		Before: State{Partner: before}, After: State{Partner: p}})
}

// newOnes returns the ids of some subscriptions of a customer that could have a partner of record, and never had one
// while they were the customer's.
func (d Directory) newOnes(customer int64, most int) (ids []string, err error) {
	found, err := d.without(customer, most, func(c *db.Conditions) {
		c.Add("NOT EXISTS (SELECT 1 FROM associations f WHERE f.subscription_id = s.id AND f.customer_id = s.customer_id AND f.route = ?)", programme.DPOR)
	})
	for _, s := range found {
		ids = append(ids, s.ID)
	}
	return ids, err
}
