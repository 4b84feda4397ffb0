package intake

import (
	"maps"
	"slices"

	"shimei/store/facts"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// association is an association that stands in the database, or that a row asks for.
type association struct {
	programme.DatedAssociation                     // Key 0 for one to be added
	customer, partner          int64               // keys: the tenant that it is of (R5a)
	by                         writer              // the row that asks for it
	now                        int64               // of one that admins corrected: key of the association in effect, which may be itself; 0 for none
	was                        [3]programme.Moment // what stands in the database of what may change
}

// associationKey is the natural key of an association.
type associationKey struct {
	scope   programme.DatedScope
	partner int64
	from    programme.Moment
}

func (a *association) naturalKey() associationKey {
	return associationKey{a.Scope, a.partner, a.From}
}

// may returns what a file may change of the association: the kind of its beginning, and its ends.
func (a *association) may() [3]programme.Moment { return [3]programme.Moment{a.From, a.Given, a.To} }

func (im *importer) associations(rows []facts.AssociationRow) error {
	partners, err := im.partnersOf(idsOf(rows, func(r *facts.AssociationRow) string { return r.PartnerID }))
	if err != nil {
		return err
	}
	subscriptions, err := im.subscriptionsOf(idsOf(rows, func(r *facts.AssociationRow) string { return r.SubscriptionID }))
	if err != nil {
		return err
	}
	tenants, err := im.customerKeysOf(idsOf(rows, func(r *facts.AssociationRow) string { return r.TenantID }))
	if err != nil {
		return err
	}
	var wanted []association
	for _, r := range rows {
		if a, good := im.resolve(r, partners, subscriptions, tenants); good {
			wanted = append(wanted, a)
		}
	}
	return im.putAssociations(wanted)
}

func (im *importer) resolve(r facts.AssociationRow, partners map[programme.Key]partnerRef, subscriptions ledger.SubscriptionRefs, tenants map[programme.Key]int64) (association, bool) {
	a := association{DatedAssociation: programme.DatedAssociation{Scope: programme.DatedScope{Route: r.Route},
		From: r.From, Given: r.To, Closed: programme.NoEnd}, by: writer{im.key, int64(r.Line)}}
	var known bool
	partner, brings := partners[programme.KeyOf(r.PartnerID)]
	if !brings {
		im.unknownPartner(r.Line, r.PartnerID)
	}
	a.partner, a.PartnerID = partner.key, partner.id
	if r.SubscriptionID != "" {
		s, known := subscriptions[programme.KeyOf(r.SubscriptionID)]
		if !known {
			im.unknownSubscription(r.Line, r.SubscriptionID)
		}
		a.customer, a.Scope.Subscription = s.Customer, s.Key
		return a, known && brings
	}
	if a.Scope.Customer, known = tenants[programme.KeyOf(r.TenantID)]; !known {
		im.unknownCustomer(r.Line, r.TenantID)
	}
	a.customer = a.Scope.Customer
	return a, known && brings
}

// putAssociations joins the wanted associations with those that stand, settles them and writes those
// that differ.
func (im *importer) putAssociations(wanted []association) error {
	all, err := im.standingWith(wanted)
	if err != nil {
		return err
	}
	told, wanted := im.tellCorrected(all, wanted) // those that stand, and that the file changes
	existed := im.joined(all, wanted)
	settle(all)
	for _, w := range wanted {
		a := all[w.naturalKey()]
		if a.Key != 0 && (a.From != a.was[0] || a.Given != a.was[1]) {
			told = append(told, a)
		}
		im.clears("to", a.Key != 0 && im.file.Has("to") && a.was[1] != programme.Never && a.Given == programme.Never)
		im.count(existed[w.naturalKey()], a.may() == a.was)
	}
	c := change{since: ledger.Earliest}
	changed, added := differing(maps.Values(all))
	for _, a := range slices.Concat(changed, added) {
		c.customers = append(c.customers, a.customer)
	}
	c.apply = func() error {
		if err := im.rememberAssociations(told); err != nil {
			return err
		}
		if err := im.writeAssociations(changed, added); err != nil {
			return err
		}
		return im.stamp(told)
	}
	return im.around(c)
}

// standingWith returns the associations that stand with the subscriptions and tenants of the wanted ones.
func (im *importer) standingWith(wanted []association) (map[associationKey]*association, error) {
	var customers, subscriptions []int64
	for _, w := range wanted {
		if w.Scope.Subscription != 0 {
			subscriptions = append(subscriptions, w.Scope.Subscription)
		} else {
			customers = append(customers, w.customer)
		}
	}
	return standingWith(im.tx, im.p, customers, subscriptions)
}

// joined puts the wanted associations among those that stand, and returns which of them stand already.
func (im *importer) joined(all map[associationKey]*association, wanted []association) (existed map[associationKey]bool) {
	existed = map[associationKey]bool{}
	for _, w := range wanted {
		k := w.naturalKey()
		if stands := im.stands(all, k); stands != nil {
			existed[k] = true
			if !im.file.Has("to") {
				w.Given = stands.Given
			}
			w.Key, w.customer, w.Closed, w.was = stands.Key, stands.customer, stands.Closed, stands.was
			delete(all, stands.naturalKey())
		}
		all[k] = &w
	}
	for _, a := range all {
		a.Exclusive = im.p.Routes[a.Scope.Route].Exclusive
	}
	return existed
}

// stands returns the association with a natural key, or else the one that begins at the same instant
// where one is given as a day and the other as an instant; nil for neither.
func (im *importer) stands(all map[associationKey]*association, k associationKey) *association {
	if a := all[k]; a != nil {
		return a
	}
	alike, is := im.p.Alike(k.from)
	if !is {
		return nil
	}
	k.from = alike
	return all[k]
}
