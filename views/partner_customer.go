package views

import (
	"net/url"
	"slices"
	"time"

	"shimei/store/programme"
)

// CustomerPage is one customer of a partner's account, with the subscriptions that the
// account's associations reach.
type CustomerPage struct {
	Frame
	Ending        []EndingDelegation
	Askable       bool // no delegation reaches the customer, and the programme takes requests for one
	Name          string
	TenantID      string
	Subscriptions []ReachedSubscription
	Together      []Together       // what was reported of several of these together
	Uses          []Use            // by month, of what is seen of it
	Orders        []Order          // by which the account sold to it, latest first
	Lacks         []programme.Text // products that it has no subscription of; none where no route brings usage data
	Link          string           // the address that a customer opens to nominate the partner
}

// EndingDelegation is one that a file brought, with an end that the partner can ask to make later.
type EndingDelegation struct {
	Route   programme.Text
	Partner PartnerRef
	LastDay time.Time
	Path    string
}

// ReachedSubscription is a subscription that associations of an account reach.
type ReachedSubscription struct {
	ID        string
	Product   programme.Text
	Kind      programme.Kind
	Reaches   []Reach // in the programme's order of routes
	Usage     bool    // a route brings usage data; the rest is empty where none does
	Seats     Seats
	Renewal   *time.Time
	AutoRenew *bool
}

// Reach is one association of an account, in effect.
type Reach struct {
	Route   programme.Text
	Partner PartnerRef
	Since   time.Time
}

// automatic reports whether the subscription is known to renew by itself, and manual whether
// it is known not to.
func (s ReachedSubscription) automatic() bool { return s.AutoRenew != nil && *s.AutoRenew }

func (s ReachedSubscription) manual() bool { return s.AutoRenew != nil && !*s.AutoRenew }

// anySeen reports whether the usage data of a subscription is shown.
func (p CustomerPage) anySeen() bool {
	return slices.ContainsFunc(p.Subscriptions, func(s ReachedSubscription) bool { return s.Usage })
}

// anyHidden reports whether the usage data of a subscription is hidden.
func (p CustomerPage) anyHidden() bool {
	for _, s := range p.Subscriptions {
		if !s.Usage {
			return true
		}
	}
	return false
}

// CustomerPath returns the address of a customer of a partner's account, by its tenant id.
func CustomerPath(tenantID string) string { return CustomersPath + "/" + url.PathEscape(tenantID) }
