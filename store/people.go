package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Role is what a person may do.
type Role string

// The roles: of a customer, of a partner, and of the vendor.
const (
	Owner         Role = "owner"         // may nominate
	Administrator Role = "administrator" // may nominate
	Reader        Role = "reader"        // of a customer; only reads
	PartnerRole   Role = "partner"
	Admin         Role = "admin"
)

// Roles are all roles, in the order of the audiences.
var Roles = []Role{Owner, Administrator, Reader, PartnerRole, Admin}

// Audience returns whose pages the role opens: "customer", "partner" or "admin"; "" for what
// is no role, which opens none.
func (r Role) Audience() string {
	switch r {
	case Owner, Administrator, Reader:
		return "customer"
	case PartnerRole:
		return "partner"
	case Admin:
		return "admin"
	}
	return ""
}

// MayNominate reports whether the role may nominate, change and remove (R5).
func (r Role) MayNominate() bool { return r == Owner || r == Administrator }

// Person is somebody who can sign in.
type Person struct {
	Key          int64
	Email        string // in lower case
	Name         string
	Role         Role
	Customer     int64  // key of the customer whose the person is, or 0
	Partner      int64  // key of the partner whose the person is, or 0
	Account      int64  // key of that partner's global account, or its own
	Organisation string // name of that customer or partner
	OrgID        string // its tenant id or partner id
	Language     string // "en", "ja" or "" for the browser's
	Disabled     bool

	password string
}

// personColumns are what dest scans, of a person x, who may be none.
const (
	personColumns = `coalesce(x.id, 0), coalesce(x.email, ''), coalesce(x.name, ''), coalesce(x.role, ''),
	coalesce(x.customer_id, 0), coalesce(x.partner_id, 0), coalesce(p.parent_id, p.id, 0), coalesce(c.name, p.name, ''),
	coalesce(c.tenant_id, p.partner_id, ''), coalesce(x.language, '')`
	joinOrganisation = ` LEFT JOIN customers c ON c.id = x.customer_id LEFT JOIN partners p ON p.id = x.partner_id `
)

func (p *Person) dest() []any {
	return []any{&p.Key, &p.Email, &p.Name, &p.Role, &p.Customer, &p.Partner, &p.Account, &p.Organisation,
		&p.OrgID, &p.Language}
}

func (t *tx) people(where string, args ...any) (found []Person, err error) {
	err = t.each(func(scan func(...any) error) error {
		var p Person
		err := scan(append(p.dest(), &p.Disabled, &p.password)...)
		found = append(found, p)
		return err
	}, "SELECT "+personColumns+", x.disabled, x.password FROM people x"+joinOrganisation+where, args...)
	return found, err
}

func (t *tx) person(where string, args ...any) (Person, error) {
	found, err := t.people(where, args...)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Person{}, err
	}
	return found[0], nil
}

// NewPerson is an account to be made.
type NewPerson struct {
	Email, Name string
	Role        Role
	TenantID    string // of a customer's person
	PartnerID   string // of a partner's person
	Password    string // empty: nobody signs in by password
}

// AddPerson makes an account. Its organisation must be there already.
func (s *Store) AddPerson(ctx context.Context, n NewPerson) error {
	n.Email = strings.ToLower(strings.TrimSpace(n.Email))
	if err := n.check(); err != nil {
		return err
	}
	hash, err := hashPassword(n.Password)
	if err != nil {
		return err
	}
	err = s.update(ctx, func(t *tx) error {
		customer, partner, err := t.organisation(n)
		if err != nil {
			return err
		}
		return t.exec(`INSERT INTO people (email, name, role, customer_id, partner_id, password, language, disabled)
			VALUES ($1, $2, $3, $4, $5, $6, '', FALSE)`, n.Email, n.Name, n.Role, customer, partner, hash)
	})
	if s.engine.isTaken(err) {
		return fmt.Errorf("%s has an account already", n.Email)
	}
	return err
}

