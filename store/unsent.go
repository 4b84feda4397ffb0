package store

import (
	"context"
	"encoding/json"
	"net/url"
	"time"

	"shimei/store/programme"
	"shimei/store/signin"
)

// Unsent is a form that was not taken.
type Unsent struct {
	Person int64      `json:"-"` // whose it is; 0 where nobody knows
	Path   string     `json:"-"` // of the page at which it stands
	Fields url.Values `json:"fields"`
	Files  bool       `json:"files"` // came with it, and are not kept
	Long   bool       `json:"long"`  // so that the fields are not kept
}

// UnsentLife is how long a form that was not taken is kept.
const UnsentLife = time.Hour

// MostUnsent is how many forms that were not taken are kept of one person, the latest: who sends many fills no disk.
const MostUnsent = 5

// KeepUnsent keeps a form that was not taken under a new secret of a browser, for its person alone: that of the session
// with an id, which may have ended, where the form tells none. It keeps nothing where nobody knows whose it is, and
// reports whether it is kept.
func (s *Store) KeepUnsent(ctx context.Context, secret, session string, u Unsent) (kept bool, err error) {
	form, err := json.Marshal(u)
	if err != nil {
		return false, err
	}
	err = s.update(ctx, func(w *work) error {
		if err := w.tx.Exec("DELETE FROM unsent_forms WHERE at <= $1", w.tx.Now-life(UnsentLife)); err != nil {
			return err
		}
		if u.Person == 0 {
			if _, err := w.tx.One([]any{&u.Person}, "SELECT person_id FROM sessions WHERE id = $1", session); err != nil {
				return err
			}
		}
		if kept = u.Person != 0; !kept {
			return nil
		}
		return w.keepUnsent(signin.Hashed(secret), u, string(form))
	})
	return kept, err
}

func (w *work) keepUnsent(id string, u Unsent, form string) error {
	err := w.tx.Exec(`DELETE FROM unsent_forms WHERE person_id = $1 AND id NOT IN (
		SELECT id FROM unsent_forms WHERE person_id = $1 ORDER BY at DESC, id LIMIT $2)`, u.Person, MostUnsent-1)
	if err != nil {
		return err
	}
	return w.tx.Exec("INSERT INTO unsent_forms (id, person_id, path, form, at) VALUES ($1, $2, $3, $4, $5)", id, u.Person, u.Path, form, w.tx.Now)
}

func life(d time.Duration) programme.Instant { return programme.Instant(d.Milliseconds()) }

// Unsent returns the form that is kept under the secret of a browser for a person, at a page, or ErrNotFound.
func (s *Store) Unsent(ctx context.Context, secret string, person int64, path string) (u Unsent, err error) {
	u = Unsent{Person: person, Path: path}
	err = s.exact(ctx, func(w *work) error {
		var form string
		found, err := w.tx.One([]any{&form}, "SELECT form FROM unsent_forms WHERE id = $1 AND person_id = $2 AND path = $3 AND at > $4",
			signin.Hashed(secret), person, path, w.tx.Now-life(UnsentLife))
		if err == nil && !found {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		return json.Unmarshal([]byte(form), &u)
	})
	return u, err
}

// DropUnsent forgets the form of a browser, which was sent.
func (s *Store) DropUnsent(ctx context.Context, secret string) error {
	return s.update(ctx, func(w *work) error {
		return w.tx.Exec("DELETE FROM unsent_forms WHERE id = $1", signin.Hashed(secret))
	})
}
