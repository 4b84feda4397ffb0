package store

import (
	"context"
	"time"

	"shimei/store/programme"
	"shimei/store/signin"
)

// SignOnLife is how long somebody may take to sign in at a provider.
const SignOnLife = 10 * time.Minute

// mostSignOns bounds how many sign-ons from about one address are under way at once.
const mostSignOns = 200

// SignOnUnderway is a sign-on that a browser began, and that comes back from the provider.
type SignOnUnderway struct {
	State    string // that comes back, and of which only the hash is kept
	Browser  string // the secret that the browser keeps meanwhile, likewise
	Provider string
	Nonce    string // that the provider's token has to hold
	Verifier string // that proves who began it as the code is exchanged
	Fields   string // of the form that began it
	Session  string // id of the session whose person links the account; "" for none
	Invited  string // hash of the invitation's token that it is to be joined by; "" for none
	Address  string // of the client
}

// BeginSignOn keeps a sign-on, for SignOnLife. It is a TooManyError where too many are under way from the address.
func (s *Store) BeginSignOn(ctx context.Context, x SignOnUnderway) error {
	return s.update(ctx, func(w *work) error {
		if err := w.tx.Exec("DELETE FROM sign_ons WHERE expires_at <= $1", w.tx.Now); err != nil {
			return err
		}
		from, underway := signin.Hashed(signin.Neighbourhood(x.Address)), 0
		if _, err := w.tx.One([]any{&underway}, "SELECT count(*) FROM sign_ons WHERE address = $1", from); err != nil {
			return err
		}
		if underway >= mostSignOns {
			return TooManyError{SignOnLife}
		}
		return w.tx.Exec(`INSERT INTO sign_ons (id, browser, provider, nonce, verifier, fields, session, invitation, address, expires_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, signin.Hashed(x.State), signin.Hashed(x.Browser), x.Provider, x.Nonce, x.Verifier,
			x.Fields, x.Session, x.Invited, from, w.tx.Now+programme.Instant(SignOnLife.Milliseconds()))
	})
}

// TakeSignOn returns the sign-on of a state, of the browser and at the provider that it was begun with, and forgets
// it: of several at once one takes it. It is ErrNotFound for any other.
func (s *Store) TakeSignOn(ctx context.Context, state, browser, provider string) (x SignOnUnderway, err error) {
	err = s.update(ctx, func(w *work) error {
		x = SignOnUnderway{Provider: provider}
		found, err := w.tx.One([]any{&x.Nonce, &x.Verifier, &x.Fields, &x.Session, &x.Invited}, `SELECT nonce, verifier, fields, session, invitation
			FROM sign_ons WHERE id = $1 AND browser = $2 AND provider = $3 AND expires_at > $4`,
			signin.Hashed(state), signin.Hashed(browser), provider, w.tx.Now)
		if err != nil {
			return err
		}
		taken, err := w.tx.Affected("DELETE FROM sign_ons WHERE id = $1", signin.Hashed(state))
		if err == nil && (!found || taken == 0) {
			err = ErrNotFound
		}
		return err
	})
	return x, err
}
