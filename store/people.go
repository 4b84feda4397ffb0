package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/signin"
)

// NewPerson is an account to be made.
type NewPerson struct {
	Email, Name string
	Reading     string // of the name, such as in kana; empty for none
	Role        directory.Role
	TenantID    string   // of a customer's person
	PartnerID   string   // of a partner's person
	Locations   []string // ids of those of the partner's account that the person is for; empty: the whole account
	Password    string   // empty: nobody signs in by password
}

// ErrNoEmail and ErrNoName are returned for an account that lacks what it needs.
var (
	ErrNoEmail = errors.New("is not a mail address")
	ErrNoName  = errors.New("the name is missing")
	ErrRole    = errors.New("no role of the organisation")
)

// AddPerson makes an account. Its organisation must be there already.
func (s *Store) AddPerson(ctx context.Context, n NewPerson) error {
	n.Email = foldEmail(n.Email)
	if err := n.Check(); err != nil {
		return err
	}
	if err := n.checkPassword(); err != nil {
		return err
	}
	hash, err := s.passwords.Hash(ctx, n.Password)
	if err != nil {
		return err
	}
	err = s.update(ctx, func(w *work) error {
		key, err := w.addPerson(n, hash, true)
		if err != nil {
			return err
		}
		return w.tell(directory.AccountMade, directory.APerson, key, s.actor)
	})
	if s.db.IsTaken(err) {
		return fmt.Errorf("%s has an account already", n.Email)
	}
	return err
}

// addPerson makes an account, of somebody who has joined or is yet to, and returns its key.
func (w *work) addPerson(n NewPerson, hash string, joined bool) (key int64, err error) {
	customer, partner, err := w.organisation(n)
	if err != nil {
		return 0, err
	}
	scope, err := w.scopeFor(n, partner)
	if err != nil {
		return 0, err
	}
	var since any
	if joined {
		since = w.tx.Now
	}
	_, err = w.tx.One([]any{&key}, `INSERT INTO people (email, name, role, customer_id, partner_id, password, language, disabled, joined_at, reading, sorted, found)
		VALUES ($1, $2, $3, $4, $5, $6, '', FALSE, $7, $8, $9, $10) RETURNING id`, n.Email, n.Name, n.Role, customer, partner, hash, since,
		n.Reading, db.SortedAs(n.Name, n.Reading), db.FoundAs(n.Name, n.Reading))
	if err != nil || !scope.Chosen {
		return key, err
	}
	return key, w.setScope(key, scope)
}

// scopeFor is the scope of somebody new at a partner, by its key, or nil for none.
func (w *work) scopeFor(n NewPerson, partner *int64) (s directory.Scope, err error) {
	if partner == nil {
		return s, nil
	}
	var account int64
	if _, err := w.tx.One([]any{&account}, "SELECT coalesce(parent_id, id) FROM partners WHERE id = $1", *partner); err != nil {
		return s, err
	}
	return w.scopeOf(account, n.Locations)
}

// Check refuses what can be no account, before anything is asked of a database.
func (n NewPerson) Check() error {
	before, after, split := strings.Cut(n.Email, "@")
	switch {
	case !split || before == "" || after == "" || strings.ContainsAny(n.Email, " \t\n"):
		return fmt.Errorf("%q %w; write it as name@example.com", n.Email, ErrNoEmail)
	case strings.TrimSpace(n.Name) == "":
		return fmt.Errorf("%w; give it with --name", ErrNoName)
	case !slices.Contains(directory.Roles(), n.Role):
		return roleError(fmt.Sprintf("%q is not a role; the roles are %v", n.Role, directory.Roles()))
	case n.Role.Audience() == "customer" && (n.TenantID == "" || n.PartnerID != ""):
		return roleError(fmt.Sprintf("a customer's %s belongs to a tenant; name it, and no partner", n.Role))
	case n.Role.Audience() == "partner" && (n.PartnerID == "" || n.TenantID != ""):
		return roleError("a partner's person belongs to a partner; name it, and no tenant")
	case n.Role.Audience() != "partner" && len(n.Locations) > 0:
		return roleError("only a partner's person is for chosen locations; name none")
	case n.Role.Audience() == "admin" && n.TenantID+n.PartnerID != "":
		return roleError("an admin belongs to the vendor; name neither tenant nor partner")
	}
	return nil
}

// checkPassword refuses a password that is too easy, where there is one.
func (n NewPerson) checkPassword() error {
	if n.Password == "" {
		return nil
	}
	return signin.CheckPassword(n.Password, n.Email, n.Name)
}

// roleError is an ErrRole with words of its own.
type roleError string

func (e roleError) Error() string { return string(e) }

// Is has it found as ErrRole.
func (e roleError) Is(target error) bool { return target == ErrRole }

