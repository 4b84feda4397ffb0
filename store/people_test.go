package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/signin"
)

const password = "correct horse battery"

func TestSigningInTakesTheRightAddressAndPasswordOfAnAccountThatIsNotDisabled(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		for _, n := range []store.NewPerson{
			{Email: "Mika.Lindqvist@Tailspin.example", Name: "Mika", Role: directory.Owner, TenantID: "T", Password: password},
			{Email: "sam@tailspin.example", Name: "Sam", Role: directory.Reader, TenantID: "T", Password: password},
			{Email: "ruth@tailspin.example", Name: "Ruth", Role: directory.Reader, TenantID: "T"},
		} {
			if err := p.AddPerson(ctx, n); err != nil {
				t.Fatal(err)
			}
		}
		if err := p.Disable(ctx, "SAM@tailspin.example"); err != nil {
			t.Fatal(err)
		}
		found, err := p.SignIn(ctx, store.Attempt{Email: " mika.lindqvist@TAILSPIN.example ", Password: password})
		want := directory.Person{Key: found.Key, Email: "mika.lindqvist@tailspin.example", Name: "Mika", Role: directory.Owner, Customer: found.Customer, Organisation: "Tailspin Toys", OrgID: "T", Joined: true}
		if diff := cmp.Diff(want, found, cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "PasswordHash" }, cmp.Ignore())); err != nil || diff != "" || found.Customer == 0 {
			t.Errorf("%v\n%s", err, diff)
		}
		for name, x := range map[string][2]string{
			"a wrong password":       {"mika.lindqvist@tailspin.example", password + "!"},
			"an unknown address":     {"mika\x00\xff@tailspin.example", password},
			"a disabled account":     {"sam@tailspin.example", password},
			"an account without one": {"ruth@tailspin.example", ""},
		} {
			if who, err := p.SignIn(ctx, store.Attempt{Email: x[0], Password: x[1]}); !errors.Is(err, store.ErrSignIn) || err.Error() != "the address or the password is wrong" || who.Key != 0 {
				t.Errorf("%s: %+v, %v", name, who, err)
			}
		}
	})
}

func TestAnAccountNeedsTheOrganisationOfItsRole(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		ok := store.NewPerson{Email: "x@example.com", Name: "X", Role: directory.Admin}
		for want, change := range map[string]func(n *store.NewPerson){
			`"x" is not a mail address; write it as name@example.com`:                                                                     func(n *store.NewPerson) { n.Email = "x" },
			`"@example.com" is not a mail address; write it as name@example.com`:                                                          func(n *store.NewPerson) { n.Email = "@example.com" },
			"the name is missing; give it with --name":                                                                                    func(n *store.NewPerson) { n.Name = " " },
			`"boss" is not a role; the roles are [owner administrator reader manager member partner_reader admin reviewer vendor_reader]`: func(n *store.NewPerson) { n.Role = "boss" },
			"a customer's owner belongs to a tenant; name it, and no partner":                                                             func(n *store.NewPerson) { n.Role = directory.Owner },
			"a customer's reader belongs to a tenant; name it, and no partner":                                                            func(n *store.NewPerson) { n.Role, n.TenantID, n.PartnerID = directory.Reader, "T", "A" },
			"a partner's person belongs to a partner; name it, and no tenant":                                                             func(n *store.NewPerson) { n.Role, n.TenantID = directory.Manager, "T" },
			"an admin belongs to the vendor; name neither tenant nor partner":                                                             func(n *store.NewPerson) { n.PartnerID = "A" },
			`customer "X": not found`:                                func(n *store.NewPerson) { n.Role, n.TenantID = directory.Owner, "X" },
			`partner "X": not found`:                                 func(n *store.NewPerson) { n.Role, n.PartnerID = directory.Manager, "X" },
			"the password is too short; take at least 12 characters": func(n *store.NewPerson) { n.Password = "12345678901" },
		} {
			n := ok
			change(&n)
			if err := p.AddPerson(ctx, n); err == nil || err.Error() != want {
				t.Errorf("%+v: %v\nwant %s", n, err, want)
			}
		}
		if err := p.AddPerson(ctx, ok); err != nil {
			t.Error(err)
		}
		again := ok
		again.Email = "X@Example.com"
		if err := p.AddPerson(ctx, again); err == nil || err.Error() != "x@example.com has an account already" {
			t.Error(err)
		}
		if found, err := p.Everybody(ctx); err != nil || len(found) != 1 {
			t.Errorf("%+v: %v", found, err)
		}
	})
}

func TestALocationsPersonIsOfItsAccount(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		location, global := p.person(directory.Manager, "G1"), p.person(directory.Manager, "G")
		if location.Account != global.Partner || location.Partner == global.Partner || global.Account != global.Partner || location.OrgID != "G1" {
			t.Errorf("%+v, %+v", location, global)
		}
	})
}

// begin makes a session of a person that lasts an hour, in place of another one.
func (p *portal) begin(id string, who directory.Person, before string) error {
	p.t.Helper()
	return p.BeginSession(ctx, who, store.Session{ID: id, Flash: "hello", Expires: p.Now().Add(time.Hour)}, before)
}

// session makes a session that has to begin.
func (p *portal) session(id string, who directory.Person) {
	p.t.Helper()
	if err := p.begin(id, who, ""); err != nil {
		p.t.Fatal(err)
	}
}

// signedIn tells whose a session is: "-" where there is none.
func (p *portal) signedIn(id string) string {
	p.t.Helper()
	x, who, err := p.Session(ctx, id, time.Hour)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return "-"
	case err != nil || x.ID != id || who.Key == 0 || x.Flash != "hello" || !x.Expires.After(p.Now()):
		p.t.Fatalf("%+v of %+v: %v", x, who, err)
	}
	return strings.TrimSuffix(who.Name, " of T")
}

