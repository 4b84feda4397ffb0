package store

import (
	"context"
	"time"
)

// Session is what the portal remembers of one browser. Its id is the hash of the secret
// that the browser holds.
type Session struct {
	ID      string
	Person  int64  // 0 before sign-in
	Flash   string // a message for the next page, as the web layer writes it
	Expires time.Time
}

// Session returns a session that has not expired with its person, who is the zero Person
// before sign-in; ErrNotFound where there is none, or where the account was disabled.
func (s *Store) Session(ctx context.Context, id string) (x Session, p Person, err error) {
	err = s.view(ctx, func(t *tx) error {
		var expires int64
		x = Session{ID: id}
		found, err := t.one([]any{&x.Person, &x.Flash, &expires},
			"SELECT coalesce(person_id, 0), flash, expires_at FROM sessions WHERE id = $1 AND expires_at > $2", id, t.now)
		if err != nil {
			return err
		}
		if !found {
			return ErrNotFound
		}
		x.Expires = time.UnixMilli(expires)
		if x.Person != 0 {
			p, err = t.person("WHERE x.id = $1 AND NOT x.disabled", x.Person)
		}
		return err
	})
	return x, p, err
}

// SaveSession keeps a session, and forgets those that have expired.
func (s *Store) SaveSession(ctx context.Context, x Session) error {
	return s.update(ctx, func(t *tx) error {
		if err := t.exec("DELETE FROM sessions WHERE expires_at <= $1", t.now); err != nil {
			return err
		}
		var person *int64
		if x.Person != 0 {
			person = &x.Person
		}
		return t.exec(`INSERT INTO sessions (id, person_id, flash, expires_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (id) DO UPDATE SET person_id = excluded.person_id, flash = excluded.flash, expires_at = excluded.expires_at`,
			x.ID, person, x.Flash, x.Expires.UnixMilli())
	})
}

// DeleteSession forgets a session.
func (s *Store) DeleteSession(ctx context.Context, id string) error {
	return s.update(ctx, func(t *tx) error { return t.exec("DELETE FROM sessions WHERE id = $1", id) })
}
