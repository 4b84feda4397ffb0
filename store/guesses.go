package store

import (
	"context"
	"fmt"
	"time"

	"shimei/store/programme"
	"shimei/store/signin"
)

// counted is what guesses are counted by: the hash of a name, and how they are slowed down.
type counted struct {
	id            string
	limit         signin.Limit
	before, after signin.Guesses // as count found and left them
}

// admit counts a try to sign in as a failed one before the password is looked at, so that many at once are no
// more than one after the other, or refuses it. It returns what it is counted by. A look alone refuses most of an
// attack, which so keeps no change waiting.
func (s *Store) admit(ctx context.Context, a Attempt, person int64) (by []counted, err error) {
	if err := s.exact(ctx, func(w *work) error {
		if by, err = w.countedBy(a, person); err != nil {
			return err
		}
		return w.weigh(by)
	}); err != nil {
		return nil, err
	}
	err = s.update(context.WithoutCancel(ctx), func(w *work) error {
		return w.count(by)
	})
	return by, err
}

// countedBy is what a try to sign in is counted by: the account, or the device that its person is known at, and the
// client's address.
func (w *work) countedBy(a Attempt, person int64) ([]counted, error) {
	account := counted{id: signin.Hashed(a.guessed() + "account " + foldEmail(a.Email)), limit: signin.AccountLimit}
	known, err := w.knows(a.Device, person)
	if known {
		account.id = signin.Hashed(a.guessed() + "device " + a.Device + " " + foldEmail(a.Email))
	}
	return []counted{account, ofAddress(a.Address)}, err
}

// ofAddress is what a client's address is counted by.
func ofAddress(address string) counted {
	return counted{id: signin.Hashed("address " + signin.Neighbourhood(address)), limit: signin.AddressLimit}
}

// guessed tells the guesses of codes from those of passwords: who guesses the one knows the other already, and nobody
// is kept from a password by guesses of codes.
func (a Attempt) guessed() string {
	if a.Code != "" {
		return "code of "
	}
	return ""
}

// count adds one guess to each, or to none where one of them has to wait.
func (w *work) count(by []counted) error {
	if err := w.tx.Exec("DELETE FROM guesses WHERE at <= $1", w.tx.Now-programme.Instant(signin.Forget.Milliseconds())); err != nil {
		return err
	}
	if err := w.weigh(by); err != nil {
		return err
	}
	for _, c := range by {
		if err := w.setGuesses(c, c.after); err != nil {
			return err
		}
	}
	return nil
}

// weigh reads the guesses of each before and after one more. It is a TooManyError where one of them has to wait.
func (w *work) weigh(by []counted) error {
	now := time.UnixMilli(int64(w.tx.Now))
	var wait time.Duration
	for k := range by {
		c := &by[k]
		g, err := w.guesses(*c)
		if err != nil {
			return err
		}
		wait = max(wait, c.limit.Wait(g, now))
		c.before, c.after = g, c.limit.After(g, now)
	}
	if wait > 0 {
		return TooManyError{wait}
	}
	return nil
}

// guesses are those that were counted; the zero value for none.
func (w *work) guesses(c counted) (g signin.Guesses, err error) {
	var at programme.Instant
	_, err = w.tx.One([]any{&g.Failed, &at}, "SELECT failed, at FROM guesses WHERE id = $1", c.id)
	g.At = time.UnixMilli(int64(at))
	return g, err
}

func (w *work) setGuesses(c counted, g signin.Guesses) error {
	if g.Failed == 0 {
		return w.tx.Exec("DELETE FROM guesses WHERE id = $1", c.id)
	}
	return w.tx.Exec("INSERT INTO guesses (id, failed, at) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET failed = excluded.failed, at = excluded.at",
		c.id, g.Failed, programme.InstantOf(g.At))
}

// forgive takes back what admit counted of a sign-in that was right: the account or the device begins anew, the
// address has this one less.
func (s *Store) forgive(ctx context.Context, by []counted) error {
	return s.update(ctx, func(w *work) error {
		for _, c := range by {
			g, err := w.guesses(c)
			if err != nil {
				return err
			}
			if g.Failed--; c.limit.Growing {
				g.Failed = 0
			}
			if err := w.setGuesses(c, signin.Guesses{Failed: max(g.Failed, 0), At: g.At}); err != nil {
				return err
			}
		}
		return nil
	})
}

// giveBack takes back what admit counted where the password was not looked at: nothing was guessed. Where nobody else
// was counted meanwhile, all is as before.
func (s *Store) giveBack(ctx context.Context, by []counted) error {
	return s.update(context.WithoutCancel(ctx), func(w *work) error {
		for _, c := range by {
			g, err := w.guesses(c)
			if err != nil {
				return err
			}
			if g.Failed--; g.Failed == c.after.Failed-1 && g.At.UnixMilli() == c.after.At.UnixMilli() {
				g = c.before
			}
			if err := w.setGuesses(c, signin.Guesses{Failed: max(g.Failed, 0), At: g.At}); err != nil {
				return err
			}
		}
		return nil
	})
}

// mostDevices is how many devices of a person are known; the one that was used longest ago is forgotten.
const mostDevices = 10

// knows reports whether a device is one at which the person has signed in.
func (w *work) knows(device string, person int64) (bool, error) {
	if device == "" || person == 0 {
		return false, nil
	}
	var id string
	return w.tx.One([]any{&id}, "SELECT id FROM devices WHERE id = $1 AND person_id = $2", deviceOf(device, person), person)
}

// KeepDevice remembers a device, by the secret that the browser keeps, as one at which a person has signed in.
func (s *Store) KeepDevice(ctx context.Context, device string, person int64) error {
	return s.update(ctx, func(w *work) error {
		if err := w.tx.Exec("INSERT INTO devices (id, person_id, seen_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at",
			deviceOf(device, person), person, w.tx.Now); err != nil {
			return err
		}
		return w.tx.Exec(`DELETE FROM devices WHERE person_id = $1 AND id NOT IN
			(SELECT id FROM devices WHERE person_id = $1 ORDER BY seen_at DESC, id LIMIT $2)`, person, mostDevices)
	})
}

// deviceOf is what is kept of a device of a person. Two people at one browser are known each by itself.
func deviceOf(device string, person int64) string {
	return signin.Hashed(fmt.Sprintf("device %s of %d", device, person))
}