func (w *work) organisation(n NewPerson) (customer, partner *int64, err error) {
	var id int64
	found := true
	switch {
	case n.TenantID != "":
		customer = &id
		if found, err = w.tx.One([]any{&id}, "SELECT id FROM customers WHERE tenant_key = $1", programme.KeyOf(n.TenantID)); err == nil && !found {
			err = db.NotFound("customer", n.TenantID)
		}
	case n.PartnerID != "":
		partner = &id
		if found, err = w.tx.One([]any{&id}, "SELECT id FROM partners WHERE partner_key = $1", programme.KeyOf(n.PartnerID)); err == nil && !found {
			err = db.NotFound("partner", n.PartnerID)
		}
	}
	return customer, partner, err
}

// Everybody returns all people, by address.
func (s *Store) Everybody(ctx context.Context) (found []directory.Person, err error) {
	err = s.exact(ctx, func(w *work) error {
		found, err = w.directory().PeopleWhere("ORDER BY x.email")
		return err
	})
	return found, err
}

// ErrDisabled is returned for an account that nobody can sign in with, whatever its password.
var ErrDisabled = errors.New("the account is disabled: nobody signs in with it, whatever its password; nothing was changed")

// ErrInvited is returned for an account whose person takes a password by the link of the invitation alone.
var ErrInvited = errors.New("the person is invited and has not joined; have the invitation sent again; nothing was changed")

// SetPassword gives an account another password and ends its sessions. It is ErrDisabled for an
// account that is, ErrInvited for one whose person has not joined, and a signin.Fault for a password that is too easy.
func (s *Store) SetPassword(ctx context.Context, email, password string) error {
	p, err := s.personByEmail(ctx, email)
	if err == nil {
		err = signin.CheckPassword(password, p.Email, p.Name, p.Organisation)
	}
	if err != nil {
		return err
	}
	hash, err := s.passwords.Hash(ctx, password)
	if err != nil {
		return err
	}
	return s.changePerson(ctx, email, func(p directory.Person) error {
		if p.Disabled {
			return fmt.Errorf("%s: %w", p.Email, ErrDisabled)
		}
		if !p.Joined {
			return fmt.Errorf("%s: %w", p.Email, ErrInvited)
		}
		return nil
	}, directory.PasswordSet, "UPDATE people SET password = $2 WHERE id = $1", hash)
}

// Disable keeps a person from signing in and ends the sessions, from the next request on.
func (s *Store) Disable(ctx context.Context, email string) error {
	return s.changePerson(ctx, email, func(directory.Person) error { return nil }, directory.AccountDisabled, "UPDATE people SET disabled = $2 WHERE id = $1", true)
}

// ErrGone is returned for an account that was erased, moved or merged.
var ErrGone = errors.New("the account was erased, moved or merged: nobody signs in with it again; nothing was changed")

// Enable lets a person sign in again, with the password from before. It is ErrGone for an account that is over.
func (s *Store) Enable(ctx context.Context, email string) error {
	return s.changePerson(ctx, email, func(p directory.Person) error {
		if p.Gone {
			return fmt.Errorf("%s: %w", p.Email, ErrGone)
		}
		return nil
	}, directory.AccountEnabled, "UPDATE people SET disabled = $2 WHERE id = $1", false)
}

// SecurityLog returns the latest events of a person's own account, the latest first.
func (s *Store) SecurityLog(ctx context.Context, who directory.Person) ([]directory.Event, error) {
	return read(db.Exact(ctx), s, func(w *work) ([]directory.Event, error) { return w.directory().SecurityLog(who.Key) })
}

// changePerson changes an account that may be changed, ends its sessions and makes its links useless.
func (s *Store) changePerson(ctx context.Context, email string, may func(directory.Person) error, kind directory.Kind, query string, value any) error {
	return s.update(ctx, func(w *work) error {
		p, err := w.personByEmail(email)
		if err != nil {
			return err
		}
		if err := may(p); err != nil {
			return err
		}
		if err := w.tx.Exec(query, p.Key, value); err != nil {
			return err
		}
		if err := w.endAll(p.Key); err != nil {
			return err
		}
		return w.tell(kind, directory.APerson, p.Key, s.actor)
	})
}

// personByEmail returns the person with an address, or an ErrNotFound that names it.
func (s *Store) personByEmail(ctx context.Context, email string) (p directory.Person, err error) {
	err = s.exact(ctx, func(w *work) error {
		p, err = w.personByEmail(email)
		return err
	})
	return p, err
}

func (w *work) personByEmail(email string) (directory.Person, error) {
	p, err := w.directory().PersonWhere("WHERE x.email = $1", foldEmail(email))
	if errors.Is(err, ErrNotFound) {
		err = db.NotFound("account", email)
	}
	return p, err
}

// foldEmail returns an address as accounts are known by it.
func foldEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
