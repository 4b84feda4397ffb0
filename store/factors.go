package store

import (
	"context"
	"errors"
	"time"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/outbox"
	"shimei/store/signin"
)

// ErrCode is returned for a code that is wrong, or was taken already.
var ErrCode = errors.New("the code is wrong, or was used already")

// ErrFactorWanted is returned to a person who would give up the last second factor that the organisation wants.
var ErrFactorWanted = errors.New("the organisation wants a second factor")

// Factors returns the second factors of a person, and whether the organisation wants one.
func (s *Store) Factors(ctx context.Context, who directory.Person) (f signin.Factors, err error) {
	return read(db.Exact(ctx), s, func(w *work) (signin.Factors, error) { return w.factors(who) })
}

func (w *work) factors(who directory.Person) (f signin.Factors, err error) {
	_, err = w.tx.One([]any{&f.App, &f.Passkeys, &f.Recovery, &f.Required}, `SELECT EXISTS (SELECT 1 FROM code_apps a WHERE a.person_id = x.id),
		(SELECT count(*) FROM passkeys k WHERE k.person_id = x.id), (SELECT count(*) FROM recovery_codes r WHERE r.person_id = x.id), coalesce(c.second_factor, a.second_factor, FALSE)
		FROM people x`+directory.JoinOrganisation+`LEFT JOIN partners a ON a.id = coalesce(p.parent_id, p.id) WHERE x.id = $1`, who.Key)
	return f, err
}

// BeginSignIn keeps that a person gave a right password, and returns the secret by which the browser goes on to the
// second factor, for SigningInLife, with what Session.SignOn is to be.
func (s *Store) BeginSignIn(ctx context.Context, who directory.Person, signOn string) (token string, err error) {
	err = s.update(ctx, func(w *work) error {
		if token, _, err = w.mint(signingIn, who.Key); err != nil {
			return err
		}
		return w.tx.Exec("UPDATE tokens SET sign_on = $2 WHERE id = $1", signin.Hashed(token), signOn)
	})
	return token, err
}

// SignOnOf returns what Session.SignOn is to be once the sign-in of a secret of BeginSignIn ends.
func (s *Store) SignOnOf(ctx context.Context, token string) (signOn string, err error) {
	err = s.exact(ctx, func(w *work) error {
		_, err := w.tx.One([]any{&signOn}, "SELECT sign_on FROM tokens WHERE id = $1", signin.Hashed(token))
		return err
	})
	return signOn, err
}

// SigningIn returns who signs in at the browser with a secret of BeginSignIn, or ErrNotFound.
func (s *Store) SigningIn(ctx context.Context, token string) (directory.Person, error) {
	return s.holderOf(ctx, signingIn, token)
}

// EndSignIn ends a sign-in by its second factor, a code of the app or a recovery code, and returns which it was. It is
// ErrNotFound where the sign-in is over, ErrCode for a wrong code, and a TooManyError where too many were wrong.
func (s *Store) EndSignIn(ctx context.Context, token string, a Attempt) (who directory.Person, by signin.Proof, err error) {
	if who, err = s.SigningIn(ctx, token); err != nil {
		return who, "", err
	}
	by, err = s.proveCode(ctx, who, a, func(w *work) error {
		_, err := w.spend(signingIn, token)
		return err
	})
	return who, by, err
}

// proveCode takes a code, and does with it what it is for.
func (s *Store) proveCode(ctx context.Context, who directory.Person, a Attempt, then func(*work) error) (by signin.Proof, err error) {
	a.Email = who.Email
	against, err := s.admit(ctx, a, who.Key)
	if err != nil {
		return "", err
	}
	err = s.update(ctx, func(w *work) error {
		if by, err = w.takeCode(who.Key, a.Code); err != nil {
			return err
		}
		return then(w)
	})
	if errors.Is(err, ErrCode) {
		return "", errors.Join(err, s.tellWrongCode(ctx, who, a.Address))
	}
	if err != nil {
		return "", err
	}
	return by, s.forgive(ctx, against)
}

func (s *Store) tellWrongCode(ctx context.Context, who directory.Person, address string) error {
	return s.update(ctx, func(w *work) error { return w.tellOfSelf(directory.SignInFailed, who, address) })
}

// takeCode uses a code up, so that it is taken once, also of several at once: the code of an app by its half minute, a
// recovery code by its row.
func (w *work) takeCode(person int64, code string) (signin.Proof, error) {
	var secret string
	var last int64
	if _, err := w.tx.One([]any{&secret, &last}, "SELECT secret, last_step FROM code_apps WHERE person_id = $1", person); err != nil {
		return "", err
	}
	if step, right := signin.CodeStep(secret, code, time.UnixMilli(int64(w.tx.Now)), last); right && secret != "" {
		taken, err := w.tx.Affected("UPDATE code_apps SET last_step = $2 WHERE person_id = $1 AND last_step < $2", person, step)
		if err == nil && taken == 0 {
			err = ErrCode
		}
		return signin.ByCode, err
	}
	taken, err := w.tx.Affected("DELETE FROM recovery_codes WHERE person_id = $1 AND id = $2", person, signin.RecoveryHash(code))
	if err == nil && taken == 0 {
		err = ErrCode
	}
	return signin.ByRecovery, err
}

