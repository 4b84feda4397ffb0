package views

import "shimei/store/programme"

// AdminPartnerPage is one partner as admins see it.
type AdminPartnerPage struct {
	Frame
	Partner   PartnerRef
	Email     string
	Suspended bool         // it or its global account
	Account   *PartnerRef  // the global account that it is a location of; nil where it is its own
	Locations []PartnerRef // of a global account
	Levels    []LevelRow   // of its account, in the month that figures are of
	Things    Things
}

// LevelRow is the level of an account in a competency.
type LevelRow struct {
	Competency programme.Text
	Level      string // the level's id, or programme.NoLevel
}

// Things are what hangs on a partner or a customer: the first of each.
type Things struct {
	People                         []PersonRow
	Associations                   []AssociationRow // that go on
	Requests                       []RequestView    // latest first
	MoreAssociations, MoreRequests bool             // there are others
}

// row is the partner as the list of partners has it.
func (p AdminPartnerPage) row() PartnerRow {
	return PartnerRow{PartnerRef: p.Partner, Suspended: p.Suspended}
}
