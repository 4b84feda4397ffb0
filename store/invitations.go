package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/outbox"
	"shimei/store/signin"
)

// ErrLastManager refuses what would leave an organisation without anybody who manages its people.
var ErrLastManager = errors.New("somebody has to manage the people of the organisation; give another person the role first")

// ErrTaken is returned where an address has an account already.
var ErrTaken = errors.New("the address has an account already")

// Invite makes an account that its person joins by a link. The organisation is that of n. by is who invites: an
// ErrNotFound for an organisation that by does not manage looks like one that there is not.
func (s *Store) Invite(ctx context.Context, by directory.Person, n NewPerson) (invited directory.Person, err error) {
	n.Email, n.Password = foldEmail(n.Email), ""
	if err := n.Check(); err != nil {
		return invited, err
	}
	err = s.update(ctx, func(w *work) error {
		if n, err = w.forOwn(by, n); err != nil {
			return err
		}
		if err := w.mayInvite(by, n); err != nil {
			return err
		}
		key, err := w.addPerson(n, "", false)
		if err != nil {
			return err
		}
		if invited, err = w.managed(by, key); err != nil {
			return err
		}
		return w.tellInvited(by, invited)
	})
	if s.db.IsTaken(err) {
		err = ErrTaken
	}
	return invited, err
}

// mayInvite is ErrNotFound for an organisation whose people by does not manage, before a taken address could tell
// that there is the organisation.
func (w *work) mayInvite(by directory.Person, n NewPerson) error {
	customer, partner, err := w.organisation(n)
	if err != nil {
		return err
	}
	var to directory.Person
	if customer != nil {
		to.Customer = *customer
	}
	s, err := w.scopeFor(n, partner)
	if to.Account, to.Chosen, to.Locations = s.Account, s.Chosen, s.Locations; err == nil && !by.Manages(to) {
		if to.Account != 0 && to.Account == by.Account {
			return ErrLocation
		}
		err = db.NotFound(map[bool]string{true: "customer", false: "partner"}[customer != nil], n.TenantID+n.PartnerID)
	}
	return err
}

// recordInvited records an invitation.
func (w *work) recordInvited(by, invited directory.Person) error {
	return w.tellOf(directory.Invited, by, invited, map[string]string{"email": invited.Email, "role": string(invited.Role)})
}

// tellInvited records an invitation, and has it mailed.
func (w *work) tellInvited(by, invited directory.Person) error {
	if err := w.recordInvited(by, invited); err != nil {
		return err
	}
	return outbox.Tell(w.tx, outbox.Happening{Topic: outbox.Accounts, Kind: outbox.Invited, At: w.tx.Now, By: by.Key,
		Details: outbox.Details{By: by.Name, Customer: invited.Organisation}}, outbox.Alone(invited.Key))
}

// tellOf records what somebody did to another one's account.
func (w *work) tellOf(kind directory.Kind, by, of directory.Person, after map[string]string) error {
	return w.tellChange(kind, by, of, nil, after)
}

// tellChange records what somebody changed of another one's account, and from where.
func (w *work) tellChange(kind directory.Kind, by, of directory.Person, before, after map[string]string) error {
	values := map[string]string{}
	maps.Copy(values, after)
	if by.From != "" {
		values["address"] = by.From
	}
	e := directory.NewEvent{At: w.tx.Now, Kind: kind, Actor: by.Key, Customer: of.Customer,
		Subject: directory.Subject{Of: directory.APerson, Key: of.Key}, Before: directory.State{Values: before}, After: directory.State{Values: values}}
	if by.Key == 0 { // Operator
		e.ActorName = by.Name
	}
	return directory.Record(w.tx, e)
}

// managed returns a person whom another one manages, or ErrNotFound.
func (w *work) managed(by directory.Person, key int64) (directory.Person, error) {
	p, err := w.directory().PersonWhere("WHERE x.id = $1", key)
	if err == nil && !by.Manages(p) {
		err = ErrNotFound
	}
	return p, err
}

// InviteAgain has the invitation of a person who has not joined mailed again. The link of the one before is of no use
// once the new one is sent.
func (s *Store) InviteAgain(ctx context.Context, by directory.Person, key int64) error {
	return s.update(ctx, func(w *work) error {
		p, err := w.invited(by, key)
		if err != nil {
			return err
		}
		return w.tellInvited(by, p)
	})
}

// InvitationLink makes the link of an invitation, to be handed over, in place of the one before, and tells until when
// it is good.
func (s *Store) InvitationLink(ctx context.Context, by directory.Person, key int64) (token string, until time.Time, err error) {
	err = s.update(ctx, func(w *work) error {
		p, err := w.invited(by, key)
		if err != nil {
			return err
		}
		token, until, err = w.mint(invitation, p.Key)
		return err
	})
	return token, until, err
}

// WithdrawInvitation takes back an invitation that nobody has joined by: the account is gone.
func (s *Store) WithdrawInvitation(ctx context.Context, by directory.Person, key int64) error {
	return s.update(ctx, func(w *work) error {
		p, err := w.invited(by, key)
		if err != nil {
			return err
		}
		if err := w.deleteOf(p.Key, "tokens", "messages", "unmailed", "elected", "chosen_columns", "person_locations"); err != nil {
			return err
		}
		if err := w.tx.Exec("DELETE FROM people WHERE id = $1", p.Key); err != nil {
			return err
		}
		return w.tellOf(directory.InvitationWithdrawn, by, p, map[string]string{"email": p.Email, "role": string(p.Role)})
	})
}

