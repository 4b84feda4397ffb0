package store_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/signin"
)

// said is what the provider of T says of somebody.
func said(subject, email string) store.Assertion {
	return store.Assertion{Provider: "contoso", Issuer: "https://id.t.example", Subject: subject, Email: email, Name: "New", Of: store.House{TenantID: "t"}, Address: "192.0.2.7"}
}

// refuses checks that a sign-on is refused for a reason.
func (p *portal) refuses(a store.Assertion, want store.SignOnRefusal) {
	p.t.Helper()
	if who, err := p.SignOn(ctx, a); !errors.Is(err, want) {
		p.t.Errorf("%+v: %+v %v, want %s", a, who, err, want)
	}
}

// signsOn checks that a sign-on lets somebody in.
func (p *portal) signsOn(a store.Assertion) directory.Person {
	p.t.Helper()
	who, err := p.SignOn(ctx, a)
	if err != nil {
		p.t.Fatal(err)
	}
	return who
}

func TestSomebodyNewComesInByAProviderThatMakesAccounts(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		a := said("1", "New@T.example")
		p.refuses(a, store.SignOnStranger)
		a.MakesAccounts = true
		without, unknown, known := a, a, a
		without.Email = ""
		p.refuses(without, store.SignOnNoMail)
		unknown.Of = store.House{TenantID: "nobody's"}
		p.refuses(unknown, store.SignOnStranger)
		known.Email = owner.Email
		p.refuses(known, store.SignOnKnownMail)
		who := p.signsOn(a)
		if who.Email != "new@t.example" || who.Role != directory.Reader || who.Customer != owner.Customer || !who.Joined {
			t.Errorf("%+v", who)
		}
		a.Email = "" // the address is of no use any more
		if again := p.signsOn(a); again.Key != who.Key {
			t.Errorf("%+v", again)
		}
		p.begins(who)
		if n := p.count("SELECT count(*) FROM people WHERE email = 'new@t.example'"); n != 1 {
			t.Errorf("%d accounts", n)
		}
		if n := p.count("SELECT count(*) FROM events WHERE kind = 'sign_on_refused'"); n != 4 {
			t.Errorf("%d refusals are recorded", n)
		}
	})
}

// begins begins a session, as a sign-in does at its end.
func (p *portal) begins(who directory.Person) {
	p.t.Helper()
	x := store.Session{ID: signin.Hashed(signin.NewSecret()), Expires: p.Now().Add(time.Hour), By: signin.ByProvider}
	if err := p.BeginSession(ctx, who, x, ""); err != nil {
		p.t.Error(err)
	}
}

func TestAnAccountIsLinkedByIssuerAndSubjectAlone(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, reader := p.person(directory.Owner, "T"), p.person(directory.Reader, "T")
		a := said("1", owner.Email)
		p.refuses(a, store.SignOnKnownMail)
		if err := p.LinkIdentity(ctx, owner, a); err != nil {
			t.Fatal(err)
		}
		if who := p.signsOn(a); who.Key != owner.Key || who.Role != directory.Owner {
			t.Errorf("%+v", who)
		}
		other, issuer := a, a
		other.Subject, issuer.Issuer = "2", "https://id.other.example"
		p.refuses(other, store.SignOnKnownMail)
		p.refuses(issuer, store.SignOnKnownMail)
		if err := p.LinkIdentity(ctx, reader, a); !errors.Is(err, store.SignOnTaken) {
			t.Errorf("one identity is of two accounts: %v", err)
		}
		own, err := p.Identities(ctx, owner)
		if err != nil || len(own) != 1 || own[0].Provider != "contoso" {
			t.Fatalf("%+v %v", own, err)
		}
		if err := p.UnlinkIdentity(ctx, reader, own[0].Key, ""); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another one's: %v", err)
		}
		if err := p.SetPassword(ctx, owner.Email, "many unrelated words here"); err != nil {
			t.Fatal(err)
		}
		if err := p.UnlinkIdentity(ctx, owner, own[0].Key, ""); err != nil {
			t.Error(err)
		}
		p.refuses(a, store.SignOnKnownMail)
	})
}

