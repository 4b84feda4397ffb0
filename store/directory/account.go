package directory

import (
	"cmp"
	"slices"
	"strings"

	"shimei/store/db"
	"shimei/store/programme"
)

// Account is a global account as its own people see it.
type Account struct {
	Partner          // with its locations
	People  []Person // who may sign in for it or one of its locations, or might once; by name
	scope   Scope
}

// ToNominate are the partners whose ids customers type: the locations, or else the account itself. Of a chosen scope they
// are those that it has.
func (a Account) ToNominate() []Partner {
	all := a.Locations
	if len(all) == 0 {
		all = []Partner{a.Partner}
	}
	return slices.DeleteFunc(slices.Clone(all), func(p Partner) bool { return !a.scope.Has(p.Key, p.Account) })
}

// ToBelong are the partners of the account that its people belong to, the account itself first. Of a chosen scope they are
// those that it has.
func (a Account) ToBelong() []Partner {
	all := append([]Partner{a.Partner}, a.Locations...)
	return slices.DeleteFunc(all, func(p Partner) bool { return !a.scope.Has(p.Key, p.Account) })
}

// Account returns a global account as somebody of a scope sees it, or ErrNotFound: of a chosen scope it has the people
// who see no more than that.
func (d Directory) Account(s Scope) (a Account, err error) {
	if a.Partner, err = d.family(s.Account); err != nil {
		return a, err
	}
	a.scope = s
	a.People, err = d.PeopleWhere("WHERE p.id = $1 OR p.parent_id = $1 ORDER BY x.sorted, x.id", s.Account)
	a.People = slices.DeleteFunc(a.People, func(x Person) bool { return !x.Scope().Within(s) })
	slices.SortStableFunc(a.People, func(x, y Person) int { return cmp.Compare(db.Folded(x.Name), db.Folded(y.Name)) })
	return a, err
}

// family returns a partner by its key with its locations.
func (d Directory) family(key int64) (p Partner, err error) {
	found, err := d.Family(key)
	var locations []Partner
	for _, x := range found { // by id, which a location that came from elsewhere may have before that of the account
		if x.Key == key {
			p = x
		} else {
			locations = append(locations, x)
		}
	}
	p.Locations = locations
	if err == nil && p.Key == 0 {
		err = db.ErrNotFound
	}
	return p, err
}

// Family returns an account and its locations (R7), by id.
func (d Directory) Family(account int64) ([]Partner, error) {
	return d.PartnersWhere("WHERE p.id = $1 OR p.parent_id = $1 ORDER BY p.partner_id", account)
}

// FamilyEver returns an account, its locations and those that ever were its locations (R7), by id.
func (d Directory) FamilyEver(account int64) ([]Partner, error) {
	return d.PartnersWhere("WHERE p.id IN "+familyEver+" ORDER BY p.partner_id", account)
}

// familyEver is the list of an IN of the account $1 and whatever ever was its location.
const familyEver = `(SELECT id FROM partners WHERE id = $1 OR parent_id = $1
	UNION SELECT subject FROM histories WHERE attribute = 'parent' AND value = $1)`

// AccountOf returns the account of a partner, by the partner's id and the keys: at the time that
// accountOf tells of. An unknown partner is ErrNotFound.
func (d Directory) AccountOf(partnerID string, accountOf func(partner int64) (int64, error)) (Partner, error) {
	partner, known, err := d.Partner(partnerID)
	if err == nil && !known {
		err = db.NotFound("partner", partnerID)
	}
	if err != nil {
		return Partner{}, err
	}
	account, err := accountOf(partner.Key)
	if err != nil {
		return Partner{}, err
	}
	found, err := d.PartnersWhere("WHERE p.id = $1", account)
	if err != nil {
		return Partner{}, err
	}
	return found[0], nil
}

// PerhapsActive returns the accounts that can hold a competency now, and all partners whose status or
// parent was another one at some time, by partner id.
func (d Directory) PerhapsActive() ([]Partner, error) {
	return d.PartnersWhere(`WHERE p.parent_id IS NULL AND NOT p.suspended
		OR p.id IN (SELECT subject FROM histories WHERE attribute IN ('status', 'parent')) ORDER BY p.partner_id`)
}

// PeopleNamed are those of the account's people who are found by a text: by the name, its reading or the address.
func (a Account) PeopleNamed(text string) (found []Person) {
	for _, x := range a.People {
		if strings.Contains(db.FoundAs(x.Name, x.Reading), db.Folded(text)) || strings.Contains(x.Email, db.Folded(text)) {
			found = append(found, x)
		}
	}
	return found
}

// LocationsNamed are those of the partners to nominate that are found by a text: by the name or the id.
func (a Account) LocationsNamed(text string) (found []Partner) {
	for _, x := range a.ToNominate() {
		if strings.Contains(db.Folded(x.Name), db.Folded(text)) || programme.KeyOf(x.ID) == programme.KeyOf(text) {
			found = append(found, x)
		}
	}
	return found
}
