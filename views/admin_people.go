package views

// AccountsPath is the address of everybody who has an account.
const AccountsPath = "/admin/people"

// AccountsPage lists everybody who has an account.
type AccountsPage struct {
	Frame
	Filter DirectoryFilter
	Roles  []string // that can be chosen
	Count  int64    // of all that the filter lets through
	Rows   []AccountRow
	List   List
}

// AccountRow is one account.
type AccountRow struct {
	PersonRow
	Organisation   string // empty for the vendor's own people
	OrganisationID string // the tenant id or the partner id
}

func (p AccountsPage) roles() []choice {
	list := []choice{{"", p.T("filter.all")}}
	for _, role := range p.Roles {
		list = append(list, choice{role, p.L.Term("role", role)})
	}
	return list
}