func TestTheOnlyWayInIsNotUnlinked(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		a := said("1", "new@t.example")
		a.MakesAccounts = true
		who := p.signsOn(a)
		own, err := p.Identities(ctx, who)
		if err != nil || len(own) != 1 {
			t.Fatal(own, err)
		}
		if err := p.UnlinkIdentity(ctx, who, own[0].Key, ""); !errors.Is(err, store.SignOnOnlyWay) {
			t.Errorf("%v", err)
		}
		if err := p.SetPassword(ctx, who.Email, "many unrelated words here"); err != nil {
			t.Fatal(err)
		}
		stranger := p.person(directory.Reader, "U")
		for _, key := range []int64{own[0].Key, 999} {
			if err := p.UnlinkIdentity(ctx, stranger, key, ""); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("somebody else unlinks %d: %v", key, err)
			}
		}
		if err := p.UnlinkIdentity(ctx, who, own[0].Key, ""); err != nil {
			t.Error(err)
		}
	})
}

func TestASessionEndsByTheNameThatItsProviderHasForIt(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, reader := p.person(directory.Owner, "T"), p.person(directory.Reader, "T")
		begin := func(id string, who directory.Person, signOn string) {
			t.Helper()
			if err := p.BeginSession(ctx, who, store.Session{ID: id, SignOn: signOn, Expires: p.Now().Add(time.Hour)}, ""); err != nil {
				t.Fatal(err)
			}
		}
		begin("first", owner, "a")
		begin("second", owner, "b")
		begin("by password", reader, "")
		for _, signOn := range []string{"", "c"} {
			if err := p.EndSessionsBy(ctx, said("1", ""), signOn); err != nil || p.count("SELECT count(*) FROM sessions") != 3 {
				t.Errorf("%q ends sessions: %v", signOn, err)
			}
		}
		if err := p.EndSessionsBy(ctx, said("1", ""), "a"); err != nil {
			t.Error(err)
		}
		if !p.confirmedAt("first").IsZero() || p.confirmedAt("second").IsZero() {
			t.Error("another session ends")
		}
		if n := p.count("SELECT count(*) FROM events WHERE kind = 'session_ended'"); n != 1 {
			t.Errorf("%d are recorded", n)
		}
	})
}

func TestAPasskeyIsAWayInAndTheLastOneStays(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		a := said("1", "new@t.example")
		a.MakesAccounts = true
		who := p.signsOn(a)
		p.withPasskey(who, device(t))
		p.withPasskey(who, device(t))
		own, err := p.Identities(ctx, who)
		if err != nil || len(own) != 1 {
			t.Fatal(own, err)
		}
		if err := p.UnlinkIdentity(ctx, who, own[0].Key, ""); err != nil {
			t.Errorf("a passkey is no way in: %v", err)
		}
		passkeys, err := p.Passkeys(ctx, who)
		if err != nil || len(passkeys) != 2 {
			t.Fatal(passkeys, err)
		}
		if _, err := p.RemovePasskey(ctx, who, passkeys[0].ID, false, ""); err != nil {
			t.Errorf("one of two: %v", err)
		}
		if _, err := p.RemovePasskey(ctx, who, passkeys[1].ID, false, ""); !errors.Is(err, store.SignOnOnlyWay) {
			t.Errorf("the only way in is removed: %v", err)
		}
		if n := p.count("SELECT count(*) FROM passkeys"); n != 1 {
			t.Errorf("%d passkeys are left", n)
		}
	})
}

func TestAProviderSpeaksForItsOwnOrganisationAlone(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		everybody := map[string]directory.Person{"owner": p.person(directory.Owner, "T"), "other": p.person(directory.Owner, "U"),
			"admin": p.person(directory.Admin, ""), "partner": p.person(directory.Manager, "G1")}
		houses := map[string]store.House{"owner": {TenantID: "T"}, "other": {TenantID: "U"}, "admin": {Vendor: true}, "partner": {PartnerID: "g"}}
		for name, who := range everybody {
			a := said(name, "")
			a.Of = houses[name]
			if err := p.LinkIdentity(ctx, who, a); err != nil {
				t.Fatal(name, err)
			}
			for of, house := range houses {
				b := a
				b.Of = house
				if of == name {
					p.signsOn(b)
					continue
				}
				p.refuses(b, store.SignOnElsewhere)
				if err := p.LinkIdentity(ctx, who, b); !errors.Is(err, store.SignOnElsewhere) {
					t.Errorf("the provider of %s is linked with %s: %v", of, name, err)
				}
			}
			a.Of = store.House{}
			p.refuses(a, store.SignOnElsewhere)
		}
		if err := p.Disable(ctx, everybody["owner"].Email); err != nil {
			t.Fatal(err)
		}
		p.refuses(said("owner", ""), store.SignOnEnded)
	})
}

