package views

import (
	"strconv"

	"shimei/store/programme"
)

// AssignmentPage is one association, and what happened to its subscription or tenant.
type AssignmentPage struct {
	Frame
	AssociationRow AssociationRow
	Account        *PartnerRef   // the global account of the partner; nil where it is its own
	Ended          string        // who ended it, or empty
	Replaced       *Replaced     // by what a correction put in its place; nil for nothing
	OfSales        bool          // sales made it, so that nobody ends or corrects it
	Requests       []RequestView // that it came of, or that are about it, latest first
	Orders         []Order       // that made a seller of the partner, latest first
	History        []Event       // latest first
}

// Replaced is the association that a correction put in the place of one that a file tells.
type Replaced struct {
	Association int64  // key
	Reference   string // of the correction
}

// AssignmentPath returns the address of one association by its key.
func AssignmentPath(key int64) string { return AssignmentsPath + "/" + strconv.FormatInt(key, 10) }

// EndPath returns the address of the page, and of the POST, that ends an association.
func EndPath(key int64) string { return AssignmentPath(key) + "/end" }

// CorrectPath returns the address of the page, and of the POST, that asks for another beginning or end of one.
func CorrectPath(key int64) string { return AssignmentPath(key) + "/correct" }

// waiting returns the correction that waits for another admin, or nil.
func (p AssignmentPage) waiting() *RequestView {
	for k, v := range p.Requests {
		if v.Way == programme.WayCorrection && v.State.Waits() {
			return &p.Requests[k]
		}
	}
	return nil
}
