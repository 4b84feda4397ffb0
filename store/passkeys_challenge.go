package store

import (
	"context"
	"encoding/json"
	"time"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/signin"
)

// ChallengeLife is how long a browser may take to answer with a passkey.
const ChallengeLife = 5 * time.Minute

// What a browser is asked for.
const (
	newPasskey   = "new"
	provePasskey = "prove"
)

// AskNewPasskey has a browser make a passkey for a person. It returns the secret under which the answer is taken, once,
// and what the browser's script needs.
func (s *Store) AskNewPasskey(ctx context.Context, site signin.Site, who directory.Person, address string) (secret, options string, err error) {
	return s.challenge(ctx, newPasskey, who, address, func(h signin.Holder) (signin.Challenge, error) { return site.AskNew(h) })
}

// AskPasskey asks for a passkey of a person, or of anybody where it is the zero value. It returns what AskNewPasskey
// does, and a TooManyError where too many at an address were asked for and not given.
func (s *Store) AskPasskey(ctx context.Context, site signin.Site, who directory.Person, address string) (secret, options string, err error) {
	return s.challenge(ctx, provePasskey, who, address, func(h signin.Holder) (signin.Challenge, error) {
		if who.Key == 0 {
			return site.AskAnyone()
		}
		return site.Ask(h)
	})
}

// challenge keeps what a browser is asked for. It counts as a failed sign-in until it is answered, so that there are no
// more answers than guesses.
func (s *Store) challenge(ctx context.Context, purpose string, who directory.Person, address string, ask func(signin.Holder) (signin.Challenge, error)) (secret, options string, err error) {
	err = s.update(ctx, func(w *work) error {
		if err := w.count([]counted{ofAddress(address)}); err != nil {
			return err
		}
		var h signin.Holder
		if who.Key != 0 {
			if h, err = w.passkeyHolder(who); err != nil {
				return err
			}
		}
		c, err := ask(h)
		if err != nil {
			return err
		}
		secret, options = signin.NewSecret(), c.Options
		if err := w.tx.Exec("DELETE FROM passkey_challenges WHERE expires_at <= $1", w.tx.Now); err != nil {
			return err
		}
		return w.tx.Exec("INSERT INTO passkey_challenges (id, purpose, person_id, data, expires_at) VALUES ($1, $2, $3, $4, $5)",
			signin.Hashed(secret), purpose, orNobody(who.Key), c.Kept, w.tx.Now+life(ChallengeLife))
	})
	return secret, options, err
}

// takeChallenge uses up what a browser was asked for under a secret, also where the answer turns out to be wrong. It is
// ErrPasskey where nothing was asked for of the person, or the answer comes too late: of several at once one takes it.
func (s *Store) takeChallenge(ctx context.Context, purpose string, person int64, secret string) (kept string, err error) {
	err = s.update(ctx, func(w *work) error {
		kept = ""
		if _, err := w.tx.One([]any{&kept}, `SELECT data FROM passkey_challenges WHERE id = $1 AND purpose = $2 AND coalesce(person_id, 0) = $3 AND expires_at > $4`,
			signin.Hashed(secret), purpose, person, w.tx.Now); err != nil {
			return err
		}
		taken, err := w.tx.Affected("DELETE FROM passkey_challenges WHERE id = $1", signin.Hashed(secret))
		if err == nil && (taken == 0 || kept == "") {
			err = ErrPasskey
		}
		return err
	})
	return kept, err
}

// passkeyHolder is a person as authenticators know it, with its passkeys.
func (w *work) passkeyHolder(who directory.Person) (h signin.Holder, err error) {
	h = signin.Holder{Email: who.Email, Name: who.Name}
	if err = w.tx.Exec("INSERT INTO passkey_handles (person_id, handle) VALUES ($1, $2) ON CONFLICT (person_id) DO NOTHING", who.Key, signin.NewSecret()); err != nil {
		return h, err
	}
	var handle string
	if _, err = w.tx.One([]any{&handle}, "SELECT handle FROM passkey_handles WHERE person_id = $1", who.Key); err != nil {
		return h, err
	}
	h.Handle = []byte(handle)
	err = w.tx.Each(func(scan db.Scan) error {
		var text string
		var p signin.Passkey
		if err := scan(&text); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(text), &p)
		h.Passkeys = append(h.Passkeys, p)
		return err
	}, "SELECT credential FROM passkeys WHERE person_id = $1 ORDER BY id", who.Key)
	return h, err
}
