package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/signin"
)

// gated is the small world behind a gate, with an account whose password was kept before.
func gated(t *testing.T, dsn string, gate *signin.Gate) (s *store.Store, mika directory.Person) {
	t.Helper()
	p := openSmall(t, dsn)
	mika = p.owner("mika@t.example")
	s, _, err := store.Open(ctx, dsn, store.Options{Passwords: gate, Clock: func() time.Time { return time.UnixMilli(p.now.Load()) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, mika
}

func guessesIn(t *testing.T, s *store.Store) int {
	t.Helper()
	n, err := s.Count(ctx, "SELECT coalesce(sum(failed), 0) FROM guesses")
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWhoIsTurnedAwayByAFullQueueGuessedNothing(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		s, mika := gated(t, dsn, signin.NewClosedGate(0))
		for _, email := range []string{mika.Email, "nobody@t.example"} {
			for range 2 * signin.AddressLimit.Free {
				_, err := s.SignIn(ctx, store.Attempt{Email: email, Password: password, Address: "192.0.2.1"})
				if !errors.Is(err, store.ErrBusy) || errors.Is(err, store.ErrSignIn) {
					t.Fatalf("%s is told %v", email, err)
				}
			}
		}
		if n := guessesIn(t, s); n != 0 {
			t.Errorf("%d guesses are counted", n)
		}
		if n, err := s.Count(ctx, "SELECT count(*) FROM events WHERE kind = 'sign_in_failed'"); n != 0 || err != nil {
			t.Errorf("%d failures are recorded (%v)", n, err)
		}
	})
}

func TestWhoHasGoneBeforeThePasswordIsLookedAtGuessedNothing(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		s, mika := gated(t, dsn, signin.NewClosedGate(1))
		for range 2 * signin.AccountLimit.Free {
			going, leave := context.WithCancel(ctx)
			told := make(chan error)
			go func() {
				_, err := s.SignIn(going, store.Attempt{Email: mika.Email, Password: password, Address: "192.0.2.1"})
				told <- err
			}()
			for guessesIn(t, s) == 0 { // until it waits at the gate, counted
				select {
				case err := <-told:
					t.Fatalf("it does not wait: %v", err)
				default:
				}
			}
			leave()
			if err := <-told; !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			if n := guessesIn(t, s); n != 0 {
				t.Fatalf("%d guesses are counted", n)
			}
		}
	})
}

// A guess that is given back leaves the wait of those before it as it was.
func TestAGuessThatIsGivenBackProlongsNoWait(t *testing.T) {
	each(t, func(t *testing.T, dsn string) {
		s, mika := gated(t, dsn, signin.NewCheapGate())
		closed, _, err := store.Open(ctx, dsn, store.Options{Passwords: signin.NewClosedGate(0), Clock: s.Now})
		if err != nil {
			t.Fatal(err)
		}
		defer closed.Close()
		wrong := store.Attempt{Email: mika.Email, Password: "a guess", Address: "192.0.2.1"}
		for range signin.AccountLimit.Free {
			if _, err := s.SignIn(ctx, wrong); !errors.Is(err, store.ErrSignIn) {
				t.Fatal(err)
			}
		}
		before := guessesIn(t, s)
		var wait store.TooManyError
		if _, err := closed.SignIn(ctx, wrong); !errors.As(err, &wait) {
			t.Fatal(err)
		}
		later, _, err := store.Open(ctx, dsn, store.Options{Passwords: signin.NewClosedGate(0), Clock: func() time.Time { return s.Now().Add(wait.Wait) }})
		if err != nil {
			t.Fatal(err)
		}
		defer later.Close()
		for range 3 {
			if _, err := later.SignIn(ctx, wrong); !errors.Is(err, store.ErrBusy) {
				t.Errorf("after the wait it is told %v", err)
			}
		}
		if n := guessesIn(t, s); n != before {
			t.Errorf("%d guesses are counted, before %d", n, before)
		}
	})
}
