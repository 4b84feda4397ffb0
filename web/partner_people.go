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
	account, err := r.Store.Account(r.ctx(), r.who.Account)
	page := &views.LocationsPage{Account: partnerRef(account.Partner), Own: len(account.Locations) == 0, List: views.List{Path: views.LocationsPath}}
	for _, x := range toNominate(account) {
		page.Locations = append(page.Locations, views.Location{Partner: partnerRef(x), Suspended: x.Suspended})
	}
	for _, x := range account.People {
		page.People = append(page.People, views.Member{Name: x.Name, Email: x.Email, Partner: views.PartnerRef{ID: x.OrgID, Name: x.Organisation},
			Disabled: x.Disabled})
	}
	return page, err
}

// locationsFile is the locations as a file.
func locationsFile(r *request) (file, error) {
	account, err := r.Store.Account(r.ctx(), r.who.Account)
	return file{name: "locations", columns: []string{"partner_id", "name", "country", "suspended"}, rows: func(write func(...any) error) error {
		for _, x := range toNominate(account) {
			if err := write(x.ID, x.Name, x.Country, strconv.FormatBool(x.Suspended)); err != nil {
				return err
			}
		}
		return nil
	}}, err
}

// toNominate returns the partners whose ids customers type: the locations, or else the account
// itself.
func toNominate(a directory.Account) []directory.Partner {
	if len(a.Locations) > 0 {
		return a.Locations
	}
	return []directory.Partner{a.Partner}
}
