package store

import (
	"context"

	"shimei/store/db"
	"shimei/store/directory"
)

// Associations returns a part of the associations that the filter lets through, and how many
// there are.
func (s *Store) Associations(ctx context.Context, f directory.AssociationFilter, p db.Part) ([]directory.Association, int64, error) {
	return page(ctx, s, p, func(d directory.Directory) db.List[directory.Association] { return d.Associations(f) })
}

// EachAssociation calls row with every association that the filter lets through, in order.
func (s *Store) EachAssociation(ctx context.Context, f directory.AssociationFilter, order db.Sort, row func(directory.Association) error) error {
	return each(ctx, s, order, row, func(d directory.Directory) db.List[directory.Association] { return d.Associations(f) })
}

// Association returns one association by its key, or ErrNotFound.
func (s *Store) Association(ctx context.Context, key int64) (directory.AssociationDetail, error) {
	return read(ctx, s, func(w *work) (directory.AssociationDetail, error) { return w.directory().Association(key) })
}

// Access returns a part of those associations of a customer that the filter lets through, and
// how many there are.
func (s *Store) Access(ctx context.Context, customer int64, f directory.AssociationFilter, p db.Part) ([]directory.Association, int64, error) {
	return page(ctx, s, p, func(d directory.Directory) db.List[directory.Association] { return d.Access(customer, f) })
}

// EachAccess calls row with every association of a customer that the filter lets through, in
// order.
func (s *Store) EachAccess(ctx context.Context, customer int64, f directory.AssociationFilter, order db.Sort, row func(directory.Association) error) error {
	return each(ctx, s, order, row, func(d directory.Directory) db.List[directory.Association] { return d.Access(customer, f) })
}

// Activity returns a part of the changes of a customer, or of a scope of an account, that the filter lets through, and how
// many there are.
func (s *Store) Activity(ctx context.Context, of directory.Whose, f directory.ActivityFilter, p db.Part) ([]directory.Event, int64, error) {
	return page(ctx, s, p, func(d directory.Directory) db.List[directory.Event] { return d.Activity(of, f) })
}

// EachChange calls row with every change of a customer, or of a scope of an account, that the filter lets through, in order.
func (s *Store) EachChange(ctx context.Context, of directory.Whose, f directory.ActivityFilter, order db.Sort, row func(directory.Event) error) error {
	return each(ctx, s, order, row, func(d directory.Directory) db.List[directory.Event] { return d.Activity(of, f) })
}

// Audit returns a part of what people did, as far as the filter lets it through, and how much
// there is.
func (s *Store) Audit(ctx context.Context, f directory.AuditFilter, p db.Part) ([]directory.Event, int64, error) {
	return page(ctx, s, p, func(d directory.Directory) db.List[directory.Event] { return d.Audit(f) })
}

// EachAuditEntry calls row with everything that the filter lets through, in order.
func (s *Store) EachAuditEntry(ctx context.Context, f directory.AuditFilter, order db.Sort, row func(directory.Event) error) error {
	return each(ctx, s, order, row, func(d directory.Directory) db.List[directory.Event] { return d.Audit(f) })
}

// Partners returns a part of the partners that the filter lets through, and how many there are.
func (s *Store) Partners(ctx context.Context, f directory.PartnerFilter, p db.Part) ([]directory.PartnerEntry, int64, error) {
	return page(ctx, s, p, func(d directory.Directory) db.List[directory.PartnerEntry] { return d.Partners(f) })
}

// EachPartner calls row with every partner that the filter lets through, in order.
func (s *Store) EachPartner(ctx context.Context, f directory.PartnerFilter, order db.Sort, row func(directory.PartnerEntry) error) error {
	return each(ctx, s, order, row, func(d directory.Directory) db.List[directory.PartnerEntry] { return d.Partners(f) })
}

// Customers returns a part of the customers that the filter lets through, and how many there
// are.
func (s *Store) Customers(ctx context.Context, f directory.CustomerFilter, p db.Part) ([]directory.Customer, int64, error) {
	return page(ctx, s, p, func(d directory.Directory) db.List[directory.Customer] { return d.Customers(f) })
}

// EachCustomer calls row with every customer that the filter lets through, in order.
func (s *Store) EachCustomer(ctx context.Context, f directory.CustomerFilter, order db.Sort, row func(directory.Customer) error) error {
	return each(ctx, s, order, row, func(d directory.Directory) db.List[directory.Customer] { return d.Customers(f) })
}

// People returns a part of the people that the filter lets through, and how many there are.
func (s *Store) People(ctx context.Context, f directory.PersonFilter, p db.Part) ([]directory.Person, int64, error) {
	return page(ctx, s, p, func(d directory.Directory) db.List[directory.Person] { return d.People(f) })
}

// EachPerson calls row with everybody whom the filter lets through, in order.
func (s *Store) EachPerson(ctx context.Context, f directory.PersonFilter, order db.Sort, row func(directory.Person) error) error {
	return each(ctx, s, order, row, func(d directory.Directory) db.List[directory.Person] { return d.People(f) })
}

// CustomerPeople returns a part of the people of a customer, and how many there are.
func (s *Store) CustomerPeople(ctx context.Context, customer int64, p db.Part) ([]directory.Person, int64, error) {
	return page(ctx, s, p, func(d directory.Directory) db.List[directory.Person] { return d.CustomerPeople(customer) })
}

// EachCustomerPerson calls row with everybody of a customer, in order.
func (s *Store) EachCustomerPerson(ctx context.Context, customer int64, order db.Sort, row func(directory.Person) error) error {
	return each(ctx, s, order, row, func(d directory.Directory) db.List[directory.Person] { return d.CustomerPeople(customer) })
}

// Account returns a global account as somebody of a scope sees it, or ErrNotFound.
func (s *Store) Account(ctx context.Context, scope directory.Scope) (directory.Account, error) {
	return read(ctx, s, func(w *work) (directory.Account, error) { return w.directory().Account(scope) })
}

// CheckPartner returns the partner that a customer means by an id. The error is the refusal
// of one that cannot be nominated; a global account comes with its locations all the same.
func (s *Store) CheckPartner(ctx context.Context, id string) (directory.Partner, error) {
	return read(ctx, s, func(w *work) (directory.Partner, error) { return w.directory().Nominee(id) })
}

// Nomination returns a customer's nomination by its reference, or ErrNotFound.
func (s *Store) Nomination(ctx context.Context, customer int64, reference string) (directory.Nomination, error) {
	return read(ctx, s, func(w *work) (directory.Nomination, error) { return w.directory().Nomination(customer, reference) })
}
