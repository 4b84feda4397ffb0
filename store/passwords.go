package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shimei/store/directory"
	"shimei/store/outbox"
	"shimei/store/signin"
)

// ErrPassword is returned where a person who changes the own password gives another one as the present one.
var ErrPassword = errors.New("that is not your password")

// ChangePassword gives a person another password, who proves to know the present one. All sessions of the person are
// ended, and links are of no use any more. Tries are counted as those to sign in are (SignIn).
func (s *Store) ChangePassword(ctx context.Context, who directory.Person, present, next string, a Attempt) (directory.Person, error) {
	a.Email, a.Password = who.Email, present
	p, err := s.SignIn(ctx, a)
	if errors.Is(err, ErrSignIn) {
		err = ErrPassword
	}
	if err == nil {
		err = signin.CheckPassword(next, p.Email, p.Name, p.Organisation)
	}
	if err != nil {
		return p, err
	}
	hash, err := s.passwords.Hash(ctx, next)
	if err != nil {
		return p, err
	}
	err = s.update(ctx, func(w *work) error {
		changed, err := w.tx.Affected("UPDATE people SET password = $3 WHERE id = $1 AND password = $2", p.Key, p.PasswordHash, hash)
		if err == nil && changed == 0 {
			err = ErrPassword
		}
		if err != nil {
			return err
		}
		if err := w.endAll(p.Key); err != nil {
			return err
		}
		p.PasswordHash = hash
		return w.tellPassword(p, a.Address)
	})
	return p, err
}

// tellPassword records that a person has another password, and tells the person.
func (w *work) tellPassword(p directory.Person, address string) error {
	if err := w.tellOfSelf(directory.PasswordSet, p, address); err != nil {
		return err
	}
	return outbox.Tell(w.tx, outbox.Happening{Topic: outbox.Accounts, Kind: outbox.PasswordChanged, At: w.tx.Now}, outbox.Alone(p.Key))
}

// AskReset has a link for a new password mailed to an address, where that is of somebody who can sign in. Nobody is
// told whether it is. Tries are counted by the client's address, and letters by the account: where it was sent so many
// that the last one is still good, no more is, so that nobody floods a mailbox.
func (s *Store) AskReset(ctx context.Context, email, address string) error {
	return s.update(ctx, func(w *work) error {
		if err := w.count([]counted{ofAddress(address)}); err != nil {
			return err
		}
		err := w.count([]counted{{id: signin.Hashed("reset " + foldEmail(email)), limit: signin.ResetLimit}})
		if _, enough := errors.AsType[TooManyError](err); enough {
			return nil
		}
		if err != nil {
			return err
		}
		p, err := w.personByEmail(email)
		if errors.Is(err, ErrNotFound) || err == nil && (p.Disabled || !p.Joined) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := w.tellOfSelf(directory.ResetAsked, p, address); err != nil {
			return err
		}
		return outbox.Tell(w.tx, outbox.Happening{Topic: outbox.Accounts, Kind: outbox.ResetAsked, At: w.tx.Now}, outbox.Alone(p.Key))
	})
}

// ResetLink makes the link by which a person whom by manages takes a new password, to be handed over.
func (s *Store) ResetLink(ctx context.Context, by directory.Person, key int64) (token string, until time.Time, err error) {
	err = s.update(ctx, func(w *work) error {
		p, err := w.managed(by, key)
		if err == nil && (p.Disabled || !p.Joined) {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		if token, until, err = w.mint(reset, p.Key); err != nil {
			return err
		}
		return w.tellOf(directory.ResetAsked, by, p, nil)
	})
	return token, until, err
}

// CanReset returns whose password is changed by the link of a token, or ErrNotFound.
func (s *Store) CanReset(ctx context.Context, token string) (directory.Person, error) {
	return s.holderOf(ctx, reset, token)
}

// Reset gives the person of a link another password. All sessions of the person are ended. It is ErrNotFound for a
// link that is of no use any more, and a signin.Fault for a password that is too easy.
func (s *Store) Reset(ctx context.Context, token, password, address string) (directory.Person, error) {
	p, err := s.CanReset(ctx, token)
	if err != nil {
		return p, err
	}
	return s.comesIn(ctx, reset, token, p, p.Name, password, address, directory.PasswordSet)
}

// MailedLink makes the link that the letter of a message has, as it is sent: in the database stands only its hash. It
// is "" for a message without one, and for one whose person needs it no more; and ErrNotFound where the person is gone, as
// that of an invitation which was withdrawn.
func (s *Store) MailedLink(ctx context.Context, m outbox.Message) (token string, err error) {
	kind := map[outbox.Kind]tokenKind{outbox.Invited: invitation, outbox.ResetAsked: reset}[m.Kind]
	if kind == "" {
		return "", nil
	}
	err = s.update(ctx, func(w *work) error {
		p, err := w.directory().PersonWhere("WHERE x.id = $1", m.To.Key)
		if err != nil || p.Disabled || p.Joined != (kind == reset) {
			return err
		}
		token, _, err = w.mint(kind, p.Key)
		return err
	})
	if err != nil {
		err = fmt.Errorf("the link of a letter: %w", err)
	}
	return token, err
}
