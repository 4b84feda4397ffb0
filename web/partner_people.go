package web

import (
	"strconv"

	"shimei/store/directory"
	"shimei/views"
)

func init() {
	add(entry{path: views.LocationsPath, audience: views.Partner, section: "locations", place: 60, get: locationsPage, file: locationsFile})
}

// locationsPage shows the locations and the people of the account.
func locationsPage(r *request) (views.Page, error) {
	account, err := r.Store.Account(r.ctx(), r.who.Scope())
	page := &views.LocationsPage{Account: partnerRef(account.Partner), Own: len(account.Locations) == 0, List: views.List{Path: views.LocationsPath}}
	if err != nil {
		return nil, err
	}
	contacts, err := r.contactsAt(account.ToNominate())
	for _, x := range account.ToNominate() {
		page.Locations = append(page.Locations, views.Location{Partner: partnerRef(x), Suspended: x.Suspended, Support: views.Contact(contacts[x.Key])})
	}
	for _, x := range account.People {
		page.People = append(page.People, views.Member{Partner: views.PartnerRef{ID: x.OrgID, Name: x.Organisation}, Chosen: x.Chosen,
			Places: namesIn(account, x.Scope()), PersonRow: r.personRow(x)})
	}
	return page, err
}

// locationsFile is the locations as a file.
func locationsFile(r *request) (file, error) {
	account, err := r.Store.Account(r.ctx(), r.who.Scope())
	if err != nil {
		return file{}, err
	}
	contacts, err := r.contactsAt(account.ToNominate())
	columns := []string{"partner_id", "name", "country", "suspended", "support_name", "support_email", "support_phone", "support_hours"}
	return file{name: "locations", columns: columns, rows: func(write func(...any) error) error {
		for _, x := range account.ToNominate() {
			c := contacts[x.Key]
			if err := write(x.ID, x.Name, x.Country, strconv.FormatBool(x.Suspended), c.Name, c.Email, c.Phone, c.Hours); err != nil {
				return err
			}
		}
		return nil
	}}, err
}

// contactsAt are the support contacts of locations, by their keys.
func (r *request) contactsAt(locations []directory.Partner) (map[int64]directory.Contact, error) {
	var keys []int64
	for _, x := range locations {
		keys = append(keys, x.Key)
	}
	contacts, _, err := r.Store.Contacts(r.ctx(), keys)
	return contacts, err
}

// namesIn are the names of those partners of an account that a chosen scope has.
func namesIn(a directory.Account, s directory.Scope) (names []string) {
	for _, p := range append([]directory.Partner{a.Partner}, a.Locations...) {
		if s.Chosen && s.Has(p.Key, p.Account) {
			names = append(names, p.Name)
		}
	}
	return names
}
