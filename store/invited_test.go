package store_test

import (
	"errors"
	"slices"
	"testing"

	"shimei/store"
	"shimei/store/directory"
)

func TestWhoHasNotJoinedIsNeitherToldNorCountedNorLetIn(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		token, err := p.SetUpToken(ctx)
		if err != nil || p.CanSetUp(ctx, token) != nil {
			t.Fatal(err)
		}
		admin, who := p.person(directory.Admin, ""), p.person(directory.Manager, "B")
		n := store.NewPerson{Email: "late@v.example", Name: "Late", Password: password}
		if _, err := p.SetUp(ctx, token, n, ""); !errors.Is(err, store.ErrNotFound) || !errors.Is(p.CanSetUp(ctx, token), store.ErrNotFound) {
			t.Errorf("there is an admin, and another is set up: %v", err)
		}
		invited, _ := p.invite(admin, store.NewPerson{Email: "new@b.example", Name: "New", Role: directory.Manager, PartnerID: "B"})
		p.news()
		_, before := p.messaged(0)
		p.take(used("2016-04", 2000))
		p.news()
		if got, _ := p.messaged(before); !slices.Equal(got, []string{who.Email + " level_gained"}) {
			t.Errorf("told %q", got)
		}
		if err := p.EndAccess(ctx, admin, who.Key); !errors.Is(err, store.ErrLastManager) {
			t.Errorf("one who has not joined counts: %v", err)
		}
		if err := p.SetPassword(ctx, invited.Email, password); !errors.Is(err, store.ErrInvited) {
			t.Error(err)
		}
		if err := p.begin("a", invited, ""); !errors.Is(err, store.ErrSignIn) {
			t.Errorf("a session begins: %v", err)
		}
	})
}
