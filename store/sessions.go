package store

import (
	"context"
	"time"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/signin"
)

// Session is one browser in which a person is signed in. Its id is the hash of the secret that the
// browser holds.
type Session struct {
	ID        string
	Flash     string // a message for the next page, as the web layer writes it
	Unread    int64  // messages of the person that are unread; MostUnread stands for as many or more
	Began     time.Time
	Seen      time.Time    // when it was last used, to the minute
	Confirmed time.Time    // when the person last proved who it is
	Expires   time.Time    // however much it is used
	Browser   string       // as it calls itself
	Address   string       // from where the person signed in
	Changes   int64        // how often something was changed by it, where that is counted
	SignOn    string       // hash of how a provider of single sign-on knows it (signin.ProviderSession); "" for none
	By        signin.Proof // by which the person was let in; empty in the demonstration, and of a session that is read
}

// Handle is what a page calls the session by: enough to tell a person's sessions apart, and too little to be one.
func (x Session) Handle() string { return x.ID[:min(len(x.ID), handle)] }

const handle = 12

// MostUnread bounds how many unread messages are counted: every page says how many there are.
const MostUnread = 100

// The messages are counted along with the session, by their index: a statement of its own would cost more.
const selectSession = `SELECT s.flash, s.sign_on, s.changes, s.began_at, s.seen_at, s.confirmed_at, s.expires_at,
	(SELECT count(*) FROM (SELECT 1 AS unread FROM messages m WHERE m.person_id = s.person_id AND m.read_at IS NULL LIMIT 100) m), ` + directory.PersonColumns + `
	FROM sessions s JOIN people x ON x.id = s.person_id AND NOT x.disabled` + directory.JoinOrganisation + `
	WHERE s.id = $1 AND s.expires_at > $2 AND s.seen_at > $3`

// Session returns a session that has not expired, nor was left unused for as long as idle, with its person;
// ErrNotFound where there is none, or where the account was disabled.
func (s *Store) Session(ctx context.Context, id string, idle time.Duration) (x Session, p directory.Person, err error) {
	// Every request asks this: one statement, which needs no transaction to see one state.
	var began, seen, confirmed, expires int64
	now := s.Now()
	found, err := s.db.One(db.Brief(ctx), append([]any{&x.Flash, &x.SignOn, &x.Changes, &began, &seen, &confirmed, &expires, &x.Unread}, p.Dest()...),
		selectSession, id, now.UnixMilli(), now.Add(-idle).UnixMilli())
	if err == nil && !found {
		err = ErrNotFound
	}
	if err != nil {
		return Session{}, directory.Person{}, err
	}
	x.ID, x.Began, x.Seen, x.Confirmed, x.Expires = id, time.UnixMilli(began), time.UnixMilli(seen), time.UnixMilli(confirmed), time.UnixMilli(expires)
	return x, p, nil
}

// BeginSession keeps the session of a person who has just signed in, in place of the one that
// the browser had before ("" for none), and forgets those that expired a day ago: a form that comes late is still known
// for its person's. Nothing else
// makes a session, so one that was ended never comes back. It is ErrSignIn where the account
// was disabled, or was given another password, since the person was read.
func (s *Store) BeginSession(ctx context.Context, person directory.Person, x Session, before string) error {
	return s.update(ctx, func(w *work) error {
		if err := w.tx.Exec("DELETE FROM sessions WHERE expires_at <= $1 OR id = $2", w.tx.Now-life(24*time.Hour), before); err != nil {
			return err
		}
		begun, err := w.tx.Affected(`INSERT INTO sessions (id, person_id, flash, began_at, seen_at, confirmed_at, expires_at, browser, address, sign_on)
			SELECT $1, x.id, $2, $3, $3, $3, $4, $5, $6, $9 FROM people x WHERE x.id = $7 AND x.password = $8 AND NOT x.disabled AND x.joined_at IS NOT NULL`,
			x.ID, x.Flash, w.tx.Now, x.Expires.UnixMilli(), x.Browser, x.Address, person.Key, person.PasswordHash, x.SignOn)
		if err == nil && begun == 0 {
			err = ErrSignIn
		}
		if err != nil {
			return err
		}
		return w.tellSignedIn(person, x)
	})
}

func (w *work) tellSignedIn(who directory.Person, x Session) error {
	values := map[string]string{"address": x.Address}
	if x.By != "" {
		values["by"] = string(x.By)
	}
	return directory.Record(w.tx, directory.NewEvent{At: w.tx.Now, Kind: directory.SignedIn, Actor: who.Key,
		Subject: directory.Subject{Of: directory.APerson, Key: who.Key}, After: directory.State{Values: values}})
}

// tellOfSelf records what a person did to the own account, and from which address.
func (w *work) tellOfSelf(kind directory.Kind, who directory.Person, address string) error {
	return directory.Record(w.tx, directory.NewEvent{At: w.tx.Now, Kind: kind, Actor: who.Key,
		Subject: directory.Subject{Of: directory.APerson, Key: who.Key}, After: directory.State{Values: map[string]string{"address": address}}})
}

// SeenEvery is how long after a session was seen that is written again.
const SeenEvery = time.Minute

// SessionSeen keeps that a session is used now.
func (s *Store) SessionSeen(ctx context.Context, id string) error {
	return s.update(ctx, func(w *work) error {
		return w.tx.Exec("UPDATE sessions SET seen_at = $2 WHERE id = $1 AND seen_at < $2", id, w.tx.Now)
	})
}

// Sessions returns a person's sessions that have not ended, the latest used first.
func (s *Store) Sessions(ctx context.Context, person int64, idle time.Duration) (all []Session, err error) {
	err = s.exact(ctx, func(w *work) error {
		return w.tx.Each(func(scan db.Scan) error {
			var x Session
			var began, seen, confirmed, expires int64
			err := scan(&x.ID, &began, &seen, &confirmed, &expires, &x.Browser, &x.Address)
			x.Began, x.Seen, x.Confirmed, x.Expires = time.UnixMilli(began), time.UnixMilli(seen), time.UnixMilli(confirmed), time.UnixMilli(expires)
			all = append(all, x)
			return err
		}, `SELECT id, began_at, seen_at, confirmed_at, expires_at, browser, address FROM sessions
			WHERE person_id = $1 AND expires_at > $2 AND seen_at > $3 ORDER BY seen_at DESC, id`,
			person, w.tx.Now, w.tx.Now-programme.Instant(idle.Milliseconds()))
	})
	return all, err
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

// EndSession ends the session of a person that has a handle, from an address. It is ErrNotFound for another
// person's.
func (s *Store) EndSession(ctx context.Context, who directory.Person, handle, address string) error {
	return s.endSessions(ctx, who, address, "id IN (SELECT id FROM sessions WHERE person_id = $1 AND substr(id, 1, 12) = $2)", handle)
}

// EndOtherSessions ends all sessions of a person but the one with an id. It is ErrNotFound where there is no other.
func (s *Store) EndOtherSessions(ctx context.Context, who directory.Person, id, address string) error {
	return s.endSessions(ctx, who, address, "person_id = $1 AND id <> $2", id)
}

func (s *Store) endSessions(ctx context.Context, who directory.Person, address, which, value string) error {
	return s.update(ctx, func(w *work) error {
		ended, err := w.tx.Affected("DELETE FROM sessions WHERE "+which, who.Key, value)
		if err == nil && ended == 0 {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		return w.tellOfSelf(directory.SessionEnded, who, address)
	})
}
