package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/directory"
)

// Whoever is of another organisation, and whoever is not there, look alike to those who manage people, and keep their
// accounts as they are.
func TestNobodyManagesThePeopleOfOthers(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		stranger, partner, admin := p.person(directory.Owner, "U"), p.person(directory.Manager, "B"), p.person(directory.Admin, "")
		invited, err := p.Invite(ctx, admin, store.NewPerson{Email: "new@u.example", Name: "New", Role: directory.Reader, TenantID: "U"})
		if err != nil {
			t.Fatal(err)
		}
		before, err := p.Everybody(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, by := range []directory.Person{p.person(directory.Owner, "T"), p.person(directory.Administrator, "T"), p.person(directory.Manager, "G"), p.person(directory.Reviewer, "")} {
			for _, key := range []int64{stranger.Key, partner.Key, admin.Key, invited.Key, 999} {
				_, managed := p.Managed(ctx, by, key)
				_, _, link := p.InvitationLink(ctx, by, key)
				_, _, reset := p.ResetLink(ctx, by, key)
				for what, err := range map[string]error{"managed": managed, "link": link, "reset": reset, "again": p.InviteAgain(ctx, by, key),
					"withdraw": p.WithdrawInvitation(ctx, by, key), "role": p.SetRole(ctx, by, key, directory.Reader),
					"end": p.EndAccess(ctx, by, key), "give": p.GiveAccess(ctx, by, key)} {
					if !errors.Is(err, store.ErrNotFound) {
						t.Errorf("%s: %s of %d: %v", by.Name, what, key, err)
					}
				}
			}
		}
		after, err := p.Everybody(ctx)
		if err != nil {
			t.Fatal(err)
		}
		kept := map[int64]directory.Person{}
		for _, x := range after {
			kept[x.Key] = x
		}
		for _, x := range before {
			if diff := cmp.Diff(x, kept[x.Key]); diff != "" {
				t.Error(diff)
			}
		}
		if n := p.count("SELECT count(*) FROM tokens"); n != 0 {
			t.Errorf("%d links were made", n)
		}
	})
}
