package views

// PeopleDirectoryPath is the address of everybody who can sign in, or could.
const PeopleDirectoryPath = "/admin/people"

// PeopleDirectoryPage lists everybody who can sign in, or could.
type PeopleDirectoryPage struct {
	Frame
	Filter  DirectoryFilter
	Roles   []string // that can be chosen
	Count   int64    // of all that the filter lets through
	Rows    []PeopleDirectoryRow
	List    List
	Columns Columns
}

// PeopleDirectoryRow is one person.
type PeopleDirectoryRow struct {
	PersonRow
	Organisation   string // empty for the vendor's own people
	OrganisationID string // the tenant id or the partner id
	OfPartner      bool   // it is a partner's person
}

// path is the address of the organisation's page, "" for the vendor's own people.
func (r PeopleDirectoryRow) path() string {
	switch {
	case r.OrganisationID == "":
		return ""
	case r.OfPartner:
		return AdminPartnerPath(r.OrganisationID)
	}
	return AdminCustomerPath(r.OrganisationID)
}

func (p PeopleDirectoryPage) roles() []choice {
	list := []choice{{"", p.T("filter.all")}}
	for _, role := range p.Roles {
		list = append(list, choice{role, p.L.Term("role", role)})
	}
	return list
}
