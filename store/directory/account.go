package directory

import (
	"cmp"
	"slices"

	"shimei/store/db"
)

// Account is a global account as its own people see it.
type Account struct {
	Partner          // with its locations
	People  []Person // who may sign in for it or one of its locations, or might once; by name
}

// Account returns a global account by its key, or ErrNotFound.
func (d Directory) Account(key int64) (a Account, err error) {
	if a.Partner, err = d.family(key); err != nil {
		return a, err
	}
	a.People, err = d.PeopleWhere("WHERE p.id = $1 OR p.parent_id = $1 ORDER BY x.email", key)
	slices.SortStableFunc(a.People, func(x, y Person) int { return cmp.Compare(db.Folded(x.Name), db.Folded(y.Name)) })
	return a, err
}

// family returns a partner by its key with its locations.
func (d Directory) family(key int64) (p Partner, err error) {
	found, err := d.Family(key)
	for _, x := range found {
		if x.Key == key {
			p = x
		} else {
			p.Locations = append(p.Locations, x)
		}
	}
	if err == nil && p.Key == 0 {
		err = db.ErrNotFound
	}
	return p, err
}

// Family returns an account and its locations (R7), by id.
func (d Directory) Family(account int64) ([]Partner, error) {
	return d.PartnersWhere("WHERE p.id = $1 OR p.parent_id = $1 ORDER BY p.partner_id", account)
}

// AccountOf returns the global account of a partner, by the partner's id, or ErrNotFound.
func (d Directory) AccountOf(partnerID string) (Partner, error) {
	found, err := d.PartnersWhere("WHERE p.id = (SELECT coalesce(parent_id, id) FROM partners WHERE partner_id = $1)", partnerID)
	if err == nil && len(found) == 0 {
		err = db.NotFound("partner", partnerID)
	}
	if err != nil {
		return Partner{}, err
	}
	return found[0], nil
}

// ActiveAccounts returns the accounts that can hold a competency, by partner id.
func (d Directory) ActiveAccounts() ([]Partner, error) {
	return d.PartnersWhere("WHERE p.parent_id IS NULL AND NOT p.suspended ORDER BY p.partner_id")
}
