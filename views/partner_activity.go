package views

import "slices"

// OwnActivityPath is the address of what happened around a partner's account.
const OwnActivityPath = "/partner/activity"

// OwnActivityPage is everything that happened around a partner's account, latest first.
type OwnActivityPage struct {
	Frame
	Filter ActivityFilter
	Count  int64 // of all that the filter lets through
	Rows   []AuditEntry
	List   List
	Errors []FieldError
}

// ownKinds are the kinds in the order of a choice, first what customers do.
var ownKinds = slices.Concat([]EventKind{EventNominated, EventReplaced, EventChanged, EventRemoved, EventOpened, EventEnded, EventMovedAway}, requestKinds,
	[]EventKind{EventContactSet, EventProfileSet, "closed", "account_made", "account_disabled", "password_set"})

// chips returns the filters that are on.
func (p OwnActivityPage) chips() []Chip { return p.chipsOf(p.List, p.Filter.fields(), p.shownChange) }
