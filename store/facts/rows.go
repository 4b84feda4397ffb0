package facts

import (
	"strings"

	"shimei/store/programme"
)

// A row has in a column that the file does not have what it has where the cell is empty, unless nil is said
// to stand for that. File.Has tells the two apart, and the methods of Over lay a row over what is stored.

// PartnerRow is a row of a partners file. The key is PartnerID and AsOf.
type PartnerRow struct {
	Line      int // at which the row starts, from 1
	PartnerID string
	Name      string
	ParentID  *string // of its global account, "" where it has none; nil where the file has no such column
	Country   string
	Email     string
	Reading   string         // of the name, such as in kana, by which lists are sorted; "" where it is absent
	Suspended *bool          // nil where the file has no column status
	NoStatus  bool           // the cell of that column is empty, which stands for active
	AsOf      *programme.Day // from which on ParentID and Suspended hold; nil where it is absent
}

// CustomerRow is a row of a customers file. The key is TenantID.
type CustomerRow struct {
	Line     int // at which the row starts, from 1
	TenantID string
	Name     string
	Domain   string
	Country  string
	Reading  string // as of a partner
}

// SubscriptionRow is a row of a subscriptions file. The key is SubscriptionID and AsOf.
type SubscriptionRow struct {
	Line           int // at which the row starts, from 1
	SubscriptionID string
	TenantID       string
	Product        int            // place in Programme.Products
	Kind           programme.Kind // "" where the file has no such column
	NoKind         bool           // the cell of that column is empty, which stands for paid
	Licensing      string         // ea, open, mpsa, direct or csp; "" where it is absent
	Seats          *int64         // nil where they are absent, as for all that follows
	Start          programme.Moment
	End            programme.Moment // exclusive; programme.Never where it is absent
	Renewal        *programme.Moment
	AutoRenew      *bool
	AsOf           *programme.Day // from which on TenantID and Kind hold; nil where it is absent
}

// UsageRow is a row of a usage file. The key is SubscriptionID, or TenantID and Product, with Month and Workload. One
// of its values that is nil was not reported, which is not zero. At least one is there if the file has the
// columns of all.
type UsageRow struct {
	Line           int    // at which the row starts, from 1
	SubscriptionID string // "" where the row is of a tenant and a product (R8)
	TenantID       string // "" where the row is of a subscription
	Product        int    // place in Programme.Products, of a row with TenantID
	Month          programme.Month
	Workload       string // "" for the total of the product; not checked here
	Available      *int64 // seats
	Assigned       *int64 // seats
	Active         *int64 // users
	Consumed       *int64 // minor units of the programme's currency; below zero for a credit note
	// Original is what was consumed where that came in a currency that has to be converted; Consumed is nil then.
	Original *programme.Money
}

// SaleRow is a row of a sales file. The key is OrderID.
type SaleRow struct {
	Line           int // at which the row starts, from 1
	OrderID        string
	SubscriptionID string
	PartnerID      string
	At             programme.Moment
	Seats          int64 // below zero for a return
}

// AssociationRow is a row of an associations file. The key is all of it but Line and To.
// Of SubscriptionID and TenantID one is "": which, is as the scope of the route says.
type AssociationRow struct {
	Line           int // at which the row starts, from 1
	Route          int // place in Programme.Routes
	PartnerID      string
	SubscriptionID string
	TenantID       string
	From           programme.Moment
	To             programme.Moment // exclusive; programme.Never where it is absent
}

// Partner reads the current record of a partners file, and false where it has a fault. As
// all methods of its sort it is called once after each Next, and only on a file of its
// kind; otherwise it panics.
func (f *File) Partner() (PartnerRow, bool) {
	f.begin(Partners)
	r := PartnerRow{
		Line:      f.line,
		PartnerID: f.id(partnerID),
		Name:      f.text(partnerName),
		Country:   f.text(partnerCountry),
		Email:     f.text(partnerEmail),
		Reading:   f.text(partnerReading),
		AsOf:      f.day(partnerAsOf),
	}
	if parent := f.id(partnerParent); f.has(partnerParent) {
		r.ParentID = &parent
		if parent != "" && programme.KeyOf(parent) == programme.KeyOf(r.PartnerID) {
			f.bad(partnerParent, "%s is the partner itself; give its global account, or leave it empty", quote(parent))
		}
	}
	if status := f.choice(partnerStatus, "active", "suspended"); f.has(partnerStatus) {
		r.Suspended, r.NoStatus = new(status == "suspended"), status == ""
	}
	return r, f.sound
}