func TestASessionLivesUntilItExpiresOrIsEnded(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, reader := p.person(directory.Owner, "T"), p.person(directory.Reader, "T")
		are := func(when, a, b, c string) {
			t.Helper()
			if got := [3]string{p.signedIn("a"), p.signedIn("b"), p.signedIn("c")}; got != [3]string{a, b, c} {
				t.Errorf("%s: %q", when, got)
			}
		}
		p.session("a", owner)
		p.session("b", reader)
		are("at first", "owner", "reader", "-")
		p.session("c", owner)
		are("after a sign-in", "owner", "reader", "owner")
		if err := p.SetPassword(ctx, "Owner@T.example", password); err != nil {
			t.Fatal(err)
		}
		are("after the owner's new password", "-", "reader", "-")
		owner, err := p.SignIn(ctx, store.Attempt{Email: owner.Email, Password: password})
		if err != nil {
			t.Error(err)
		}
		p.set("2016-04-11T09:30:00Z")
		p.session("a", owner)
		p.set("2016-04-11T10:00:00Z")
		are("when the reader's hour is over", "owner", "-", "-")
		p.session("c", reader)
		if err := p.Disable(ctx, reader.Email); err != nil {
			t.Fatal(err)
		}
		are("after the reader is disabled", "owner", "-", "-")
		if err := p.begin("b", owner, "a"); err != nil {
			t.Error(err)
		}
		are("after another sign-in in the browser of the first", "-", "owner", "-")
		if err := p.DeleteSession(ctx, "b"); err != nil {
			t.Fatal(err)
		}
		are("after the sign-out", "-", "-", "-")
	})
}

func TestASessionIsOverHoweverMuchItIsUsed(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		p.session("a", p.person(directory.Owner, "T"))
		p.set("2016-04-11T09:59:00Z")
		if err := p.SessionSeen(ctx, "a"); err != nil || p.signedIn("a") != "owner" {
			t.Errorf("before its end: %v", err)
		}
		p.set("2016-04-11T10:00:00Z")
		if got := p.signedIn("a"); got != "-" {
			t.Errorf("at its end it is that of the %s", got)
		}
	})
}

func TestASessionThatWasEndedIsNotMadeAgainByAMessage(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		for what, end := range []func(id string) error{
			func(id string) error { return p.DeleteSession(ctx, id) },
			func(id string) error { return p.begin("next", owner, id) },
			func(string) error { return p.SetPassword(ctx, owner.Email, password) },
			func(string) error { p.set("2016-04-11T10:00:00Z"); return nil },
			func(string) error { return p.Disable(ctx, owner.Email) },
		} {
			id := fmt.Sprint("session ", what)
			p.session(id, owner)
			if err := p.SetFlash(ctx, id, "hello"); err != nil || p.signedIn(id) != "owner" {
				t.Errorf("before end %d: %v", what, err)
			}
			if err := end(id); err != nil {
				t.Fatal(err)
			}
			if err := p.SetFlash(ctx, id, "hello"); !errors.Is(err, store.ErrNotFound) || p.signedIn(id) != "-" {
				t.Errorf("after end %d: %v, and the session is %q", what, err, p.signedIn(id))
			}
			owner = p.who(owner.Email)
		}
	})
}

func TestASignInThatWasUnderWayAsTheAccountChangedIsNone(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		for k, change := range []func() error{
			func() error { return p.SetPassword(ctx, owner.Email, "another "+password) },
			func() error { return p.Disable(ctx, owner.Email) },
		} {
			before := p.who(owner.Email)
			if err := change(); err != nil {
				t.Fatal(err)
			}
			if err := p.begin("a", before, ""); !errors.Is(err, store.ErrSignIn) || p.signedIn("a") != "-" {
				t.Errorf("after change %d: %v, and the session is %q", k, err, p.signedIn("a"))
			}
		}
	})
}

func TestOfAnUnknownAccountNothingIsChanged(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := open(t, dsn)
		for _, err := range []error{p.Disable(ctx, "x@example.com"), p.SetPassword(ctx, "x@example.com", password)} {
			if !errors.Is(err, store.ErrNotFound) || !strings.Contains(err.Error(), `account "x@example.com"`) {
				t.Error(err)
			}
		}
	})
}

func TestAPasswordThatIsGuessedFirstIsRefused(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		for text, want := range map[string]error{"short": signin.Short, "password1234": signin.Easy, owner.Email: signin.Own} {
			if err := p.SetPassword(ctx, owner.Email, text); !errors.Is(err, want) {
				t.Errorf("%q: %v", text, err)
			}
			n := store.NewPerson{Email: owner.Email + "x", Name: "X", Role: directory.Owner, TenantID: "T", Password: text}
			if err := p.AddPerson(ctx, n); err == nil {
				t.Errorf("%q of a new account is taken", text)
			}
		}
		if now := p.who(owner.Email); now.PasswordHash != owner.PasswordHash {
			t.Error("the password was changed")
		}
		if all, err := p.Everybody(ctx); err != nil || len(all) != 1 {
			t.Errorf("%v %v", all, err)
		}
	})
}

func TestTheLanguageThatAPersonChoseIsKept(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		if err := p.SetLanguage(ctx, owner.Key, "ja"); err != nil || owner.Language != "" || p.who(owner.Email).Language != "ja" {
			t.Errorf("%q, then %q: %v", owner.Language, p.who(owner.Email).Language, err)
		}
	})
}
