package store

import (
	"context"
	"time"

	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/signin"
)

// tokenKind is what the link of a token is for.
type tokenKind string

const (
	invitation tokenKind = "invitation"
	reset      tokenKind = "reset"
	setUp      tokenKind = "set_up"
	signingIn  tokenKind = "sign_in" // of a browser at which the second factor is yet to come
)

// The lives of links.
const (
	InvitationLife = 7 * 24 * time.Hour
	ResetLife      = time.Hour
	SetUpLife      = 24 * time.Hour
	SigningInLife  = 10 * time.Minute
)

var tokenLife = map[tokenKind]time.Duration{invitation: InvitationLife, reset: ResetLife, setUp: SetUpLife, signingIn: SigningInLife}

// mint makes the token of a link for a person, 0 for nobody yet, in place of those of its kind before: but a person
// signs in at several browsers at once. Only its hash is kept.
func (w *work) mint(kind tokenKind, person int64) (token string, until time.Time, err error) {
	if err := w.tx.Exec("DELETE FROM tokens WHERE kind = $1 AND coalesce(person_id, 0) = $2 AND kind <> $4 OR expires_at <= $3",
		string(kind), person, w.tx.Now, string(signingIn)); err != nil {
		return "", until, err
	}
	token = signin.NewSecret()
	expires := w.tx.Now + programme.Instant(tokenLife[kind].Milliseconds())
	err = w.tx.Exec("INSERT INTO tokens (id, kind, person_id, expires_at) VALUES ($1, $2, $3, $4)", signin.Hashed(token), string(kind), orNobody(person), expires)
	return token, time.UnixMilli(int64(expires)), err
}

func orNobody(person int64) any {
	if person == 0 {
		return nil
	}
	return person
}

// spend uses a token up and returns whose it is, 0 for nobody. It is ErrNotFound for one that was used, has
// expired, was never one or is of an account that is disabled: of several at once one spends it.
func (w *work) spend(kind tokenKind, token string) (person int64, err error) {
	return w.spendHashed(kind, signin.Hashed(token))
}

// spendHashed is spend for a token of which only the hash is known.
func (w *work) spendHashed(kind tokenKind, id string) (person int64, err error) {
	if person, err = w.holderHashed(kind, id); err != nil {
		return 0, err
	}
	spent, err := w.tx.Affected("DELETE FROM tokens WHERE id = $1", id)
	if err == nil && spent == 0 {
		err = ErrNotFound
	}
	return person, err
}

// holder returns whose token it is, 0 for nobody, or ErrNotFound.
func (w *work) holder(kind tokenKind, token string) (person int64, err error) {
	return w.holderHashed(kind, signin.Hashed(token))
}

func (w *work) holderHashed(kind tokenKind, id string) (person int64, err error) {
	found, err := w.tx.One([]any{&person}, `SELECT coalesce(t.person_id, 0) FROM tokens t LEFT JOIN people x ON x.id = t.person_id
		WHERE t.id = $1 AND t.kind = $2 AND t.expires_at > $3 AND NOT coalesce(x.disabled, FALSE)`, id, string(kind), w.tx.Now)
	if err == nil && !found {
		err = ErrNotFound
	}
	return person, err
}

// dropTokens makes the links of a person useless: of an account that changed.
func (w *work) dropTokens(person int64) error {
	return w.tx.Exec("DELETE FROM tokens WHERE person_id = $1", person)
}

// holderOf returns whose link a token is of, without using it up.
func (s *Store) holderOf(ctx context.Context, kind tokenKind, token string) (p directory.Person, err error) {
	err = s.exact(ctx, func(w *work) error {
		person, err := w.holder(kind, token)
		if err != nil || person == 0 {
			return err
		}
		p, err = w.directory().PersonWhere("WHERE x.id = $1", person)
		return err
	})
	return p, err
}
