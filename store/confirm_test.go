package store_test

import (
	"errors"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/storetest"
)

// confirms is somebody who proves once more who it is, in the session "before" that goes on as "renewed".
func confirms(who directory.Person) store.Confirmation {
	return store.Confirmation{Who: who, Session: "before", Renewed: "renewed"}
}

// withPassword gives somebody the password of these tests, and a session "before".
func (p *portal) withPassword(who directory.Person) directory.Person {
	p.t.Helper()
	if err := p.SetPassword(ctx, who.Email, password); err != nil {
		p.t.Fatal(err)
	}
	who = p.who(who.Email)
	p.session("before", who)
	return who
}

// confirmedAt is when the person of a session last proved who it is; the zero time where there is no such session.
func (p *portal) confirmedAt(session string) time.Time {
	p.t.Helper()
	x, _, err := p.Session(ctx, session, time.Hour)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		p.t.Fatal(err)
	}
	return x.Confirmed
}

func TestAPersonProvesOnceMoreWhoItIsAndTheSessionGoesOnUnderAnotherId(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.withPassword(p.person(directory.Owner, "T"))
		if err := p.SetFlash(ctx, "before", "Kept"); err != nil {
			t.Fatal(err)
		}
		p.set("2016-04-11T09:40:00Z")
		if err := p.Confirm(ctx, confirms(owner), store.Attempt{Password: "not that"}); !errors.Is(err, store.ErrPassword) || !p.confirmedAt("before").Equal(instant(began)) {
			t.Errorf("a wrong password: %v", err)
		}
		if err := p.Confirm(ctx, store.Confirmation{Who: owner, Session: "no session", Renewed: "x"}, store.Attempt{Password: password}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a session that ended: %v", err)
		}
		if err := p.Confirm(ctx, confirms(owner), store.Attempt{Password: password}); err != nil {
			t.Errorf("the right password: %v", err)
		}
		if x, _, err := p.Session(ctx, "renewed", time.Hour); err != nil || x.Flash != "Kept" || !x.Confirmed.Equal(instant("2016-04-11T09:40:00Z")) || !x.Began.Equal(instant(began)) {
			t.Errorf("the session goes on as %+v %v", x, err)
		}
		if _, _, err := p.Session(ctx, "before", time.Hour); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the id of before is good still: %v", err)
		}
		var wait store.TooManyError
		for range 8 {
			_ = errors.As(p.Confirm(ctx, confirms(owner), store.Attempt{Password: "not that"}), &wait)
		}
		if wait.Wait == 0 {
			t.Error("guesses are not slowed down")
		}
	})
}

func TestWhoHasAnAppConfirmsByPasswordAndCode(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		secret, recovery := p.withApp(owner)
		owner = p.withPassword(owner)
		try := func(what, password, code string, want error) {
			t.Helper()
			a := p.app(secret, 0)
			a.Password, a.Code = password, code
			if err := p.Confirm(ctx, confirms(owner), a); !errors.Is(err, want) {
				t.Errorf("%s: %v", what, err)
			}
			if renewed := !p.confirmedAt("renewed").IsZero(); renewed != (want == nil) {
				t.Errorf("%s: the session goes on under another id: %v", what, renewed)
			}
			if want == nil {
				p.session("before", owner)
				if err := p.DeleteSession(ctx, "renewed"); err != nil {
					t.Fatal(err)
				}
			}
		}
		next := p.app(secret, 1).Code
		try("the password alone", password, "", store.ErrCode)
		try("the code that set the app up", password, p.app(secret, 0).Code, store.ErrCode)
		try("a code without the password", "not that", next, store.ErrPassword)
		try("password and code", password, next, nil)
		try("the code again", password, next, store.ErrCode)
		try("a recovery code", password, recovery[0], nil)
		try("the recovery code again", password, recovery[0], store.ErrCode)
		var wait store.TooManyError
		for range 8 {
			_ = errors.As(p.Confirm(ctx, confirms(owner), store.Attempt{Password: password, Code: "000000", Address: "192.0.2.9"}), &wait)
		}
		if wait.Wait == 0 {
			t.Error("guesses of codes are not slowed down")
		}
	})
}

func TestAPasskeyConfirmsAlone(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		d := device(t)
		p.withPasskey(owner, d)
		p.session("before", owner)
		answer := func(d *storetest.Device) store.PasskeyAnswer {
			a, options := p.asks(owner)
			a.Answer = d.Use(options)
			return a
		}
		p.set("2016-04-11T09:40:00Z")
		if err := p.ConfirmByPasskey(ctx, confirms(owner), answer(device(t))); !errors.Is(err, store.ErrPasskey) || !p.confirmedAt("before").Equal(instant(began)) {
			t.Errorf("the passkey of nobody: %v", err)
		}
		if err := p.ConfirmByPasskey(ctx, confirms(owner), answer(d)); err != nil || !p.confirmedAt("renewed").Equal(instant("2016-04-11T09:40:00Z")) {
			t.Errorf("the passkey: %v", err)
		}
		if n := p.count("SELECT count(*) FROM events WHERE kind = 'confirmed'"); n != 1 {
			t.Errorf("%d confirmations are recorded", n)
		}
	})
}
