package web

import (
	"strconv"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/views"
)

func init() {
	add(entry{path: views.AccountsPath, audience: views.Admin, section: "people", place: 40, get: accountsPage, file: accountsFile})
}

func accountsPage(r *request) (views.Page, error) {
	page := &views.AccountsPage{Filter: r.directoryQuery()}
	page.List = r.list(views.AccountsPath, page.Filter.Query(), directory.PersonOrder)
	for _, x := range directory.Roles {
		page.Roles = append(page.Roles, string(x))
	}
	var err error
	page.Rows, page.Count, err = listed(r, &page.List, directory.PersonOrder, func(part db.Part) ([]directory.Person, int64, error) {
		return r.Store.People(r.ctx(), personFilter(page.Filter), part)
	}, func(x directory.Person) (int64, views.AccountRow) { return x.Key, r.accountRow(x) })
	return page, err
}

func (r *request) accountRow(x directory.Person) views.AccountRow {
	return views.AccountRow{Organisation: x.Organisation, OrganisationID: x.OrgID,
		PersonRow: views.PersonRow{Name: x.Name, Email: x.Email, Role: string(x.Role), Disabled: x.Disabled, Self: x.Key == r.who.Key}}
}

func personFilter(v views.DirectoryFilter) directory.PersonFilter {
	return directory.PersonFilter{Text: v.Text, Role: directory.Role(v.Role)}
}

// accountsFile is the same as a file.
func accountsFile(r *request) (file, error) {
	columns := []string{"email", "name", "role", "organisation_id", "organisation", "disabled"}
	return file{"people", columns, func(write func(...any) error) error {
		return r.Store.EachPerson(r.ctx(), personFilter(r.directoryQuery()), r.sort(directory.PersonOrder), func(x directory.Person) error {
			return write(x.Email, x.Name, string(x.Role), x.OrgID, x.Organisation, strconv.FormatBool(x.Disabled))
		})
	}}, nil
}
