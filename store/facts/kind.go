package facts

import (
	"fmt"
	"slices"
	"strings"
)

// Kind is the kind of a fact file's rows, as a person names it.
type Kind string

// The kinds of fact files.
const (
	Partners      Kind = "partners"
	Customers     Kind = "customers"
	Subscriptions Kind = "subscriptions"
	Rates         Kind = "rates"
	Usage         Kind = "usage"
	Sales         Kind = "sales"
	Associations  Kind = "associations"
)

// Kinds lists the kinds in the order of dependence: the rows of one refer only to rows of
// itself and of those before it, and usage is converted at rates.
var Kinds = []Kind{Partners, Customers, Subscriptions, Rates, Usage, Sales, Associations}

// ParseKind reads a kind by its name. The error lists the known ones.
func ParseKind(s string) (Kind, error) {
	if k := Kind(s); slices.Contains(Kinds, k) {
		return k, nil
	}
	known := make([]string, len(Kinds))
	for k := range Kinds {
		known[k] = string(Kinds[k])
	}
	return "", fmt.Errorf("%s is no kind of file; the kinds are %s", quote(s), strings.Join(known, ", "))
}

// need says whether a file must have a column. One that it does not have leaves what is stored as it is.
type need int

const (
	optional need = iota
	required      // in the header, and not empty in any row
	ofNew         // in the header of a file with rows that are not known yet, and not empty where it is there
	oneOf         // at least one of the columns so marked
)

type column struct {
	name string
	need need
}

// The places of the columns in the lists of their kinds.
const (
	partnerID = iota
	partnerName
	partnerParent
	partnerCountry
	partnerStatus
	partnerEmail
	partnerReading
	partnerAsOf
)

const (
	customerTenant = iota
	customerName
	customerDomain
	customerCountry
	customerReading
)

const (
	subscriptionID = iota
	subscriptionTenant
	subscriptionProduct
	subscriptionKind
	subscriptionLicensing
	subscriptionSeats
	subscriptionStart
	subscriptionEnd
	subscriptionRenewal
	subscriptionAutoRenew
	subscriptionAsOf
)

const (
	usageSubscription = iota
	usageTenant
	usageProduct
	usageMonth
	usageWorkload
	usageAvailable
	usageAssigned
	usageActive
	usageConsumed
	usageCurrency
)

const (
	rateMonth = iota
	rateCurrency
	rateRate
)

const (
	saleOrder = iota
	saleSubscription
	salePartner
	saleDate
	saleSeats
)

const (
	associationRoute = iota
	associationPartner
	associationSubscription
	associationTenant
	associationFrom
	associationTo
)

// columnsOf holds the columns of each kind, in the order of the format's description.
var columnsOf = map[Kind][]column{
	Partners: {
		partnerID:      {"partner_id", required},
		partnerName:    {"name", ofNew},
		partnerParent:  {"parent_id", optional},
		partnerCountry: {"country", optional},
		partnerStatus:  {"status", optional},
		partnerEmail:   {"email", optional},
		partnerReading: {"reading", optional},
		partnerAsOf:    {"as_of", optional},
	},
	Customers: {
		customerTenant:  {"tenant_id", required},
		customerName:    {"name", ofNew},
		customerDomain:  {"domain", optional},
		customerCountry: {"country", optional},
		customerReading: {"reading", optional},
	},
	Subscriptions: {
		subscriptionID:        {"subscription_id", required},
		subscriptionTenant:    {"tenant_id", ofNew},
		subscriptionProduct:   {"product", ofNew},
		subscriptionKind:      {"kind", optional},
		subscriptionLicensing: {"licensing", optional},
		subscriptionSeats:     {"seats", optional},
		subscriptionStart:     {"start_date", ofNew},
		subscriptionEnd:       {"end_date", optional},
		subscriptionRenewal:   {"renewal_date", optional},
		subscriptionAutoRenew: {"auto_renew", optional},
		subscriptionAsOf:      {"as_of", optional},
	},
	Usage: {
		usageSubscription: {"subscription_id", optional},
		usageTenant:       {"tenant_id", optional},
		usageProduct:      {"product", optional},
		usageMonth:        {"month", required},
		usageWorkload:     {"workload", optional},
		usageAvailable:    {"available_seats", oneOf},
		usageAssigned:     {"assigned_seats", oneOf},
		usageActive:       {"active_users", oneOf},
		usageConsumed:     {"consumed", oneOf},
		usageCurrency:     {"currency", optional},
	},
	Rates: {
		rateMonth:    {"month", required},
		rateCurrency: {"currency", required},
		rateRate:     {"rate", required},
	},
	Sales: {
		saleOrder:        {"order_id", required},
		saleSubscription: {"subscription_id", required},
		salePartner:      {"partner_id", required},
		saleDate:         {"date", required},
		saleSeats:        {"seats", required},
	},
	Associations: {
		associationRoute:        {"route", required},
		associationPartner:      {"partner_id", required},
		associationSubscription: {"subscription_id", oneOf},
		associationTenant:       {"tenant_id", oneOf},
		associationFrom:         {"from", required},
		associationTo:           {"to", optional},
	},
}

// Columns returns the columns of a kind, in the order of the format's description.
func Columns(k Kind) []string { return namesOf(k) }

// keyedBy holds, of kinds whose rows can be known by one column or by others, each way: a header needs the
// columns of one of them, and rows the cells.
var keyedBy = map[Kind][][]string{Usage: {{"subscription_id"}, {"tenant_id", "product"}}}

// namesOf returns the names of those columns of a kind that have one of the needs, or of
// all of them where none is asked for.
func namesOf(k Kind, needs ...need) []string {
	var names []string
	for _, c := range columnsOf[k] {
		if len(needs) == 0 || slices.Contains(needs, c.need) {
			names = append(names, c.name)
		}
	}
	return names
}
