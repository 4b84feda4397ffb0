package web

import (
	"strconv"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/views"
)

func init() {
	add(entry{path: views.PeoplePath, audience: views.Customer, section: "people", place: 40, get: peoplePage, file: peopleFile})
}

func peoplePage(r *request) (views.Page, error) {
	page := &views.PeoplePage{List: r.list(views.PeoplePath, nil, directory.CustomerPersonOrder)}
	var err error
	page.Rows, page.Count, err = listed(r, &page.List, directory.CustomerPersonOrder, func(part db.Part) ([]directory.Person, int64, error) {
		return r.Store.CustomerPeople(r.ctx(), r.who.Customer, part)
	}, func(x directory.Person) (int64, views.PersonRow) {
		return x.Key, r.personRow(x)
	})
	return page, err
}

// peopleFile is the same as a file.
func peopleFile(r *request) (file, error) {
	columns := []string{"email", "name", "role", "may_nominate", "disabled"}
	return file{name: "people", columns: columns, rows: func(write func(...any) error) error {
		return r.Store.EachCustomerPerson(r.ctx(), r.who.Customer, r.sort(directory.CustomerPersonOrder), func(x directory.Person) error {
			may := x.Role.May(directory.ToNominate) && !x.Disabled
			return write(x.Email, x.Name, string(x.Role), strconv.FormatBool(may), strconv.FormatBool(x.Disabled))
		})
	}}, nil
}
