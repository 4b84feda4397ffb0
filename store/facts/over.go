package facts

import "slices"

// KnownBy says in words by which columns a row of the file is known.
func (f *File) KnownBy() string {
	switch {
	case f.kind != Usage || !f.has(usageTenant):
	case f.has(usageSubscription):
		return "subscription_id, or tenant_id and product, with month and workload"
	default:
		return "tenant_id, product, month and workload"
	}
	return map[Kind]string{Partners: "partner_id and as_of", Customers: "tenant_id", Subscriptions: "subscription_id and as_of",
		Rates: "month and currency", Usage: "subscription_id, month and workload", Sales: "order_id", Associations: "route, partner_id, scope and from"}[f.kind]
}

// Or returns a text for who calls a command, or for who reads a page on which options are chosen.
func (f *File) Or(command, page string) string {
	if f.options.OnPage {
		return page
	}
	return command
}

// Has reports whether the file has the column of that name. Where it does not, its rows leave what is stored
// as it is, while an empty cell clears it.
func (f *File) Has(column string) bool { return slices.Contains(f.header, column) }

// Lacks returns the columns that the file does not have and that a row needs which is not known yet.
func (f *File) Lacks() (names []string) {
	for k, c := range f.columns {
		if c.need == ofNew && !f.has(k) {
			names = append(names, c.name)
		}
	}
	return names
}

// OverPartner returns a row of the file with what is stored where the file has no column. ParentID and
// Suspended, which tell that themselves, stay as the row has them.
func (f *File) OverPartner(stored, r PartnerRow) PartnerRow {
	keep(f, partnerName, &r.Name, stored.Name)
	keep(f, partnerCountry, &r.Country, stored.Country)
	keep(f, partnerEmail, &r.Email, stored.Email)
	keep(f, partnerReading, &r.Reading, stored.Reading)
	return r
}

// OverCustomer returns a row of the file with what is stored where the file has no column.
func (f *File) OverCustomer(stored, r CustomerRow) CustomerRow {
	keep(f, customerName, &r.Name, stored.Name)
	keep(f, customerDomain, &r.Domain, stored.Domain)
	keep(f, customerCountry, &r.Country, stored.Country)
	keep(f, customerReading, &r.Reading, stored.Reading)
	return r
}

// OverSubscription returns a row of the file with what is stored where the file has no column. Kind, which
// tells that itself, stays as the row has it.
func (f *File) OverSubscription(stored, r SubscriptionRow) SubscriptionRow {
	keep(f, subscriptionTenant, &r.TenantID, stored.TenantID)
	keep(f, subscriptionProduct, &r.Product, stored.Product)
	keep(f, subscriptionLicensing, &r.Licensing, stored.Licensing)
	keep(f, subscriptionSeats, &r.Seats, stored.Seats)
	keep(f, subscriptionStart, &r.Start, stored.Start)
	keep(f, subscriptionEnd, &r.End, stored.End)
	keep(f, subscriptionRenewal, &r.Renewal, stored.Renewal)
	keep(f, subscriptionAutoRenew, &r.AutoRenew, stored.AutoRenew)
	return r
}

func keep[V any](f *File, column int, value *V, stored V) {
	if !f.has(column) {
		*value = stored
	}
}

// hasAllAmounts reports whether a usage file has a column for each amount, so that its rows replace those
// that are stored.
func (f *File) hasAllAmounts() bool {
	return f.has(usageAvailable) && f.has(usageAssigned) && f.has(usageActive) && f.has(usageConsumed)
}
