package store

import (
	"context"
	"encoding/json"
	"errors"

	"shimei/store/directory"
	"shimei/store/signin"
)

// PasskeyAnswer is what a browser answers, to what it was asked under a secret of its own, and where.
type PasskeyAnswer struct {
	Site    signin.Site
	Secret  string // of the browser
	Answer  string // JSON, as browsers write it
	Address string // of the client
}

// AddPasskey has a person sign in by a passkey besides, under a name. It ends all sessions of the person, and returns
// the person as a new one may begin for, and recovery codes where it is the first second factor. It is ErrPasskey for
// none, and for one that is known already.
func (s *Store) AddPasskey(ctx context.Context, who directory.Person, name string, a PasskeyAnswer) (now directory.Person, recovery []string, err error) {
	return s.addPasskey(ctx, who, name, a, func(*work) error { return nil })
}

// EnrolPasskey ends a sign-in that asked for a second factor where there was none. Its errors are those of EnrolApp and
// AddPasskey.
func (s *Store) EnrolPasskey(ctx context.Context, token, name string, a PasskeyAnswer) (now directory.Person, recovery []string, err error) {
	who, err := s.SigningIn(ctx, token)
	if err != nil {
		return who, nil, err
	}
	return s.addPasskey(ctx, who, name, a, func(w *work) error { return w.enrols(who, token) })
}

func (s *Store) addPasskey(ctx context.Context, who directory.Person, name string, a PasskeyAnswer, first func(*work) error) (now directory.Person, recovery []string, err error) {
	if name, err = passkeyName(name); err != nil {
		return who, nil, err
	}
	kept, err := s.takeChallenge(ctx, newPasskey, who.Key, a.Secret)
	if err != nil {
		return who, nil, err
	}
	err = s.update(ctx, func(w *work) error {
		if err := first(w); err != nil {
			return err
		}
		before, err := w.factors(who)
		if err != nil {
			return err
		}
		if err := w.addPasskey(who, name, kept, a); err != nil {
			return err
		}
		if !before.Any() {
			if recovery, err = w.newRecovery(who.Key); err != nil {
				return err
			}
		}
		if now, err = w.directory().PersonWhere("WHERE x.id = $1", who.Key); err != nil {
			return err
		}
		return w.factorChanged(directory.FactorSet, who, "passkey", a.Address)
	})
	if err == nil {
		err = s.forgive(ctx, []counted{ofAddress(a.Address)})
	}
	return now, recovery, err
}

func (w *work) addPasskey(who directory.Person, name, kept string, a PasskeyAnswer) error {
	holder, err := w.passkeyHolder(who)
	if err != nil {
		return err
	}
	made, err := a.Site.TakeNew(holder, kept, a.Answer)
	if err != nil {
		return errors.Join(ErrPasskey, err)
	}
	credential, err := json.Marshal(made)
	if err != nil {
		return err
	}
	added, err := w.tx.Affected(`INSERT INTO passkeys (id, person_id, name, credential, since) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`,
		signin.PasskeyIDOf(made), who.Key, name, string(credential), w.tx.Now)
	if err == nil && added == 0 {
		err = ErrPasskey
	}
	return err
}
