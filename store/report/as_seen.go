package report

import (
	"errors"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
)

// AsSeen is what an account sees of a customer, for the customer to look at.
type AsSeen struct {
	Partner  directory.Partner      // that the customer asked about
	Account  directory.Partner      // whose people see it
	Detail   *AccountCustomerDetail // what they see now; nil for nothing any more
	LastLook *programme.Instant     // when one of them last looked; nil for never
}

// AsSeen returns what the account of a partner, by its id, sees of a customer. A partner that is associated
// with nothing that the customer sees, and never was, is ErrNotFound.
func (r Reader) AsSeen(customer int64, partnerID string) (x AsSeen, err error) {
	partner, known, err := r.dir.Partner(partnerID)
	if err == nil && known {
		known, err = r.dir.Knows(customer, partner.Account)
	}
	if err == nil && !known {
		err = db.ErrNotFound
	}
	if err != nil {
		return x, err
	}
	accounts, err := r.dir.PartnersWhere("WHERE p.id = $1", partner.Account)
	if err != nil {
		return x, err
	}
	x.Partner, x.Account = partner, accounts[0]
	var tenantID string
	if _, err := r.tx.One([]any{&tenantID}, "SELECT tenant_id FROM customers WHERE id = $1", customer); err != nil {
		return x, err
	}
	if x.LastLook, err = r.dir.LastLook(partner.Account, customer); err != nil {
		return x, err
	}
	detail, err := r.AccountCustomer(directory.Whole(partner.Account), tenantID)
	if errors.Is(err, db.ErrNotFound) {
		return x, nil
	}
	x.Detail = &detail
	return x, err
}
