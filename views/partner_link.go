package views

import (
	"net/url"
	"strings"
	"time"
)

// LinkPath is the address where a partner makes a link to be nominated by (GET location, tenant, subscriptions).
const LinkPath = "/partner/link"

// OpenLinkPath returns the address of a link, by its token.
func OpenLinkPath(token string) string { return "/nominate/with/" + token }

// LinkFor returns the address where a partner makes a link for one of its customers.
func LinkFor(tenant string) string { return withQuery(LinkPath, url.Values{"tenant": {tenant}}) }

// LinkPage asks what a link is to be for, and shows the link that was made.
type LinkPage struct {
	Frame
	Locations     []PartnerRef // that customers can nominate
	Location      string       // id
	Tenant        string       // id, or empty for any
	Subscriptions string       // ids, as they were typed
	Days          int          // for how long a link holds
	Link          string       // its address; empty until it is made
	Until         time.Time    // its last day
	Errors        []FieldError
}

// locations are those to choose from.
func (p LinkPage) locations() (list []choice) {
	for _, x := range p.Locations {
		list = append(list, choice{x.ID, x.label(p.L)})
	}
	return list
}

// bound says for whom the link that was made is.
func (p LinkPage) bound() string {
	if p.Tenant == "" {
		return p.T("link.for_any")
	}
	return p.T("link.for_tenant", "Tenant", p.Tenant)
}

// absolute reports whether an address is one that can be sent to others.
func absolute(address string) bool { return strings.Contains(address, "://") }
