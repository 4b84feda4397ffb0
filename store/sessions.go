package store

import (
	"context"
	"time"

	"shimei/store/db"
	"shimei/store/directory"
)

// Session is one browser in which a person is signed in. Its id is the hash of the secret that the
// browser holds.
type Session struct {
	ID      string
	Flash   string // a message for the next page, as the web layer writes it
	Unread  int64  // messages of the person that are unread; MostUnread stands for as many or more
	Expires time.Time
}

// MostUnread bounds how many unread messages are counted: every page says how many there are.
const MostUnread = 100

// The messages are counted along with the session, by their index: a statement of its own would cost more.
const selectSession = `SELECT s.flash, s.expires_at,
	(SELECT count(*) FROM (SELECT 1 AS unread FROM messages m WHERE m.person_id = s.person_id AND m.read_at IS NULL LIMIT 100) m), ` + directory.PersonColumns + `
	FROM sessions s JOIN people x ON x.id = s.person_id AND NOT x.disabled` + directory.JoinOrganisation + `
	WHERE s.id = $1 AND s.expires_at > $2`

// Session returns a session that has not expired, with its person; ErrNotFound where there is
// none, or where the account was disabled.
func (s *Store) Session(ctx context.Context, id string) (x Session, p directory.Person, err error) {
	// Every request asks this: one statement, which needs no transaction to see one state.
	var expires int64
	found, err := s.db.One(db.Brief(ctx), append([]any{&x.Flash, &expires, &x.Unread}, p.Dest()...), selectSession, id, s.Now().UnixMilli())
	if err == nil && !found {
		err = ErrNotFound
	}
	if err != nil {
		return Session{}, directory.Person{}, err
	}
	x.ID, x.Expires = id, time.UnixMilli(expires)
	return x, p, nil
}

// BeginSession keeps the session of a person who has just signed in, in place of the one that
// the browser had before ("" for none), and forgets those that have expired. Nothing else
// makes a session, so one that was ended never comes back. It is ErrSignIn where the account
// was disabled, or was given another password, since the person was read.
func (s *Store) BeginSession(ctx context.Context, person directory.Person, x Session, before string) error {
	return s.update(ctx, func(w *work) error {
		if err := w.tx.Exec("DELETE FROM sessions WHERE expires_at <= $1 OR id = $2", w.tx.Now, before); err != nil {
			return err
		}
		begun, err := w.tx.Affected(`INSERT INTO sessions (id, person_id, flash, expires_at)
			SELECT $1, x.id, $2, $3 FROM people x WHERE x.id = $4 AND x.password = $5 AND NOT x.disabled`,
			x.ID, x.Flash, x.Expires.UnixMilli(), person.Key, person.PasswordHash)
		if err == nil && begun == 0 {
			err = ErrSignIn
		}
		return err
	})
}

// SetFlash leaves a message in a session, or takes it out with "". It is ErrNotFound where the
// session has ended, also while the request was under way that leaves the message.
func (s *Store) SetFlash(ctx context.Context, id, flash string) error {
	return s.update(ctx, func(w *work) error {
		left, err := w.tx.Affected("UPDATE sessions SET flash = $2 WHERE id = $1 AND expires_at > $3", id, flash, w.tx.Now)
		if err == nil && left == 0 {
			err = ErrNotFound
		}
		return err
	})
}

// DeleteSession forgets a session.
func (s *Store) DeleteSession(ctx context.Context, id string) error {
	return s.update(ctx, func(w *work) error { return w.tx.Exec("DELETE FROM sessions WHERE id = $1", id) })
}
