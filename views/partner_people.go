package views

// LocationsPath is the address of the locations and the people of an account.
const LocationsPath = "/partner/people"

// LocationsPage is the locations and the people of a partner's account.
type LocationsPage struct {
	Frame
	Account   PartnerRef
	Own       bool       // it has no locations, and is the only one of Locations
	Locations []Location // by id
	People    []Member   // by name
	List      List       // of the locations
}

// Location is one of an account's partners that customers can nominate.
type Location struct {
	Partner   PartnerRef
	Suspended bool // it, or its account
	Support   Contact
}

// Member is one of a partner's people.
type Member struct {
	Partner PartnerRef // the location, or the account itself
	Chosen  bool       // for some locations alone
	Places  []string   // names of those
	PersonRow
}

// state is the last part of a message key.
func (l Location) state() string {
	if l.Suspended {
		return "suspended"
	}
	return "active"
}

// which says which id customers type.
func (p LocationsPage) which() string {
	if p.Own {
		return p.T("locations.own")
	}
	return p.T("locations.which", "Partner", p.Account.label(p.L))
}
