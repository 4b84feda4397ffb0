package store

import (
	"context"
	"encoding/json"
	"errors"

	"shimei/store/directory"
	"shimei/store/signin"
)

// SignInByPasskey returns whose passkey a browser answered with that was asked for anybody's, or ErrPasskey.
func (s *Store) SignInByPasskey(ctx context.Context, a PasskeyAnswer) (directory.Person, error) {
	return s.provePasskey(ctx, directory.Person{}, a, func(*work) error { return nil })
}

// EndSignInByPasskey ends a sign-in by a passkey as its second factor. It is ErrNotFound where the sign-in is over, and
// ErrPasskey for no passkey of the person.
func (s *Store) EndSignInByPasskey(ctx context.Context, token string, a PasskeyAnswer) (who directory.Person, err error) {
	if who, err = s.SigningIn(ctx, token); err != nil {
		return who, err
	}
	return s.provePasskey(ctx, who, a, func(w *work) error {
		_, err := w.spend(signingIn, token)
		return err
	})
}

// provePasskey takes the passkey of a person, or of anybody, and does with it what it is for.
func (s *Store) provePasskey(ctx context.Context, who directory.Person, a PasskeyAnswer, then func(*work) error) (directory.Person, error) {
	kept, err := s.takeChallenge(ctx, provePasskey, who.Key, a.Secret)
	if err != nil {
		return who, err
	}
	owner, err := s.passkeyOwner(ctx, signin.PasskeyID(a.Answer))
	if err != nil {
		return who, err
	}
	if owner.Key == 0 || owner.Disabled || !owner.Joined || who.Key != 0 && who.Key != owner.Key {
		return who, s.passkeyRefused(ctx, directory.SignInFailed, who.Key, a)
	}
	copied := false
	err = s.update(ctx, func(w *work) error {
		if copied, err = w.usePasskey(owner, kept, a); err != nil || copied {
			return err
		}
		return then(w)
	})
	switch {
	case copied:
		return who, s.passkeyRefused(ctx, directory.PasskeyCopied, owner.Key, a)
	case errors.Is(err, ErrPasskey):
		return who, s.passkeyRefused(ctx, directory.SignInFailed, owner.Key, a)
	case err != nil:
		return who, err
	}
	return owner, s.forgive(ctx, []counted{ofAddress(a.Address)})
}

// passkeyOwner returns whose passkey has an id; the zero value for nobody.
func (s *Store) passkeyOwner(ctx context.Context, id string) (p directory.Person, err error) {
	err = s.exact(ctx, func(w *work) error {
		p, err = w.directory().PersonWhere("WHERE x.id = (SELECT person_id FROM passkeys WHERE id = $1)", id)
		if errors.Is(err, ErrNotFound) {
			p, err = directory.Person{}, nil
		}
		return err
	})
	return p, err
}

// usePasskey keeps the counter of a passkey that a browser answered with, but of one that there is twice.
func (w *work) usePasskey(owner directory.Person, kept string, a PasskeyAnswer) (copied bool, err error) {
	holder, err := w.passkeyHolder(owner)
	if err != nil {
		return false, err
	}
	used, err := a.Site.Take(holder, kept, a.Answer)
	if err != nil {
		return false, errors.Join(ErrPasskey, err)
	}
	if used.Authenticator.CloneWarning {
		return true, nil
	}
	credential, err := json.Marshal(used)
	if err != nil {
		return false, err
	}
	return false, w.tx.Exec("UPDATE passkeys SET credential = $2, used = $3 WHERE id = $1", signin.PasskeyIDOf(used), string(credential), w.tx.Now)
}

// passkeyRefused records that a passkey was not accepted, of a person where one is known.
func (s *Store) passkeyRefused(ctx context.Context, kind directory.Kind, person int64, a PasskeyAnswer) error {
	err := s.update(ctx, func(w *work) error {
		return directory.Record(w.tx, directory.NewEvent{At: w.tx.Now, Kind: kind,
			Subject: directory.Subject{Of: directory.APerson, Key: person}, After: directory.State{Values: map[string]string{"address": a.Address, "factor": "passkey"}}})
	})
	return errors.Join(ErrPasskey, err)
}
