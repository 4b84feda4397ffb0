package web

import (
	"strconv"

	"github.com/a-h/templ"

	"shimei/store/directory"
	"shimei/views"
)

// locationsPage shows the locations and the people of the account.
func locationsPage(r *request) (templ.Component, error) {
	account, err := r.Store.Account(r.Request().Context(), r.who.Account)
	if err != nil {
		return nil, err
	}
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	page := views.LocationsPage{Frame: f, Account: partnerRef(account.Partner), Own: len(account.Locations) == 0, List: views.List{Path: views.LocationsPath}}
	for _, x := range toNominate(account) {
		page.Locations = append(page.Locations, views.Location{Partner: partnerRef(x), Suspended: x.Suspended})
	}
	for _, x := range account.People {
		page.People = append(page.People, views.Member{Name: x.Name, Email: x.Email, Partner: views.PartnerRef{ID: x.OrgID, Name: x.Organisation},
			Disabled: x.Disabled})
	}
	return page.Page(), nil
}

// locationList is the locations as a file.
func locationList(r *request) (list, error) {
	account, err := r.Store.Account(r.Request().Context(), r.who.Account)
	if err != nil {
		return list{}, err
	}
	return list{"locations", []string{"partner_id", "name", "country", "suspended"}, func(write func(...any) error) error {
		for _, x := range toNominate(account) {
			if err := write(x.ID, x.Name, x.Country, strconv.FormatBool(x.Suspended)); err != nil {
				return err
			}
		}
		return nil
	}}, nil
}

// toNominate are those whose ids customers type: the locations, or else the account itself.
func toNominate(a directory.Account) []directory.Partner {
	if len(a.Locations) > 0 {
		return a.Locations
	}
	return []directory.Partner{a.Partner}
}
