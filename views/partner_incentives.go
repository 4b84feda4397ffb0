package views

import (
	"slices"

	"shimei/store/programme"
)

// IncentivesPath is the address of an account's incentives.
const IncentivesPath = "/partner/incentives"

// IncentivesPage says of each subscription that an account reaches which half of the usage
// incentive is missing.
type IncentivesPage struct {
	Frame
	Account PartnerRef
	Filter  CustomerFilter
	Routes  []Option
	Count   int64 // customers that the filter lets through
	Rows    []IncentiveRow
	Link    string // the address that a customer opens to nominate the partner
	List    List   // by customer
}

// IncentiveRow is one subscription.
type IncentiveRow struct {
	Customer     string
	TenantID     string
	Subscription string // id
	Product      programme.Text
	Nominated    bool
	Competency   programme.Text   // of the highest level; empty without any
	Level        string           // id, or programme.NoLevel
	Counting     []programme.Text // the competencies that count the product
}

// eligibility is the last part of the message key of which half is missing.
func (r IncentiveRow) eligibility() string {
	switch level := r.Level != programme.NoLevel; {
	case r.Nominated && level:
		return "eligible"
	case r.Nominated:
		return "no_level"
	case level:
		return "no_nomination"
	}
	return "neither"
}

// chips returns the filters that are on.
func (p IncentivesPage) chips() []Chip { return p.customerChips(p.List, p.Filter, p.Routes) }

// anyMissing reports whether a nomination is missing on this page.
func (p IncentivesPage) anyMissing() bool {
	return slices.ContainsFunc(p.Rows, func(r IncentiveRow) bool { return !r.Nominated })
}
