package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/signin"
)

// let reports whether a sign-in was let through to the password: neither is it told to wait, nor did it fail otherwise.
func let(t *testing.T, err error) bool {
	t.Helper()
	var wait store.TooManyError
	if err != nil && !errors.Is(err, store.ErrSignIn) && !errors.As(err, &wait) {
		t.Fatal(err)
	}
	return wait.Wait == 0
}

func (p *portal) count(query string) int {
	p.t.Helper()
	n, err := p.Count(ctx, query)
	if err != nil {
		p.t.Fatal(err)
	}
	return n
}

func (p *portal) owner(email string) directory.Person {
	p.t.Helper()
	if err := p.AddPerson(ctx, store.NewPerson{Email: email, Name: "Mika", Role: directory.Owner, TenantID: "T", Password: password}); err != nil {
		p.t.Fatal(err)
	}
	return p.who(email)
}

func TestGuessesAtOneAccountFromManyAddressesAreFewAndItsPersonStillGetsIn(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		mika := p.owner("mika@t.example")
		if err := p.KeepDevice(ctx, "her browser", mika.Key); err != nil {
			t.Fatal(err)
		}
		for _, email := range []string{mika.Email, "nobody@t.example"} { // both alike
			checked := 0
			for _, err := range atOnce(60, func(k int) error {
				_, err := p.SignIn(ctx, store.Attempt{Email: email, Password: "a guess", Address: fmt.Sprintf("192.0.2.%d", k)})
				return err
			}) {
				if let(t, err) {
					checked++
				}
			}
			if checked != signin.AccountLimit.Free {
				t.Errorf("of 60 guesses at %s from 60 addresses %d were checked", email, checked)
			}
		}
		right := store.Attempt{Email: mika.Email, Password: password, Address: "192.0.2.200"}
		if _, err := p.SignIn(ctx, right); let(t, err) {
			t.Error("a browser that is not known is let in")
		}
		for _, other := range []string{"another browser", "her browser of nobody"} {
			right.Device = other
			if _, err := p.SignIn(ctx, right); let(t, err) {
				t.Errorf("%s is let in", other)
			}
		}
		right.Device = "her browser"
		if who, err := p.SignIn(ctx, right); err != nil || who.Key != mika.Key {
			t.Errorf("at her browser she is told %v", err)
		}
		p.set("2016-04-11T09:00:02Z")
		right.Device = ""
		if who, err := p.SignIn(ctx, right); err != nil || who.Key != mika.Key {
			t.Errorf("elsewhere, later, she is told %v", err)
		}
	})
}

func TestAnAddressGuessesSlowlyWhateverTheAccounts(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		checked := 0
		for _, err := range atOnce(64, func(k int) error {
			_, err := p.SignIn(ctx, store.Attempt{Email: fmt.Sprintf("x%d@t.example", k), Password: "a guess", Address: fmt.Sprintf("2001:db8::%x", k)})
			return err
		}) {
			if let(t, err) {
				checked++
			}
		}
		if checked != signin.AddressLimit.Free {
			t.Errorf("of 64 guesses of one neighbourhood %d were checked", checked)
		}
		mika := p.owner("mika@t.example")
		if _, err := p.SignIn(ctx, store.Attempt{Email: mika.Email, Password: password, Address: "2001:db8:0:1::1"}); err != nil {
			t.Errorf("the next /64 is told %v", err)
		}
	})
}

func TestWhoSignsInRightIsNotCountedAndOldGuessesAreForgotten(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		mika := p.owner("mika@t.example")
		a := store.Attempt{Email: mika.Email, Password: password, Address: "192.0.2.1"}
		for range 2 * signin.AccountLimit.Free {
			wrong := a
			wrong.Password = "a guess"
			if _, err := p.SignIn(ctx, wrong); !errors.Is(err, store.ErrSignIn) {
				t.Fatal(err)
			}
			if _, err := p.SignIn(ctx, a); err != nil {
				t.Fatal(err)
			}
		}
		if got := p.count("SELECT count(*) FROM guesses"); got != 1 {
			t.Errorf("%d rows of guesses, want that of the address", got)
		}
		p.set("2016-04-12T09:00:00Z")
		if _, err := p.SignIn(ctx, a); err != nil {
			t.Fatal(err)
		}
		if got := p.count("SELECT count(*) FROM guesses"); got != 0 {
			t.Errorf("%d rows of guesses are kept", got)
		}
	})
}

func TestTheTenBrowsersUsedLastAreKnown(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		p := openSmall(t, dsn)
		mika := p.owner("mika@t.example")
		for k := range 14 {
			p.set(time.Date(2016, 4, 11, 9, k, 0, 0, time.UTC).Format(time.RFC3339))
			if err := p.KeepDevice(ctx, fmt.Sprint("browser ", max(k, 1)), mika.Key); err != nil {
				t.Fatal(err)
			}
		}
		if got := p.count("SELECT count(*) FROM devices"); got != 10 {
			t.Errorf("%d browsers are known", got)
		}
	})
}