// invited returns a managed person who has not joined yet.
func (w *work) invited(by directory.Person, key int64) (directory.Person, error) {
	p, err := w.managed(by, key)
	if err == nil && p.Joined {
		err = ErrNotFound
	}
	return p, err
}

// Invitation returns who is invited by the link of a token, or ErrNotFound.
func (s *Store) Invitation(ctx context.Context, token string) (directory.Person, error) {
	return s.holderOf(ctx, invitation, token)
}

// Join lets a person in by the link of an invitation, under a name with its reading, "" for none, and with a password
// that the person takes. It is
// ErrNotFound for a link that is of no use any more, and a signin.Fault for a password that is too easy.
func (s *Store) Join(ctx context.Context, token, name, reading, password, address string) (directory.Person, error) {
	p, err := s.Invitation(ctx, token)
	if err != nil {
		return p, err
	}
	p.Reading = strings.TrimSpace(reading)
	if name = strings.TrimSpace(name); name == "" {
		return p, ErrNoName
	}
	return s.comesIn(ctx, invitation, token, p, name, password, address, directory.Joined)
}

// comesIn spends a token, and gives its person a name and a password.
func (s *Store) comesIn(ctx context.Context, kind tokenKind, token string, p directory.Person, name, password, address string, event directory.Kind) (directory.Person, error) {
	if err := signin.CheckPassword(password, p.Email, name, p.Organisation); err != nil {
		return p, err
	}
	hash, err := s.passwords.Hash(ctx, password)
	if err != nil {
		return p, err
	}
	err = s.update(ctx, func(w *work) error {
		person, err := w.spend(kind, token)
		if err != nil {
			return err
		}
		if err := w.tx.Exec("UPDATE people SET password = $2, joined_at = coalesce(joined_at, $3) WHERE id = $1", person, hash, w.tx.Now); err != nil {
			return err
		}
		if err := w.setName(person, name, p.Reading); err != nil {
			return err
		}
		if err := w.endAll(person); err != nil {
			return err
		}
		if p, err = w.directory().PersonWhere("WHERE x.id = $1", person); err != nil {
			return err
		}
		if event == directory.PasswordSet {
			return w.tellPassword(p, address)
		}
		return w.tellOfSelf(event, p, address)
	})
	return p, err
}

// endAll ends a person's sessions and makes its links useless.
func (w *work) endAll(person int64) error {
	if err := w.tx.Exec("DELETE FROM sessions WHERE person_id = $1", person); err != nil {
		return err
	}
	return w.dropTokens(person)
}

// SetUpToken makes the link by which an empty portal gets its first admin, in place of the one before. It is empty
// where there is an admin.
func (s *Store) SetUpToken(ctx context.Context) (token string, err error) {
	err = s.update(ctx, func(w *work) error {
		if settled, err := w.isSetUp(); err != nil || settled {
			return err
		}
		token, _, err = w.mint(setUp, 0)
		return err
	})
	return token, err
}

// IsSetUp reports whether the portal has an admin.
func (s *Store) IsSetUp(ctx context.Context) (settled bool, err error) {
	err = s.exact(ctx, func(w *work) error {
		settled, err = w.isSetUp()
		return err
	})
	return settled, err
}

func (w *work) isSetUp() (bool, error) {
	var one int
	return w.tx.One([]any{&one}, "SELECT 1 FROM people WHERE role = $1 AND joined_at IS NOT NULL AND NOT disabled LIMIT 1", string(directory.Admin))
}

// CanSetUp is ErrNotFound where a token is not that of the link by which the portal gets its first admin.
func (s *Store) CanSetUp(ctx context.Context, token string) error {
	return s.exact(ctx, func(w *work) error {
		if err := w.mayBeSetUp(); err != nil {
			return err
		}
		_, err := w.holder(setUp, token)
		return err
	})
}

// mayBeSetUp is ErrNotFound where there is an admin: a link that was made before is of no use any more.
func (w *work) mayBeSetUp() error {
	settled, err := w.isSetUp()
	if err == nil && settled {
		err = ErrNotFound
	}
	return err
}

// SetUp makes the first admin, by the link of SetUpToken. It is ErrNotFound where there is one by now.
func (s *Store) SetUp(ctx context.Context, token string, n NewPerson, address string) (p directory.Person, err error) {
	n.Email, n.Role = foldEmail(n.Email), directory.Admin
	if err := n.Check(); err != nil {
		return p, err
	}
	if err := signin.CheckPassword(n.Password, n.Email, n.Name); err != nil {
		return p, err
	}
	hash, err := s.passwords.Hash(ctx, n.Password)
	if err != nil {
		return p, err
	}
	err = s.update(ctx, func(w *work) error {
		if err := w.mayBeSetUp(); err != nil {
			return err
		}
		if _, err := w.spend(setUp, token); err != nil {
			return err
		}
		key, err := w.addPerson(n, hash, true)
		if err != nil {
			return err
		}
		if p, err = w.directory().PersonWhere("WHERE x.id = $1", key); err != nil {
			return err
		}
		return w.tellOfSelf(directory.AccountMade, p, address)
	})
	if s.db.IsTaken(err) {
		err = fmt.Errorf("%s: %w", n.Email, ErrTaken)
	}
	return p, err
}