// EnrolApp ends a sign-in that asked for a second factor where there was none: it is ErrNotFound where the sign-in is
// over, or the person has one by now. Otherwise it is as SetApp.
func (s *Store) EnrolApp(ctx context.Context, token, secret string, a Attempt) (who directory.Person, recovery []string, err error) {
	if who, err = s.SigningIn(ctx, token); err != nil {
		return who, nil, err
	}
	return s.setApp(ctx, who, secret, a, func(w *work) error { return w.enrols(who, token) })
}

// enrols ends the sign-in of a person that has no second factor yet.
func (w *work) enrols(who directory.Person, token string) error {
	f, err := w.factors(who)
	if err == nil && f.Any() {
		err = ErrNotFound
	}
	if err != nil {
		return err
	}
	_, err = w.spend(signingIn, token)
	return err
}

// SetApp has a person sign in by the codes of an app from now on, which shows by a code that it has the secret, in
// place of the app before. It ends all sessions of the person, returns the person as a new one may begin for and new
// recovery codes, and is ErrCode for a wrong code.
func (s *Store) SetApp(ctx context.Context, who directory.Person, secret string, a Attempt) (now directory.Person, recovery []string, err error) {
	return s.setApp(ctx, who, secret, a, func(*work) error { return nil })
}

func (s *Store) setApp(ctx context.Context, who directory.Person, secret string, a Attempt, first func(*work) error) (now directory.Person, recovery []string, err error) {
	err = s.update(ctx, func(w *work) error {
		step, right := signin.CodeStep(secret, a.Code, time.UnixMilli(int64(w.tx.Now)), 0)
		if !right || !signin.IsAppSecret(secret) {
			return ErrCode
		}
		if err := first(w); err != nil {
			return err
		}
		if err := w.tx.Exec(`INSERT INTO code_apps (person_id, secret, last_step, since) VALUES ($1, $2, $3, $4)
			ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, last_step = excluded.last_step, since = excluded.since`,
			who.Key, secret, step, w.tx.Now); err != nil {
			return err
		}
		if recovery, err = w.newRecovery(who.Key); err != nil {
			return err
		}
		if now, err = w.directory().PersonWhere("WHERE x.id = $1", who.Key); err != nil {
			return err
		}
		return w.factorChanged(directory.FactorSet, who, "app", a.Address)
	})
	return now, recovery, err
}

// newRecovery gives a person new recovery codes in place of those before. What is kept of them is their hashes.
func (w *work) newRecovery(person int64) ([]string, error) {
	if err := w.tx.Exec("DELETE FROM recovery_codes WHERE person_id = $1", person); err != nil {
		return nil, err
	}
	codes := signin.NewRecoveryCodes()
	for _, code := range codes {
		if err := w.tx.Exec("INSERT INTO recovery_codes (id, person_id) VALUES ($1, $2)", signin.RecoveryHash(code), person); err != nil {
			return nil, err
		}
	}
	return codes, nil
}

// factorChanged ends the sessions of a person whose factors changed, records it, and tells the person.
func (w *work) factorChanged(kind directory.Kind, who directory.Person, factor, address string) error {
	if err := w.endAll(who.Key); err != nil {
		return err
	}
	if err := directory.Record(w.tx, directory.NewEvent{At: w.tx.Now, Kind: kind, Actor: who.Key, Subject: directory.Subject{Of: directory.APerson, Key: who.Key},
		After: directory.State{Values: map[string]string{"address": address, "factor": factor}}}); err != nil {
		return err
	}
	return w.tellFactor(who.Key)
}

func (w *work) tellFactor(person int64) error {
	return outbox.Tell(w.tx, outbox.Happening{Topic: outbox.Accounts, Kind: outbox.FactorChanged, At: w.tx.Now}, outbox.Alone(person))
}

// RemakeRecovery gives a person new recovery codes; those before are of no use. It is ErrNotFound for one without a
// second factor.
func (s *Store) RemakeRecovery(ctx context.Context, who directory.Person, address string) (codes []string, err error) {
	err = s.update(ctx, func(w *work) error {
		f, err := w.factors(who)
		if err == nil && !f.Any() {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		if codes, err = w.newRecovery(who.Key); err != nil {
			return err
		}
		return w.tellOfSelf(directory.RecoveryMade, who, address)
	})
	return codes, err
}

// RemoveApp has a person sign in without an app again. It is ErrFactorWanted where that was the last second factor
// and one is wanted, by the organisation or by wanted; and ErrNotFound where there is none. It ends all sessions of the
// person, and returns the person as a new one may begin for.
func (s *Store) RemoveApp(ctx context.Context, who directory.Person, wanted bool, address string) (now directory.Person, err error) {
	err = s.update(ctx, func(w *work) error {
		removed, err := w.tx.Affected("DELETE FROM code_apps WHERE person_id = $1", who.Key)
		if err == nil && removed == 0 {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		if now, err = w.directory().PersonWhere("WHERE x.id = $1", who.Key); err != nil {
			return err
		}
		return w.factorRemoved(who, wanted, "app", address)
	})
	return now, err
}

// factorRemoved refuses that nothing is left which is wanted, forgets recovery codes that stand in for nothing, and
// records the rest.
func (w *work) factorRemoved(who directory.Person, wanted bool, factor, address string) error {
	left, err := w.factors(who)
	if err != nil {
		return err
	}
	if !left.Any() {
		if left.Required || wanted {
			return ErrFactorWanted
		}
		if err := w.tx.Exec("DELETE FROM recovery_codes WHERE person_id = $1", who.Key); err != nil {
			return err
		}
	}
	return w.factorChanged(directory.FactorRemoved, who, factor, address)
}