func TestRolesFollowAClaimButSomebodyGoesOnManaging(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, reader := p.person(directory.Owner, "T"), p.person(directory.Reader, "T")
		a, b := said("1", ""), said("2", "")
		for who, x := range map[*directory.Person]store.Assertion{&owner: a, &reader: b} {
			if err := p.LinkIdentity(ctx, *who, x); err != nil {
				t.Fatal(err)
			}
		}
		a.Role = directory.Reader
		if who := p.signsOn(a); who.Role != directory.Owner {
			t.Error("nobody manages the people any more")
		}
		if p.count("SELECT count(*) FROM events WHERE kind = 'role_kept'") != 1 {
			t.Error("nobody is told that the role is kept")
		}
		p.session("before", reader)
		b.Role = directory.Owner
		if who := p.signsOn(b); who.Role != directory.Owner {
			t.Errorf("%+v", who)
		}
		if p.handles(reader) != nil {
			t.Error("a session of the role before goes on")
		}
		if who := p.signsOn(a); who.Role != directory.Reader {
			t.Errorf("%+v", who)
		}
		a.Role = directory.Admin
		if who := p.signsOn(a); who.Role != directory.Reader {
			t.Errorf("a customer's person is an admin: %+v", who)
		}
		if n := p.count("SELECT count(*) FROM events WHERE kind = 'role_changed'"); n != 2 {
			t.Errorf("%d changes are recorded", n)
		}
	})
}

func TestAnInvitationIsJoinedByAProviderOnce(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		invited, token := p.invite(owner, newReader)
		a := said("1", "somebody@else.example")
		elsewhere := a
		elsewhere.Of = store.House{TenantID: "U"}
		if _, err := p.JoinBySignOn(ctx, signin.Hashed(token), elsewhere); !errors.Is(err, store.SignOnElsewhere) {
			t.Errorf("the provider of another customer: %v", err)
		}
		who, err := p.JoinBySignOn(ctx, signin.Hashed(token), a)
		if err != nil || who.Key != invited.Key || !who.Joined || who.Email != newReader.Email {
			t.Fatalf("%+v %v", who, err)
		}
		p.begins(who)
		if _, err := p.JoinBySignOn(ctx, signin.Hashed(token), said("2", "")); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the invitation is good twice: %v", err)
		}
		p.signsOn(a)
		if err := p.EndSessionsOf(ctx, a); err != nil || p.handles(who) != nil {
			t.Errorf("sessions go on: %v", err)
		}
	})
}

func TestASignOnIsTakenOnceByItsBrowserAtItsProvider(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		x := store.SignOnUnderway{State: "s", Browser: "b", Provider: "contoso", Nonce: "n", Verifier: "v", Fields: "return=%2Finbox", Session: "x", Invited: "i", Address: "192.0.2.7"}
		if err := p.BeginSignOn(ctx, x); err != nil {
			t.Fatal(err)
		}
		for _, wrong := range [][3]string{{"t", "b", "contoso"}, {"s", "c", "contoso"}, {"s", "b", "other"}} {
			if _, err := p.TakeSignOn(ctx, wrong[0], wrong[1], wrong[2]); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%v: %v", wrong, err)
			}
		}
		if y, err := p.TakeSignOn(ctx, "s", "b", "contoso"); err != nil || y.Nonce != "n" || y.Verifier != "v" || y.Fields != x.Fields || y.Session != "x" || y.Invited != "i" {
			t.Errorf("%+v %v", y, err)
		}
	})
}

func TestOfManyReturnsAtOnceOneTakesTheSignOn(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		x := store.SignOnUnderway{State: "s", Browser: "b", Provider: "contoso", Address: "192.0.2.7"}
		if err := p.BeginSignOn(ctx, x); err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		got := make([]error, 8)
		for k := range got {
			all.Go(func() {
				_, got[k] = p.TakeSignOn(ctx, "s", "b", "contoso")
			})
		}
		all.Wait()
		taken := 0
		for _, err := range got {
			if err == nil {
				taken++
			} else if !errors.Is(err, store.ErrNotFound) {
				t.Error(err)
			}
		}
		if taken != 1 {
			t.Errorf("%d take it", taken)
		}
		if err := p.BeginSignOn(ctx, x); err != nil {
			t.Fatal(err)
		}
		p.now.Add(store.SignOnLife.Milliseconds())
		if _, err := p.TakeSignOn(ctx, "s", "b", "contoso"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("after its time: %v", err)
		}
	})
}
