package store_test

import (
	"slices"
	"testing"

	"shimei/store/directory"
)

func TestTheUsualPartnerIsTheOneThatMostHave(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, other := p.person(directory.Owner, "T"), p.person(directory.Owner, "U")
		usual := func(who directory.Person, partner string, has, of int, without ...string) {
			t.Helper()
			u, err := p.Usual(ctx, who.Customer, 10)
			if err != nil || u.Partner.ID != partner || u.Has != has || u.Of != of || !slices.Equal(u.Without, without) {
				t.Errorf("%+v (%v), want %s with %d of %d for %v", u, err, partner, has, of, without)
			}
		}
		usual(owner, "B", 1, 1, "T-azure", "T-ems")
		usual(other, "G2", 1, 1)
		p.nominate(owner, "C", "T-azure")
		usual(owner, "", 0, 0) // two are as usual as each other
		p.nominate(owner, "C", "T-office")
		usual(owner, "C", 2, 2, "T-ems")
		if u, err := p.Usual(ctx, owner.Customer, 0); err != nil || len(u.Without) != 0 {
			t.Errorf("%+v: %v", u, err)
		}
		p.take(rows("partners", "partner_id,name,status", "C,Cedar Services,suspended"))
		usual(owner, "", 0, 0)
		usual(directory.Person{}, "", 0, 0)
	})
}
