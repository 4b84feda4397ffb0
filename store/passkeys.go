package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"shimei/store/db"
	"shimei/store/directory"
)

// ErrPasskey is returned for an answer of a browser that shows no passkey which is good here, or comes too late.
var ErrPasskey = errors.New("the passkey is not accepted")

// MostPasskeyName is how many characters the name of a passkey may have.
const MostPasskeyName = 60

// Passkey is one of a person's, as the person knows it.
type Passkey struct {
	ID, Name    string
	Since, Used time.Time // the zero time where it was not used yet
}

// Passkeys returns those of a person, the latest first.
func (s *Store) Passkeys(ctx context.Context, who directory.Person) (all []Passkey, err error) {
	err = s.exact(ctx, func(w *work) error {
		return w.tx.Each(func(scan db.Scan) error {
			var p Passkey
			var since, used int64
			err := scan(&p.ID, &p.Name, &since, &used)
			if p.Since = time.UnixMilli(since); used > 0 {
				p.Used = time.UnixMilli(used)
			}
			all = append(all, p)
			return err
		}, "SELECT id, name, since, coalesce(used, 0) FROM passkeys WHERE person_id = $1 ORDER BY since DESC, id", who.Key)
	})
	return all, err
}

// NamePasskey gives one of a person's passkeys another name. It is ErrNotFound for one of others, and ErrNoName for none.
func (s *Store) NamePasskey(ctx context.Context, who directory.Person, id, name string) error {
	name, err := passkeyName(name)
	if err != nil {
		return err
	}
	return s.update(ctx, func(w *work) error {
		named, err := w.tx.Affected("UPDATE passkeys SET name = $3 WHERE id = $2 AND person_id = $1", who.Key, id, name)
		if err == nil && named == 0 {
			err = ErrNotFound
		}
		return err
	})
}

// passkeyName is a name as it is kept: its first characters.
func passkeyName(name string) (string, error) {
	letters := []rune(strings.TrimSpace(strings.ToValidUTF8(name, "")))
	if len(letters) == 0 {
		return "", ErrNoName
	}
	return string(letters[:min(len(letters), MostPasskeyName)]), nil
}

// RemovePasskey takes one of a person's passkeys away. Its errors are those of RemoveApp, and so is what it returns; and
// it is a SignOnRefusal for the only way in of somebody who has no password and no provider.
func (s *Store) RemovePasskey(ctx context.Context, who directory.Person, id string, wanted bool, address string) (now directory.Person, err error) {
	err = s.update(ctx, func(w *work) error {
		removed, err := w.tx.Affected("DELETE FROM passkeys WHERE id = $1 AND person_id = $2", id, who.Key)
		if err == nil && removed == 0 {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		if now, err = w.directory().PersonWhere("WHERE x.id = $1", who.Key); err != nil {
			return err
		}
		if err := w.factorRemoved(who, wanted, "passkey", address); err != nil {
			return err
		}
		return w.waysIn(now)
	})
	return now, err
}
