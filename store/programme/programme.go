package programme

import (
	"slices"
	"time"
)

// Text is a name in the portal's two languages.
type Text struct {
	En string `toml:"en"`
	Ja string `toml:"ja"`
}

// In returns the text in a language, "ja" or any other for English.
func (t Text) In(language string) string {
	if language == "ja" {
		return t.Ja
	}
	return t.En
}

// Programme is a partner programme: the products, the routes by which partners come to be associated,
// the metrics, and the levels that figures earn. Load makes it; it never changes.
type Programme struct {
	ID           string
	Name         Text
	Currency     string         // ISO 4217, such as USD
	Digits       int            // decimals of the currency's minor unit: 2 for USD, 0 for JPY
	Zone         *time.Location // months begin and end in this zone
	Levels       []string       // lowest first, such as silver, gold
	Products     []Product
	Routes       []Route // in the order in which they count (R2)
	Metrics      []Metric
	Competencies []Competency
	Terms        Terms
	Work         Work
	Measures     []Measure // every distinct pair of metric and products that a requirement asks for
	Source       []byte    // the file as it was read
	Hash         string    // SHA-256 of Source, in hexadecimal

	calendar []Instant
}

// Combine says how the active users of a product's workloads become one number.
type Combine string

// The ways to combine workloads: KB 3082044 takes the largest count of AADP's three.
const (
	CombineSum Combine = "sum"
	CombineMax Combine = "max"
)

// Amount is an amount of usage that a product may take.
type Amount string

// The amounts of usage: seats that are available and assigned, users who were active, money consumed.
const (
	AmountSeats       Amount = "seats"
	AmountActiveUsers Amount = "active_users"
	AmountConsumed    Amount = "consumed"
)

// Product is something that customers subscribe to.
type Product struct {
	ID        string
	Name      Text
	Workloads []string // ids; empty for a metered product
	Combine   Combine
	Takes     []Amount // what is reported of it: unless the file says otherwise, seats and users by workload, or else consumption
}

// Scope tells whether an association by a route covers one subscription or the whole tenant.
type Scope string

// The scopes: one subscription, or everything that the tenant has.
const (
	ScopeSubscription Scope = "subscription"
	ScopeTenant       Scope = "tenant"
)

// Review says which nominations an admin looks at. They take effect at once all the same (R5).
type Review string

// The reviews.
const (
	ReviewNone    Review = "none"
	ReviewFlagged Review = "flagged" // those that have a flag
	ReviewAll     Review = "all"
)

// OpenedByCustomer is Route.OpenedBy of a route that the customer opens: such an association with a
// subscription is the tenant's (R5a).
const OpenedByCustomer = "customer"

// Route is a way in which a partner comes to be associated.
type Route struct {
	ID        string
	Name      Text
	Scope     Scope
	Exclusive bool   // at most one association at any instant (R5)
	OpenedBy  string // customer, partner or vendor
	Accepts   string // customer or vendor: who decides on what a partner asks for; "" where no partner asks
	Claims    bool   // a partner may claim an association by it, with evidence
	Review    Review // which nominations by it an admin looks at
	From      Month  // credits from this month on; 0 is always (R3)
	Products  []int  // the products it credits, as places in Programme.Products (R3)
	Benefits  []string
}

// Brings reports whether the route brings a benefit, such as usage_data.
func (r *Route) Brings(benefit string) bool { return slices.Contains(r.Benefits, benefit) }

// Fact is the kind of facts that a metric counts.
type Fact string

// The facts that metrics count: active users and seats as whole numbers, consumption in
// minor units, customers as tenants.
const (
	FactActiveUsers Fact = "active_users"
	FactCustomers   Fact = "customers"
	FactSeatsSold   Fact = "seats_sold"
	FactConsumed    Fact = "consumed"
)

// Counts says which month's association decides about a dated fact (R8).
type Counts string

// The two kinds of counts: the partner must be associated in the month that is evaluated,
// or in the month that the fact is of.
const (
	CountsAtEvaluation Counts = "associated at evaluation"
	CountsAtEvent      Counts = "associated at event"
)

// Metric is a figure that partners are counted for.
type Metric struct {
	ID     string
	Name   Text
	Fact   Fact
	Months int    // length of the window that ends with the evaluated month: 1 or more
	Counts Counts // CountsAtEvent over one month, where only customers can tell the two apart
}

// Money reports whether the metric's amounts are minor units of the currency.
func (m *Metric) Money() bool { return m.Fact == FactConsumed }

// Measure is a metric over a set of products, which a requirement asks for. Requirements for the same
// metric over the same products share their measure, in whatever order they name the products.
type Measure struct {
	Metric   int   // place in Programme.Metrics
	Products []int // places in Programme.Products, in the order of the first requirement in the file
}

// Competency is a field in which a partner account earns a level.
type Competency struct {
	ID       string
	Name     Text
	Versions []Version // by From, earliest first
}

// Version is a competency's requirements from a month on (R9).
type Version struct {
	From         Month
	Sample       bool // its thresholds have no public source
	Requirements []Requirement
}

// Requirement is a need that each level puts on a measure.
type Requirement struct {
	Measure    int     // place in Programme.Measures
	Products   []int   // the measure's products in the order in which this requirement names them
	Thresholds []int64 // one for each of Programme.Levels; minor units where the metric is money
}

// MetricOf returns the metric that a requirement measures.
func (p *Programme) MetricOf(r Requirement) *Metric {
	return &p.Metrics[p.Measures[r.Measure].Metric]
}

// Product returns a product's place by its id, and whether there is one.
func (p *Programme) Product(id string) (int, bool) {
	k := slices.IndexFunc(p.Products, func(x Product) bool { return x.ID == id })
	return k, k >= 0
}

// Route returns a route's place by its id, and whether there is one.
func (p *Programme) Route(id string) (int, bool) {
	k := slices.IndexFunc(p.Routes, func(x Route) bool { return x.ID == id })
	return k, k >= 0
}

// Competency returns a competency's place by its id, and whether there is one.
func (p *Programme) Competency(id string) (int, bool) {
	k := slices.IndexFunc(p.Competencies, func(x Competency) bool { return x.ID == id })
	return k, k >= 0
}

// ProductIDs returns the ids of a measure's products, in the order of the first requirement that
// asks for the measure. What is said of one requirement has its own order: ProductsOf.
func (p *Programme) ProductIDs(measure int) []string {
	return p.productIDs(p.Measures[measure].Products)
}

// ProductsOf returns the ids of a requirement's products, in the requirement's own order.
func (p *Programme) ProductsOf(r Requirement) []string { return p.productIDs(r.Products) }

func (p *Programme) productIDs(products []int) []string {
	ids := make([]string, 0, len(products))
	for _, k := range products {
		ids = append(ids, p.Products[k].ID)
	}
	return ids
}