// Customer reads the current record of a customers file, and false where it has a fault.
func (f *File) Customer() (CustomerRow, bool) {
	f.begin(Customers)
	r := CustomerRow{
		Line:     f.line,
		TenantID: f.id(customerTenant),
		Name:     f.text(customerName),
		Domain:   f.text(customerDomain),
		Country:  f.text(customerCountry),
		Reading:  f.text(customerReading),
	}
	return r, f.sound
}

// Subscription reads the current record of a subscriptions file, and false where it has a
// fault.
func (f *File) Subscription() (SubscriptionRow, bool) {
	f.begin(Subscriptions)
	r := SubscriptionRow{
		Line:           f.line,
		SubscriptionID: f.id(subscriptionID),
		TenantID:       f.id(subscriptionTenant),
		Product:        f.product(subscriptionProduct),
		Kind: programme.Kind(f.choice(subscriptionKind,
			string(programme.Paid), string(programme.Trial), string(programme.Internal))),
		Licensing: f.choice(subscriptionLicensing, "ea", "open", "mpsa", "direct", "csp"),
		Seats:     f.count(subscriptionSeats, 0),
	}
	if r.Kind == "" && f.has(subscriptionKind) {
		r.Kind, r.NoKind = programme.Paid, true
	}
	r.AsOf = f.day(subscriptionAsOf)
	var started bool
	r.Start, started = f.moment(subscriptionStart)
	r.End = f.until(subscriptionEnd, r.Start, started, subscriptionStart)
	if renewal, is := f.moment(subscriptionRenewal); is {
		r.Renewal = &renewal
	}
	r.AutoRenew = f.flag(subscriptionAutoRenew)
	return r, f.sound
}

// Usage reads the current record of a usage file, and false where it has a fault.
func (f *File) Usage() (UsageRow, bool) {
	f.begin(Usage)
	r := UsageRow{
		Line:           f.line,
		SubscriptionID: f.id(usageSubscription),
		Month:          f.month(usageMonth),
		Workload:       f.id(usageWorkload),
		Available:      f.count(usageAvailable, 0),
		Assigned:       f.count(usageAssigned, 0),
		Active:         f.count(usageActive, 0),
	}
	f.usageOf(&r)
	r.Consumed, r.Original = f.consumed()
	if f.sound && f.hasAllAmounts() && r.Available == nil && r.Assigned == nil && r.Active == nil && r.Consumed == nil && r.Original == nil {
		f.sound = false
		f.Fault(f.line, "", "the row says nothing; give at least one of "+strings.Join(namesOf(Usage, oneOf), ", "))
	}
	return r, f.sound
}

// Sale reads the current record of a sales file, and false where it has a fault.
func (f *File) Sale() (SaleRow, bool) {
	f.begin(Sales)
	r := SaleRow{
		Line:           f.line,
		OrderID:        f.id(saleOrder),
		SubscriptionID: f.id(saleSubscription),
		PartnerID:      f.id(salePartner),
	}
	r.At, _ = f.moment(saleDate)
	if seats := f.count(saleSeats, -programme.MaxAmount); seats != nil {
		r.Seats = *seats
	}
	return r, f.sound
}

// Association reads the current record of an associations file, and false where it has a
// fault.
func (f *File) Association() (AssociationRow, bool) {
	f.begin(Associations)
	r := AssociationRow{
		Line:           f.line,
		Route:          f.route(associationRoute),
		PartnerID:      f.id(associationPartner),
		SubscriptionID: f.id(associationSubscription),
		TenantID:       f.id(associationTenant),
	}
	if r.Route >= 0 {
		f.checkScope(&r)
	}
	var started bool
	r.From, started = f.moment(associationFrom)
	r.To = f.until(associationTo, r.From, started, associationFrom)
	return r, f.sound
}
