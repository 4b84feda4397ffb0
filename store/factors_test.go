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

// app is what a person's app shows, some half minutes from now.
func (p *portal) app(secret string, steps int) store.Attempt {
	p.t.Helper()
	code, err := signin.Code(secret, time.UnixMilli(p.now.Load()).Add(time.Duration(steps)*30*time.Second))
	if err != nil {
		p.t.Fatal(err)
	}
	return store.Attempt{Code: code, Address: "192.0.2.1"}
}

// withApp sets up an app for a person, and returns its secret and the recovery codes.
func (p *portal) withApp(who directory.Person) (secret string, recovery []string) {
	p.t.Helper()
	secret = signin.NewAppSecret()
	_, recovery, err := p.SetApp(ctx, who, secret, p.app(secret, 0))
	if err != nil {
		p.t.Fatal(err)
	}
	return secret, recovery
}

// signsIn begins a sign-in that lacks its second factor.
func (p *portal) signsIn(who directory.Person) string {
	p.t.Helper()
	token, err := p.BeginSignIn(ctx, who, "")
	if err != nil {
		p.t.Fatal(err)
	}
	return token
}

func TestACodeEndsASignInOnceAndARecoveryCodeStandsInForIt(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		p.session("before", owner)
		secret, recovery := p.withApp(owner)
		if p.handles(owner) != nil {
			t.Error("sessions of before the app go on")
		}
		if f, err := p.Factors(ctx, owner); err != nil || f != (signin.Factors{App: true, Recovery: signin.RecoveryCodes}) {
			t.Errorf("%+v %v", f, err)
		}
		first, second := p.signsIn(owner), p.signsIn(owner)
		if _, _, err := p.EndSignIn(ctx, first, p.app(secret, 0)); !errors.Is(err, store.ErrCode) {
			t.Errorf("the code that set the app up is taken again: %v", err)
		}
		if _, _, err := p.EndSignIn(ctx, first, p.app(secret, 3)); !errors.Is(err, store.ErrCode) {
			t.Errorf("a code of later: %v", err)
		}
		if who, by, err := p.EndSignIn(ctx, first, p.app(secret, 1)); err != nil || by != signin.ByCode || who.Key != owner.Key {
			t.Errorf("%+v %s %v", who, by, err)
		}
		if _, _, err := p.EndSignIn(ctx, first, store.Attempt{Code: recovery[0]}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a sign-in ends twice: %v", err)
		}
		if _, by, err := p.EndSignIn(ctx, second, store.Attempt{Code: recovery[0]}); err != nil || by != signin.ByRecovery {
			t.Errorf("%s %v", by, err)
		}
		third := p.signsIn(owner)
		if _, _, err := p.EndSignIn(ctx, third, store.Attempt{Code: recovery[0]}); !errors.Is(err, store.ErrCode) {
			t.Errorf("a recovery code is taken twice: %v", err)
		}
		if n := p.count("SELECT count(*) FROM recovery_codes"); n != signin.RecoveryCodes-1 {
			t.Errorf("%d recovery codes are left", n)
		}
		p.set("2016-04-11T09:11:00Z")
		if _, _, err := p.EndSignIn(ctx, third, p.app(secret, 0)); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a sign-in of %s ago: %v", store.SigningInLife, err)
		}
	})
}

func TestACodeOfSeveralAtOnceIsTakenOnce(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		secret, recovery := p.withApp(owner)
		p.set("2016-04-11T09:05:00Z")
		for _, code := range []store.Attempt{p.app(secret, 0), {Code: recovery[1]}} {
			var all sync.WaitGroup
			errs := make([]error, 4)
			for k := range errs {
				token := p.signsIn(owner)
				all.Go(func() { _, _, errs[k] = p.EndSignIn(ctx, token, code) })
			}
			all.Wait()
			in := 0
			for _, err := range errs {
				if err == nil {
					in++
				} else if !errors.Is(err, store.ErrCode) && !errors.As(err, new(store.TooManyError)) {
					t.Error(err)
				}
			}
			if in != 1 {
				t.Errorf("%d were let in by one code", in)
			}
		}
	})
}

