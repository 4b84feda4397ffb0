package store_test

import (
	"errors"
	"testing"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/signin"
)

// invite has a person invited, and returns it with the token of its link.
func (p *portal) invite(by directory.Person, n store.NewPerson) (directory.Person, string) {
	p.t.Helper()
	invited, err := p.Invite(ctx, by, n)
	if err != nil {
		p.t.Fatal(err)
	}
	token, _, err := p.InvitationLink(ctx, by, invited.Key)
	if err != nil {
		p.t.Fatal(err)
	}
	return invited, token
}

// newReader is a reader of T to be invited.
var newReader = store.NewPerson{Email: "new@t.example", Name: "New", Role: directory.Reader, TenantID: "T"}

func TestWhoInvitesWhom(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		ofT := newReader
		ofG1 := store.NewPerson{Email: "new@g.example", Name: "New", Role: directory.Member, PartnerID: "G1"}
		ofVendor := store.NewPerson{Email: "new@v.example", Name: "New", Role: directory.Reviewer}
		absent := store.NewPerson{Email: "new@t.example", Name: "New", Role: directory.Reader, TenantID: "absent"}
		for _, x := range []struct {
			role         directory.Role
			organisation string
			may          [3]bool // T, G1, the vendor
		}{
			{directory.Owner, "T", [3]bool{true, false, false}},
			{directory.Administrator, "T", [3]bool{}},
			{directory.Reader, "T", [3]bool{}},
			{directory.Manager, "G", [3]bool{false, true, false}},
			{directory.Manager, "B", [3]bool{}},
			{directory.Member, "G", [3]bool{}},
			{directory.Admin, "", [3]bool{true, true, true}},
			{directory.Reviewer, "", [3]bool{}},
			{directory.VendorReader, "", [3]bool{}},
		} {
			by := p.person(x.role, x.organisation)
			for k, n := range []store.NewPerson{ofT, ofG1, ofVendor} {
				before := p.count("SELECT count(*) FROM people") + p.count("SELECT count(*) FROM events") + p.count("SELECT count(*) FROM messages")
				invited, err := p.Invite(ctx, by, n)
				if !x.may[k] {
					after := p.count("SELECT count(*) FROM people") + p.count("SELECT count(*) FROM events") + p.count("SELECT count(*) FROM messages")
					if !errors.Is(err, store.ErrNotFound) || before != after {
						t.Errorf("%s of %s invites %d: %v, rows %d, then %d", x.role, x.organisation, k, err, before, after)
					}
					n.Email = by.Email // a taken one tells nothing either
					if _, err := p.Invite(ctx, by, n); !errors.Is(err, store.ErrNotFound) {
						t.Errorf("%s of %s invites a taken address to %d: %v", x.role, x.organisation, k, err)
					}
					continue
				}
				if err != nil || invited.Joined {
					t.Fatalf("%s of %s invites %d: %+v %v", x.role, x.organisation, k, invited, err)
				}
				if _, err := p.Invite(ctx, by, n); !errors.Is(err, store.ErrTaken) {
					t.Errorf("a taken address: %v", err)
				}
				if err := p.WithdrawInvitation(ctx, by, invited.Key); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := p.Invite(ctx, by, absent); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s of %s invites to an absent tenant: %v", x.role, x.organisation, err)
			}
		}
	})
}

func TestALinkIsGoodOnceHoweverManyFollowItAtOnce(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		setUp, err := p.SetUpToken(ctx)
		if err != nil {
			t.Fatal(err)
		}
		first := store.NewPerson{Email: "first@v.example", Name: "First", Password: password}
		once := func(what string, follow func() error) {
			t.Helper()
			won := 0
			for _, err := range atOnce(64, func(int) error { return follow() }) {
				if err == nil {
					won++
				} else if !errors.Is(err, store.ErrNotFound) && !errors.Is(err, signin.ErrBusy) {
					t.Errorf("%s: %v", what, err)
				}
			}
			if won != 1 {
				t.Errorf("%s: %d came in", what, won)
			}
		}
		once("the first admin", func() error { _, err := p.SetUp(ctx, setUp, first, ""); return err })
		admin := p.who(first.Email)
		invited, token := p.invite(admin, newReader)
		once("an invitation", func() error { _, err := p.Join(ctx, token, "Nora", "", password, ""); return err })
		if now := p.who(invited.Email); !now.Joined || now.Name != "Nora" {
			t.Errorf("%+v", now)
		}
		token, _, err = p.ResetLink(ctx, admin, invited.Key)
		if err != nil {
			t.Fatal(err)
		}
		p.session("a", p.who(invited.Email))
		once("a new password", func() error { _, err := p.Reset(ctx, token, "another "+password, ""); return err })
		if p.signedIn("a") != "-" || p.count("SELECT count(*) FROM messages WHERE kind = 'password_changed'") != 1 {
			t.Error("the session goes on, or the person is not told")
		}
	})
}

func TestALinkEndsWithWhatItStoodFor(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		admin := p.person(directory.Admin, "")
		for what, end := range map[string]func(key int64) error{
			"expiry":        func(int64) error { p.set("2016-04-18T09:00:00Z"); return nil },
			"withdrawal":    func(key int64) error { return p.WithdrawInvitation(ctx, admin, key) },
			"end of access": func(key int64) error { return p.EndAccess(ctx, admin, key) },
			"another role":  func(key int64) error { return p.SetRole(ctx, admin, key, directory.Administrator) },
			"a newer link":  func(key int64) error { _, _, err := p.InvitationLink(ctx, admin, key); return err },
		} {
			p.set(began)
			n := newReader
			n.Email = string(what[0:1]) + what[len(what)-3:] + "@t.example"
			invited, token := p.invite(admin, n)
			if found, err := p.Invitation(ctx, token); err != nil || found.Key != invited.Key {
				t.Fatalf("before %s: %+v %v", what, found, err)
			}
			for _, column := range []string{"tokens WHERE id", "messages WHERE details", "messages WHERE about", "events WHERE after", "events WHERE reference"} {
				if p.count("SELECT count(*) FROM "+column+" LIKE '%"+token+"%'") != 0 {
					t.Errorf("the token stands in %s", column)
				}
			}
			if err := end(invited.Key); err != nil {
				t.Fatal(what, err)
			}
			if _, err := p.Join(ctx, token, "Nora", "", password, ""); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("after %s: %v", what, err)
			}
		}
	})
}
