package programme

// Kind says how a subscription came to be. Only paid ones are credited (R6).
type Kind string

// The kinds of subscriptions.
const (
	Paid     Kind = "paid"
	Trial    Kind = "trial"
	Internal Kind = "internal"
)

// Tenant is one customer as the rules see it: its subscriptions with their facts, and the
// associations that reach them. Keys are the store's; 0 is no key. A subscription that moved is one of
// each tenant that ever held it (R4a), with the same facts.
type Tenant struct {
	Key           int64
	Subscriptions []Subscription
	Usage         []TenantUsage // reported of it in place of its subscriptions
	Associations  []Association // of its subscriptions and of the whole tenant, settled (R5)
	Present       Present       // by which Explain tells what is pending (R12)
}

// Subscription is one tenant's right to one product, with its facts.
type Subscription struct {
	Key     int64
	Product int // place in Programme.Products
	Kinds   History[Kind]
	Tenants History[int64] // that held it; nil where it was always the tenant's own
	Start   Instant
	End     Instant // NoEnd where it has none
	Usage   []Usage
	Sales   []Sale
}

// TenantUsage is the usage that was reported of a tenant and a product, in place of its subscriptions of
// that product (R8). A month has rows of the one or of the others, which the import sees to.
type TenantUsage struct {
	Key     int64 // below 0, by which a line tells it from a subscription
	Product int   // place in Programme.Products
	Usage   []Usage
}

// Usage is the use of one workload in one month. Absent is not zero: a row that reports no active
// users leaves the count to the others.
type Usage struct {
	Month       Month
	Workload    string // "" for the total of the product
	ActiveUsers *int64
	Consumed    *int64 // minor units
}

// Sale is the seats sold by one order; a return is negative.
type Sale struct {
	At    Instant
	Seats int64
}

// Association associates a partner by a route with one subscription or the whole tenant. It is in
// effect from From until To, which is exclusive.
type Association struct {
	Key          int64
	Route        int   // place in Programme.Routes
	Partner      int64 // the location, or the partner without a parent
	Standings    History[Standing]
	Subscription int64 // 0 for the whole tenant
	Nominator    int64 // the tenant whose person nominated; 0 where nobody in the portal did (R5a)
	From         Instant
	To           Instant // NoEnd where it goes on
}

// Covers reports whether the association's scope takes in a subscription of its tenant.
func (a *Association) Covers(subscription int64) bool {
	return a.Subscription == 0 || a.Subscription == subscription
}

// heldBy reports whether the subscription is the tenant's at the instant that decides (R4a).
func (s *Subscription) heldBy(tenant int64, decides Instant) bool {
	return len(s.Tenants) == 0 || s.Tenants.At(decides) == tenant
}
