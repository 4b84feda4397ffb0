package report

import (
	"slices"

	"shimei/store/directory"
	"shimei/store/programme"
)

// Nominated is what one customer would bring to an account by nominating it for all that it misses: by what the
// account is told of (R12). Of usage that was reported month by month, that is as if the nomination had held in
// all months of the window.
type Nominated struct {
	Customer directory.CustomerRef
	TenantID string
	Added    map[int]int64 // by measure
	Told     map[int]bool  // the measures of which the account is told anything of the customer
}

// Nominated returns what those of the customers that a scope is associated with now, by their tenant ids, would
// bring to the measures of a month. Others are passed over.
func (r Reader) Nominated(s directory.Scope, month programme.Month, tenantIDs []string) (list []Nominated, err error) {
	customers, err := r.associatedOf(s, tenantIDs)
	if err != nil || len(customers) == 0 {
		return nil, err
	}
	for _, c := range customers {
		list = append(list, Nominated{Customer: c.CustomerRef, TenantID: c.TenantID, Added: map[int]int64{}, Told: map[int]bool{}})
	}
	seen := map[int]bool{}
	for competency := range r.p.Competencies {
		v := r.p.Competencies[competency].VersionAt(month)
		if v == nil {
			continue
		}
		for k, requirement := range v.Requirements {
			if seen[requirement.Measure] {
				continue
			}
			seen[requirement.Measure] = true
			if err := r.addNominated(list, customers, FigureQuery{Scope: s, Month: month, Competency: competency, Requirement: k}, requirement.Measure); err != nil {
				return nil, err
			}
		}
	}
	return list, nil
}

// addNominated adds what the customers would bring to one measure.
func (r Reader) addNominated(list []Nominated, customers []directory.NamedCustomer, q FigureQuery, measure int) error {
	f, err := r.figure(q)
	if err != nil {
		return err
	}
	rows, err := f.explain(customers)
	for k := 0; k < len(rows) && err == nil; k++ {
		x := &list[slices.IndexFunc(list, func(n Nominated) bool { return n.Customer.Key == rows[k].Customer.Key })]
		x.Told[measure] = true
		if rows[k].Reason.Nominable() {
			x.Added[measure], err = programme.Add(x.Added[measure], rows[k].Amount)
		}
	}
	return err
}

// associatedOf returns those of the customers with some tenant ids that a scope is associated with now, each once.
func (r Reader) associatedOf(s directory.Scope, tenantIDs []string) (list []directory.NamedCustomer, err error) {
	for _, id := range tenantIDs {
		set, err := r.reachedSet(s, AccountCustomerFilter{Text: id})
		if err != nil {
			return nil, err
		}
		err = r.dir.Walk(set, 0, directory.AtOnce, func(found []directory.NamedCustomer) (int, error) {
			for _, c := range found {
				if c.TenantID == id && !slices.ContainsFunc(list, func(x directory.NamedCustomer) bool { return x.Key == c.Key }) {
					list = append(list, c)
				}
			}
			return directory.AtOnce, nil
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}
