package web

import (
	"strconv"

	"github.com/a-h/templ"

	"shimei/store/directory"
	"shimei/views"
)

func peoplePage(r *request) (templ.Component, error) {
	f, err := r.frame()
	if err != nil {
		return nil, err
	}
	list, part := r.list(views.PeoplePath, nil, directory.CustomerPersonOrder)
	found, count, err := r.Store.CustomerPeople(r.Request().Context(), r.who.Customer, part)
	if err != nil {
		return nil, err
	}
	page := views.PeoplePage{Frame: f, List: list, Count: count}
	for _, x := range onPage(&page.List, found, func(x *directory.Person) int64 { return x.Key }) {
		page.Rows = append(page.Rows, views.PersonRow{Name: x.Name, Email: x.Email, Role: string(x.Role),
			MayNominate: x.Role.MayNominate(), Disabled: x.Disabled, Self: x.Key == r.who.Key})
	}
	return page.Page(), nil
}

// personList is the same as a file.
func personList(r *request) (list, error) {
	columns := []string{"email", "name", "role", "may_nominate", "disabled"}
	return list{"people", columns, func(write func(...any) error) error {
		sort := directory.CustomerPersonOrder.Parse(r.QueryParam("sort"))
		return r.Store.EachCustomerPerson(r.Request().Context(), r.who.Customer, sort, func(x directory.Person) error {
			may := x.Role.MayNominate() && !x.Disabled
			return write(x.Email, x.Name, string(x.Role), strconv.FormatBool(may), strconv.FormatBool(x.Disabled))
		})
	}}, nil
}
