package report

import (
	"slices"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// Pending is what is in effect and in no figure yet, since it began after the month that figures are
// of (R12).
type Pending struct {
	Groups []PendingGroup  // by the month from which they count; none where nothing is pending
	By     programme.Month // whose facts say what would be added
	Added  []PendingFigure // in the order of the competencies; what would add nothing is left out
	Many   bool            // they are too many to say what would be added
}

// PendingGroup are the associations that count from one month on.
type PendingGroup struct {
	From  programme.Month
	Since programme.Instant // the beginning of the first
	N     int64
}

// PendingFigure is what would be added to one requirement of a competency.
type PendingFigure struct {
	Competency int // place in Programme.Competencies
	Metric     *programme.Metric
	Amount     int64 // whole numbers, or minor units where the metric is money
	Level      int   // that all the additions would lead to, as a place in Programme.Levels
	Moves      bool  // it is another one than now
}

// manyPending is how many associations' customers are looked at.
const manyPending = 1000

// begun are the associations of an account's partners that began after the month that figures are of
// and are in effect now, with the whole tenant or a subscription that had not ended and is the tenant's
// still (R5a). Its arguments are the account, the end of that month, and now.
const begun = `SELECT x.id, x.customer_id, x.route, x.from_at FROM associations x LEFT JOIN subscriptions xs ON xs.id = x.subscription_id
	WHERE x.partner_id IN (SELECT id FROM partners WHERE id = $1 OR parent_id = $1) AND x.from_at >= $2 AND x.from_at <= $3
		AND (x.to_at IS NULL OR x.to_at > $3) AND (xs.end_at IS NULL OR xs.end_at > x.from_at) AND (xs.id IS NULL OR xs.customer_id = x.customer_id)`

// PendingNomination returns what is pending of a customer's nomination, by its reference.
func (r Reader) PendingNomination(customer int64, reference string) (all Pending, err error) {
	var account int64
	var keys []int64
	err = r.tx.Each(func(scan db.Scan) error {
		var key int64
		err := scan(&key, &account)
		keys = append(keys, key)
		return err
	}, `SELECT a.id, coalesce(p.parent_id, p.id) FROM events e JOIN associations a ON a.id = e.subject_key JOIN partners p ON p.id = a.partner_id
		WHERE e.reference = $1 AND e.customer_id = $2 AND e.subject = '`+string(directory.AnAssociation)+`' AND e.after_partner_id IS NOT NULL`, reference, customer)
	if err != nil || len(keys) == 0 {
		return all, err
	}
	return r.pending(account, keys)
}

// pending returns what is pending of an account, of some associations or of all where they are nil.
// Without figures yet, nothing is.
func (r Reader) pending(account int64, some []int64) (all Pending, err error) {
	if r.basis.Through == nil || r.tx.Now < r.p.End(*r.basis.Through) {
		return all, nil
	}
	all.By = *r.basis.Through
	query := begun
	if some != nil {
		query += " AND x.id IN " + db.Keys(some)
	}
	var found, customers []int64
	groups := map[programme.Month]PendingGroup{}
	err = r.tx.Each(func(scan db.Scan) error {
		var key, customer int64
		var id string
		var from programme.Instant
		err := scan(&key, &customer, &id, &from)
		if route, known := r.p.Route(id); known && len(r.p.Routes[route].Products) > 0 {
			m := r.p.CountsFrom(route, from)
			g, is := groups[m]
			if !is || from < g.Since {
				g.Since = from
			}
			groups[m] = PendingGroup{m, g.Since, g.N + 1}
			found, customers = append(found, key), append(customers, customer)
		}
		return err
	}, query, account, r.p.End(all.By), r.tx.Now)
	for _, g := range groups {
		all.Groups = append(all.Groups, g)
	}
	slices.SortFunc(all.Groups, func(a, b PendingGroup) int { return int(a.From - b.From) })
	if all.Many = len(found) > manyPending; err != nil || all.Many || len(found) == 0 {
		return all, err
	}
	all.Added, err = r.pendingFigures(account, found, customers)
	return all, err
}

// pendingFigures works out what associations with some customers would add to an account's figures.
func (r Reader) pendingFigures(account int64, associations, customers []int64) ([]PendingFigure, error) {
	e := *r.basis.Through
	slices.Sort(customers)
	tenants, err := r.ledger.Facts().Tenants(slices.Compact(customers), e, e)
	if err != nil {
		return nil, err
	}
	added := map[int]int64{}
	for k := range tenants {
		err := r.p.PendingCredit(&tenants[k], account, programme.Present{Now: r.tx.Now, Through: e},
			func(a *programme.Association) bool { return slices.Contains(associations, a.Key) },
			func(measure int, amount int64) (err error) {
				added[measure], err = programme.Add(added[measure], amount)
				return err
			})
		if err != nil {
			return nil, err
		}
	}
	its, err := r.keptOf(account, e)
	if err != nil {
		return nil, err
	}
	return r.addedFigures(directory.Partner{Key: account, Account: account}, added, its)
}

// addedFigures says what amounts added to the measures come to, competency by competency.
func (r Reader) addedFigures(account directory.Partner, added map[int]int64, its ledger.Amounts) (all []PendingFigure, err error) {
	for k := range r.p.Competencies {
		now, err := progressOf(r.p, account, k, *r.basis.Through, its)
		if err != nil {
			return nil, err
		}
		if now.Version == nil {
			continue
		}
		then, err := programme.WhatIf(now.Version, now.Figures, added)
		if err != nil {
			return nil, err
		}
		level := r.p.Level(now.Version, then)
		for _, requirement := range now.Version.Requirements {
			if amount := added[requirement.Measure]; amount != 0 {
				all = append(all, PendingFigure{k, r.p.MetricOf(requirement), amount, level, level != now.Level})
			}
		}
	}
	return all, nil
}