func (n NewPerson) check() error {
	before, after, at := strings.Cut(n.Email, "@")
	switch {
	case !at || before == "" || after == "" || strings.ContainsAny(n.Email, " \t\n"):
		return fmt.Errorf("%q is not a mail address; write it as name@example.com", n.Email)
	case strings.TrimSpace(n.Name) == "":
		return fmt.Errorf("the name is missing; give it with --name")
	case !slices.Contains(Roles, n.Role):
		return fmt.Errorf("%q is not a role; the roles are %v", n.Role, Roles)
	case n.Role.Audience() == "customer" && (n.TenantID == "" || n.PartnerID != ""):
		return fmt.Errorf("a customer's %s belongs to a tenant; name it, and no partner", n.Role)
	case n.Role == PartnerRole && (n.PartnerID == "" || n.TenantID != ""):
		return fmt.Errorf("a partner's person belongs to a partner; name it, and no tenant")
	case n.Role == Admin && n.TenantID+n.PartnerID != "":
		return fmt.Errorf("an admin belongs to the vendor; name neither tenant nor partner")
	}
	return nil
}

func (t *tx) organisation(n NewPerson) (customer, partner *int64, err error) {
	var id int64
	found := true
	switch {
	case n.TenantID != "":
		customer = &id
		if found, err = t.one([]any{&id}, "SELECT id FROM customers WHERE tenant_id = $1", n.TenantID); err == nil && !found {
			err = notFound("customer", n.TenantID)
		}
	case n.PartnerID != "":
		partner = &id
		if found, err = t.one([]any{&id}, "SELECT id FROM partners WHERE partner_id = $1", n.PartnerID); err == nil && !found {
			err = notFound("partner", n.PartnerID)
		}
	}
	return customer, partner, err
}

// People returns all accounts, by address.
func (s *Store) People(ctx context.Context) (found []Person, err error) {
	err = s.view(ctx, func(t *tx) error {
		found, err = t.people("ORDER BY x.email")
		return err
	})
	return found, err
}

// ErrDisabled is returned for an account that nobody can sign in with, whatever its password.
var ErrDisabled = errors.New("the account is disabled: nobody signs in with it, whatever its password; nothing was changed")

// SetPassword gives an account another password and ends its sessions. It is ErrDisabled for an
// account that is.
func (s *Store) SetPassword(ctx context.Context, email, password string) error {
	hash, err := hashPassword(password)
	if err != nil {
		return err
	}
	return s.changePerson(ctx, email, func(p Person) error {
		if p.Disabled {
			return fmt.Errorf("%s: %w", p.Email, ErrDisabled)
		}
		return nil
	}, "UPDATE people SET password = $2 WHERE id = $1", hash)
}

// Disable keeps a person from signing in and ends the sessions, from the next request on.
func (s *Store) Disable(ctx context.Context, email string) error {
	return s.changePerson(ctx, email, func(Person) error { return nil }, "UPDATE people SET disabled = $2 WHERE id = $1", true)
}

// SetLanguage records the language that a person chose.
func (s *Store) SetLanguage(ctx context.Context, person int64, language string) error {
	return s.update(ctx, func(t *tx) error {
		return t.exec("UPDATE people SET language = $2 WHERE id = $1", person, language)
	})
}

// changePerson changes an account that may be changed and ends its sessions.
func (s *Store) changePerson(ctx context.Context, email string, may func(Person) error, query string, value any) error {
	return s.update(ctx, func(t *tx) error {
		p, err := t.person("WHERE x.email = $1", strings.ToLower(strings.TrimSpace(email)))
		if errors.Is(err, ErrNotFound) {
			return notFound("account", email)
		}
		if err != nil {
			return err
		}
		if err := may(p); err != nil {
			return err
		}
		if err := t.exec(query, p.Key, value); err != nil {
			return err
		}
		return t.exec("DELETE FROM sessions WHERE person_id = $1", p.Key)
	})
}

// SignIn returns the person with this address and password, or ErrSignIn. It takes as long
// for an unknown address as for a wrong password.
func (s *Store) SignIn(ctx context.Context, email, password string) (Person, error) {
	var p Person
	err := s.view(ctx, func(t *tx) error {
		found, err := t.people("WHERE x.email = $1", strings.ToLower(strings.TrimSpace(email)))
		if len(found) == 1 {
			p = found[0]
		}
		return err
	})
	if err != nil {
		return Person{}, err
	}
	if !matchesPassword(p.password, password) || p.Disabled || p.Key == 0 {
		return Person{}, ErrSignIn
	}
	return p, nil
}
