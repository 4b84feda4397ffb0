package views

import "strconv"

// AssignmentPage is one association, and what happened to its subscription or tenant.
type AssignmentPage struct {
	Frame
	AssociationRow AssociationRow
	Account        *PartnerRef // the global account of the partner; nil where it is its own
	Ended          string      // who ended it, or empty
	History        []Event     // latest first
}

// AssignmentPath returns the address of one association by its key.
func AssignmentPath(key int64) string { return AssignmentsPath + "/" + strconv.FormatInt(key, 10) }
