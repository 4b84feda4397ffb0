package store

import (
	"context"
	"errors"
	"time"

	"shimei/store/db"
	"shimei/store/directory"
)

// Identity is whom a provider of single sign-on knows a person as.
type Identity struct {
	Key         int64
	Provider    string
	Since, Used time.Time
}

// Identities returns those of a person, the oldest first.
func (s *Store) Identities(ctx context.Context, who directory.Person) (all []Identity, err error) {
	err = s.exact(ctx, func(w *work) error {
		return w.tx.Each(func(scan db.Scan) error {
			var x Identity
			var since, used int64
			err := scan(&x.Key, &x.Provider, &since, &used)
			x.Since, x.Used = time.UnixMilli(since), time.UnixMilli(used)
			all = append(all, x)
			return err
		}, "SELECT id, provider, since, used_at FROM identities WHERE person_id = $1 ORDER BY id", who.Key)
	})
	return all, err
}

// LinkIdentity lets a person sign in at a provider from now on, who is signed in here and has just proved there who it
// is. It is a SignOnRefusal where the provider does not know the organisation's people, or knows another account by it.
func (s *Store) LinkIdentity(ctx context.Context, who directory.Person, a Assertion) error {
	err := s.update(ctx, func(w *work) error {
		p, err := w.directory().PersonWhere("WHERE x.id = $1 AND NOT x.disabled", who.Key)
		if err != nil {
			return err
		}
		theirs, err := w.speaksFor(a.Of, p)
		if err == nil && !theirs {
			err = SignOnElsewhere
		}
		if err != nil {
			return err
		}
		return w.link(a, p)
	})
	if s.db.IsTaken(err) {
		err = SignOnTaken
	}
	return s.refused(ctx, a, who, err)
}

// link keeps whom a provider knows a person as. It does nothing where that is kept already.
func (w *work) link(a Assertion, p directory.Person) error {
	known, err := w.identified(a)
	switch {
	case err == nil && known.Key == p.Key:
		return nil
	case err == nil:
		return SignOnTaken
	case !errors.Is(err, ErrNotFound):
		return err
	}
	if err := w.tx.Exec(`INSERT INTO identities (person_id, provider, issuer, subject, since, used_at) VALUES ($1, $2, $3, $4, $5, $5)`,
		p.Key, a.Provider, a.Issuer, a.Subject, w.tx.Now); err != nil {
		return err
	}
	return w.tellOfIdentity(directory.IdentityLinked, a, p)
}

// UnlinkIdentity ends that a person signs in at a provider. It is ErrNotFound for another person's, and a
// SignOnRefusal for the only way in of somebody who has no password and no passkey.
func (s *Store) UnlinkIdentity(ctx context.Context, who directory.Person, key int64, address string) error {
	return s.update(ctx, func(w *work) error {
		p, err := w.directory().PersonWhere("WHERE x.id = $1", who.Key)
		if err != nil {
			return err
		}
		a := Assertion{Address: address}
		found, err := w.tx.One([]any{&a.Provider}, "SELECT provider FROM identities WHERE id = $1 AND person_id = $2", key, p.Key)
		if err == nil && !found {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		if err := w.tx.Exec("DELETE FROM identities WHERE id = $1", key); err != nil {
			return err
		}
		if err := w.waysIn(p); err != nil {
			return err
		}
		return w.tellOfIdentity(directory.IdentityUnlinked, a, p)
	})
}

// waysIn is SignOnOnlyWay where nothing is left by which a person signs in: no password, provider or passkey.
func (w *work) waysIn(p directory.Person) error {
	left := false
	_, err := w.tx.One([]any{&left}, `SELECT x.password <> '' OR EXISTS (SELECT 1 FROM identities i WHERE i.person_id = x.id)
		OR EXISTS (SELECT 1 FROM passkeys k WHERE k.person_id = x.id) FROM people x WHERE x.id = $1`, p.Key)
	if err == nil && !left {
		err = SignOnOnlyWay
	}
	return err
}

// EndSessionsBy ends the sessions that a provider knows by a name of its own (Session.SignOn), since it says that the
// person signed out there. There may be none.
func (s *Store) EndSessionsBy(ctx context.Context, a Assertion, signOn string) error {
	return s.update(ctx, func(w *work) error {
		p, err := w.directory().PersonWhere("WHERE x.id = (SELECT min(s.person_id) FROM sessions s WHERE s.sign_on = $1 AND s.sign_on <> '')", signOn)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := w.tx.Exec("DELETE FROM sessions WHERE sign_on = $1", signOn); err != nil {
			return err
		}
		return w.tellOfIdentity(directory.SessionEnded, a, p)
	})
}

// EndSessionsOf ends all sessions of whom a provider knows by a subject, since it says that the person signed out
// there. Nobody may be known by it.
func (s *Store) EndSessionsOf(ctx context.Context, a Assertion) error {
	return s.update(ctx, func(w *work) error {
		p, err := w.identified(a)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		ended, err := w.tx.Affected("DELETE FROM sessions WHERE person_id = $1", p.Key)
		if err != nil || ended == 0 {
			return err
		}
		return w.tellOfIdentity(directory.SessionEnded, a, p)
	})
}

// SpeaksFor reports whether a provider that knows the people of an organisation may speak for somebody.
func (s *Store) SpeaksFor(ctx context.Context, h House, who directory.Person) (bool, error) {
	return read(db.Exact(ctx), s, func(w *work) (bool, error) { return w.speaksFor(h, who) })
}
