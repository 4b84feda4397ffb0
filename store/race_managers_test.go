package store_test

import (
	"errors"
	"testing"

	"shimei/store"
	"shimei/store/directory"
)

func TestOfTwoOwnersWhoRemoveEachOtherAtOnceOneStays(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		one, two := p.person(directory.Owner, "T"), p.owner("two@t.example")
		for round := range 5 {
			errs := atOnce(2, func(k int) error {
				by, of := one, two
				if k == 1 {
					by, of = two, one
				}
				if round%2 == 0 {
					return p.EndAccess(ctx, by, of.Key)
				}
				return p.SetRole(ctx, by, of.Key, directory.Reader)
			})
			refused := 0
			for _, err := range errs {
				if errors.Is(err, store.ErrLastManager) {
					refused++
				} else if err != nil {
					t.Error(err)
				}
			}
			if left := p.count("SELECT count(*) FROM people WHERE role = 'owner' AND NOT disabled"); left != 1 || refused != 1 {
				t.Fatalf("round %d: %d owners are left, %d were refused", round, left, refused)
			}
			admin := directory.Person{Key: one.Key, Role: directory.Admin}
			for _, who := range []directory.Person{one, two} {
				now := p.who(who.Email)
				if err := p.GiveAccess(ctx, admin, who.Key); err != nil {
					t.Fatal(err)
				}
				if now.Role == directory.Owner {
					continue
				}
				if err := p.SetRole(ctx, admin, who.Key, directory.Owner); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}
