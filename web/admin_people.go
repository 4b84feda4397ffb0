package web

import (
	"strconv"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/views"
)

func init() {
	add(entry{path: views.PeopleDirectoryPath, audience: views.Admin, section: "people", place: 40, get: peopleDirectoryPage, file: peopleDirectoryFile})
}

func peopleDirectoryPage(r *request) (views.Page, error) {
	page := &views.PeopleDirectoryPage{Filter: r.directoryQuery()}
	page.List = r.list(views.PeopleDirectoryPath, page.Filter.Query(), directory.PersonOrder)
	var err error
	if page.Columns, err = r.columns(&page.List); err != nil {
		return nil, err
	}
	for _, x := range directory.Roles() {
		page.Roles = append(page.Roles, string(x))
	}
	page.Rows, page.Count, err = listed(r, &page.List, directory.PersonOrder, func(part db.Part) ([]directory.Person, int64, error) {
		return r.Store.People(r.ctx(), personFilter(page.Filter), part)
	}, func(x directory.Person) (int64, views.PeopleDirectoryRow) { return x.Key, r.peopleDirectoryRow(x) })
	return page, err
}

func (r *request) peopleDirectoryRow(x directory.Person) views.PeopleDirectoryRow {
	return views.PeopleDirectoryRow{Organisation: x.Organisation, OrganisationID: x.OrgID, OfPartner: x.Partner != 0,
		PersonRow: r.personRow(x)}
}

func personFilter(v views.DirectoryFilter) directory.PersonFilter {
	return directory.PersonFilter{Text: v.Text, Role: directory.Role(v.Role)}
}

// peopleDirectoryFile is the same as a file.
func peopleDirectoryFile(r *request) (file, error) {
	columns := []string{"email", "name", "role", "organisation_id", "organisation", "disabled"}
	return file{name: "people", columns: columns, rows: func(write func(...any) error) error {
		return r.Store.EachPerson(r.ctx(), personFilter(r.directoryQuery()), r.sort(directory.PersonOrder), func(x directory.Person) error {
			return write(x.Email, x.Name, string(x.Role), x.OrgID, x.Organisation, strconv.FormatBool(x.Disabled))
		})
	}}, nil
}