func TestGuessesOfCodesAreSlowedDownAndKeepNobodyFromThePassword(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner := p.person(directory.Owner, "T")
		if err := p.SetPassword(ctx, owner.Email, password); err != nil {
			t.Fatal(err)
		}
		secret, _ := p.withApp(owner)
		token := p.signsIn(owner)
		var wait store.TooManyError
		for k := range 10 {
			_, _, err := p.EndSignIn(ctx, token, store.Attempt{Code: "000000", Address: "192.0.2.9"})
			if want := k >= 5; errors.As(err, &wait) != want {
				t.Fatalf("guess %d: %v", k, err)
			}
		}
		if _, err := p.SignIn(ctx, store.Attempt{Email: owner.Email, Password: password, Address: "192.0.2.1"}); err != nil {
			t.Errorf("guesses of codes keep the password out: %v", err)
		}
		if err := p.KeepDevice(ctx, "the browser", owner.Key); err != nil {
			t.Fatal(err)
		}
		right := p.app(secret, 1)
		right.Device = "the browser"
		if _, _, err := p.EndSignIn(ctx, token, right); err != nil {
			t.Errorf("guesses elsewhere keep the person out of a known browser: %v", err)
		}
	})
}

func TestWhoNeedsASecondFactorSetsOneUpWhileSigningIn(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, reader := p.person(directory.Owner, "T"), p.person(directory.Reader, "T")
		if err := p.WantFactor(ctx, reader, true); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a reader decides: %v", err)
		}
		if err := p.WantFactor(ctx, owner, true); err != nil {
			t.Fatal(err)
		}
		if f, err := p.Factors(ctx, reader); err != nil || f != (signin.Factors{Required: true}) {
			t.Errorf("%+v %v", f, err)
		}
		token, secret := p.signsIn(reader), signin.NewAppSecret()
		if _, _, err := p.EnrolApp(ctx, token, secret, store.Attempt{Code: "000000"}); !errors.Is(err, store.ErrCode) {
			t.Errorf("a wrong code sets an app up: %v", err)
		}
		if _, codes, err := p.EnrolApp(ctx, token, secret, p.app(secret, 0)); err != nil || len(codes) != signin.RecoveryCodes {
			t.Errorf("%v %v", codes, err)
		}
		later := p.signsIn(reader)
		if _, _, err := p.EnrolApp(ctx, later, secret, p.app(secret, 1)); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another app is set up by the password alone: %v", err)
		}
		if _, err := p.RemoveApp(ctx, reader, false, ""); !errors.Is(err, store.ErrFactorWanted) {
			t.Errorf("the factor that is wanted is given up: %v", err)
		}
		if err := p.WantFactor(ctx, owner, false); err != nil {
			t.Fatal(err)
		}
		if _, err := p.RemoveApp(ctx, reader, true, ""); !errors.Is(err, store.ErrFactorWanted) {
			t.Errorf("the factor that the portal wants is given up: %v", err)
		}
		if _, err := p.RemoveApp(ctx, reader, false, ""); err != nil || p.count("SELECT count(*) FROM code_apps")+p.count("SELECT count(*) FROM recovery_codes") != 0 {
			t.Errorf("something is left of the app: %v", err)
		}
		if n := p.count("SELECT count(*) FROM messages WHERE kind = 'factor_changed'"); n != 2 {
			t.Errorf("%d messages tell of the changes", n)
		}
	})
}

func TestAManagerForgetsTheFactorsOfWhoLostThem(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		owner, reader, admin := p.person(directory.Owner, "T"), p.person(directory.Reader, "T"), p.person(directory.Admin, "")
		p.withApp(reader)
		p.withApp(owner)
		p.session("reading", reader)
		for _, c := range []struct {
			by   directory.Person
			of   directory.Person
			want error
		}{{reader, owner, store.ErrNotFound}, {owner, admin, store.ErrNotFound}, {owner, owner, store.ErrNotFound}, {owner, reader, nil}, {owner, reader, store.ErrNotFound}, {admin, owner, nil}} {
			if err := p.ForgetFactors(ctx, c.by, c.of.Key); !errors.Is(err, c.want) {
				t.Errorf("%s forgets those of %s: %v", c.by.Role, c.of.Role, err)
			}
		}
		if p.handles(reader) != nil || p.count("SELECT count(*) FROM code_apps")+p.count("SELECT count(*) FROM recovery_codes") != 0 {
			t.Error("something is left")
		}
		if codes, err := p.RemakeRecovery(ctx, reader, ""); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("codes that stand in for nothing: %v %v", codes, err)
		}
	})
}
