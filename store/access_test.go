package store_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store/db"
	"shimei/store/directory"
)

// access writes down the associations of a customer, in their usual order.
func (p *portal) access(customer int64, f directory.AssociationFilter, limit int) (all []string) {
	p.t.Helper()
	for part := (db.Part{Sort: directory.AccessOrder.Parse(""), Limit: limit}); ; {
		page, count, err := p.Access(ctx, customer, f, part)
		if err != nil {
			p.t.Fatal(err)
		}
		for _, a := range page {
			all = append(all, fmt.Sprintf("%s %s %s%s", a.Partner.Name, p.mustProgramme().Routes[a.Route].ID, a.TenantID, a.Subscription))
			part.After = a.Key
		}
		if len(page) < limit {
			if int(count) != len(all) {
				p.t.Errorf("%d are counted and %d listed", count, len(all))
			}
			return all
		}
	}
}

func TestACustomerSeesWhoIsAssociatedWithItsTenantAndWithNoOther(t *testing.T) {
	yes, no := true, false
	tail := []string{"Aomori Systems seller TT-office", "Aomori Systems seller TT-ended", "Aomori Systems seller TT-azure", "Birch Consulting dpor TT-office", "Cedar Services dap T"}
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		tenant, umeda := p.person(directory.Reader, "T").Customer, p.person(directory.Owner, "U").Customer
		ended := "Aomori Systems dpor TT-azure"
		p.take(rows("associations", tieColumns, "dpor,A,T-azure,2015-08-01,2016-01-01"))
		for name, x := range map[string]struct {
			customer int64
			filter   directory.AssociationFilter
			want     []string
		}{
			"what goes on":           {tenant, directory.AssociationFilter{Open: &yes}, slices.Concat(tail[:1], tail[2:])},
			"what has ended":         {tenant, directory.AssociationFilter{Open: &no}, []string{ended, tail[1]}}, // with its subscription
			"a route":                {tenant, directory.AssociationFilter{Route: "dap"}, tail[4:]},
			"a partner":              {tenant, directory.AssociationFilter{Partner: "birch"}, tail[3:4]},
			"another's partner":      {tenant, directory.AssociationFilter{Partner: "Köln"}, nil},
			"the other customer":     {umeda, directory.AssociationFilter{}, []string{"Global Works Bonn seller UU-office", "Global Works Köln dpor UU-office", "Sorrel Ltd dap U"}},
			"the other, by its name": {tenant, directory.AssociationFilter{Customer: "Umeda"}, nil},
			"no customer":            {0, directory.AssociationFilter{}, nil},
		} {
			for _, limit := range []int{2, 100} {
				got := p.access(x.customer, x.filter, limit)
				if diff := cmp.Diff(sorted(x.want), sorted(got)); diff != "" {
					t.Errorf("%s, %d at a time: %s", name, limit, diff)
				}
			}
		}
		// Another customer's row is no row, wherever it would stand.
		others, _, err := p.Access(ctx, umeda, directory.AssociationFilter{}, db.Part{Sort: directory.AccessOrder.Parse(""), Limit: 1})
		if err != nil || len(others) != 1 {
			t.Fatal(others, err)
		}
		found, _, err := p.Access(ctx, tenant, directory.AssociationFilter{}, db.Part{Sort: directory.AccessOrder.Parse(""), After: others[0].Key, Limit: 100})
		if err != nil || len(found) != len(tail)+1 {
			t.Errorf("%d after another's row (%v)", len(found), err)
		}
	})
}
