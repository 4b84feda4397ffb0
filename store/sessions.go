package store

import (
	"context"
	"time"

	"shimei/store/db"
	"shimei/store/directory"
)

// Session is what the portal remembers of one browser. Its id is the hash of the secret
// that the browser holds.
type Session struct {
	ID      string
	Person  int64  // 0 before sign-in
	Flash   string // a message for the next page, as the web layer writes it
	Expires time.Time
}

const selectSession = `SELECT coalesce(s.person_id, 0), s.flash, s.expires_at, ` + directory.PersonColumns + `
	FROM sessions s LEFT JOIN people x ON x.id = s.person_id AND NOT x.disabled` + directory.JoinOrganisation + `
	WHERE s.id = $1 AND s.expires_at > $2`

// Session returns a session that has not expired with its person, who is the zero Person
// before sign-in; ErrNotFound where there is none, or where the account was disabled.
func (s *Store) Session(ctx context.Context, id string) (x Session, p directory.Person, err error) {
	// Every request asks this: one statement, which needs no transaction to see one state.
	var expires int64
	found, err := s.db.One(db.Brief(ctx), append([]any{&x.Person, &x.Flash, &expires}, p.Dest()...), selectSession, id, s.Now().UnixMilli())
	if err == nil && (!found || x.Person != p.Key) {
		return Session{}, directory.Person{}, ErrNotFound
	}
	x.ID, x.Expires = id, time.UnixMilli(expires)
	return x, p, err
}

// SaveSession keeps a session, and forgets those that have expired.
func (s *Store) SaveSession(ctx context.Context, x Session) error {
	return s.update(ctx, func(w *work) error {
		if err := w.tx.Exec("DELETE FROM sessions WHERE expires_at <= $1", w.tx.Now); err != nil {
			return err
		}
		var person *int64
		if x.Person != 0 {
			person = &x.Person
		}
		return w.tx.Exec(`INSERT INTO sessions (id, person_id, flash, expires_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (id) DO UPDATE SET person_id = excluded.person_id, flash = excluded.flash, expires_at = excluded.expires_at`,
			x.ID, person, x.Flash, x.Expires.UnixMilli())
	})
}

// DeleteSession forgets a session.
func (s *Store) DeleteSession(ctx context.Context, id string) error {
	return s.update(ctx, func(w *work) error { return w.tx.Exec("DELETE FROM sessions WHERE id = $1", id) })
}
