package store

import (
	"context"
	"errors"

	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/signin"
)

// Assertion is what a provider of single sign-on says of somebody who proved there who it is.
type Assertion struct {
	Provider        string // as this portal calls it
	Issuer, Subject string // by which the person is known again, and by nothing else
	Email           string // "" where the provider does not vouch for it
	Name            string
	Of              House
	Role            directory.Role // "" where roles are not the provider's to give
	MakesAccounts   bool           // somebody new gets an account
	Address         string         // of the client
}

// House is the organisation whose people a provider knows: the vendor, or a customer or partner by its id.
type House struct {
	Vendor              bool
	TenantID, PartnerID string
}

// SignOnRefusal is why somebody whom a provider knows is not let in.
type SignOnRefusal string

// The refusals.
const (
	SignOnStranger  SignOnRefusal = "stranger"    // no account here is linked
	SignOnKnownMail SignOnRefusal = "known_mail"  // an account here has the address, which is no proof
	SignOnNoMail    SignOnRefusal = "no_mail"     // no account can be made without an address that is vouched for
	SignOnElsewhere SignOnRefusal = "elsewhere"   // the account is of an organisation whose people the provider does not know
	SignOnEnded     SignOnRefusal = "ended"       // the account is disabled
	SignOnTaken     SignOnRefusal = "taken"       // it is linked with another account
	SignOnOnlyWay   SignOnRefusal = "only_way_in" // to unlink it would leave the person without a way in
)

// Error says it for a log.
func (r SignOnRefusal) Error() string { return "single sign-on is refused: " + string(r) }

// SignOn returns whom a provider vouches for, with the role that it gives: somebody whose account is linked, or
// somebody new where the provider makes accounts. Otherwise it is a SignOnRefusal.
func (s *Store) SignOn(ctx context.Context, a Assertion) (p directory.Person, err error) {
	err = s.update(ctx, func(w *work) error {
		p, err = w.identified(a)
		if errors.Is(err, ErrNotFound) {
			p, err = w.newcomer(a)
		}
		if err != nil {
			return err
		}
		return w.vouched(a, &p)
	})
	if s.db.IsTaken(err) { // by another sign-on at the same time
		err = SignOnKnownMail
	}
	return p, s.refused(ctx, a, p, err)
}

// JoinBySignOn lets in somebody who is invited, by the hash of the invitation's token, and links the account. It is
// ErrNotFound for an invitation that is of no use any more.
func (s *Store) JoinBySignOn(ctx context.Context, invited string, a Assertion) (p directory.Person, err error) {
	err = s.update(ctx, func(w *work) error {
		person, err := w.spendHashed(invitation, invited)
		if err != nil {
			return err
		}
		if err := w.tx.Exec("UPDATE people SET joined_at = coalesce(joined_at, $2) WHERE id = $1", person, w.tx.Now); err != nil {
			return err
		}
		if p, err = w.directory().PersonWhere("WHERE x.id = $1", person); err != nil {
			return err
		}
		if err := w.endAll(person); err != nil {
			return err
		}
		if err := w.tellOfSelf(directory.Joined, p, a.Address); err != nil {
			return err
		}
		if err := w.link(a, p); err != nil {
			return err
		}
		return w.vouched(a, &p)
	})
	if s.db.IsTaken(err) {
		err = SignOnTaken
	}
	return p, s.refused(ctx, a, p, err)
}

// refused records why somebody was not let in, and returns the error.
func (s *Store) refused(ctx context.Context, a Assertion, p directory.Person, err error) error {
	var why SignOnRefusal
	if !errors.As(err, &why) {
		return err
	}
	return errors.Join(err, s.TellSignOnRefused(ctx, a.Provider, string(why), p.Key, a.Address))
}

// TellSignOnRefused records that a sign-on at a provider let nobody in: why, of whom where that is known, and from
// where. Of an address no more are recorded than wrong passwords are looked at: anybody can begin a sign-on, and nobody
// fills the audit.
func (s *Store) TellSignOnRefused(ctx context.Context, provider, why string, person int64, address string) error {
	return s.update(ctx, func(w *work) error {
		err := w.count([]counted{{id: signin.Hashed("sign-on of " + signin.Neighbourhood(address)), limit: signin.AddressLimit}})
		if errors.As(err, &TooManyError{}) {
			return nil
		}
		if err != nil {
			return err
		}
		return directory.Record(w.tx, directory.NewEvent{At: w.tx.Now, Kind: directory.SignOnRefused,
			Subject: directory.Subject{Of: directory.APerson, Key: person},
			After:   directory.State{Values: map[string]string{"address": address, "provider": provider, "why": why}}})
	})
}

// identified returns whose identity it is, or ErrNotFound.
func (w *work) identified(a Assertion) (directory.Person, error) {
	return w.directory().PersonWhere("WHERE x.id = (SELECT i.person_id FROM identities i WHERE i.issuer = $1 AND i.subject = $2)", a.Issuer, a.Subject)
}

// newcomer makes the account of somebody new, of the organisation whose people the provider knows.
func (w *work) newcomer(a Assertion) (p directory.Person, err error) {
	if a.Email != "" {
		known, err := w.personByEmail(a.Email)
		if err == nil {
			return known, SignOnKnownMail
		}
		if !errors.Is(err, ErrNotFound) {
			return p, err
		}
	}
	switch {
	case !a.MakesAccounts:
		return p, SignOnStranger
	case a.Email == "":
		return p, SignOnNoMail
	}
	n := a.account()
	if n.Check() != nil {
		return p, SignOnNoMail
	}
	key, err := w.addPerson(n, "", true)
	if errors.Is(err, ErrNotFound) { // the organisation is not here
		return p, SignOnStranger
	}
	if err != nil {
		return p, err
	}
	if p, err = w.directory().PersonWhere("WHERE x.id = $1", key); err != nil {
		return p, err
	}
	if err := w.tellOfSelf(directory.AccountMade, p, a.Address); err != nil {
		return p, err
	}
	return p, w.link(a, p)
}

// account is that of somebody new. A role is given by a claim alone: without one the person reads.
func (a Assertion) account() NewPerson {
	n := NewPerson{Email: foldEmail(a.Email), Name: a.Name, Role: a.Role, TenantID: a.Of.TenantID, PartnerID: a.Of.PartnerID}
	if n.Name == "" {
		n.Name = n.Email
	}
	if n.Role == "" {
		n.Role = a.Of.Least()
	}
	return n
}

// Audience is whose pages the organisation's people see.
func (h House) Audience() string {
	switch {
	case h.TenantID != "":
		return "customer"
	case h.PartnerID != "":
		return "partner"
	}
	return "admin"
}

// Least is the role of somebody of whom nothing more is known.
func (h House) Least() directory.Role {
	all := directory.RolesOf(h.Audience())
	return all[len(all)-1]
}

// vouched sees to it that the provider may speak for a person, takes over the role that it gives, and records it.
func (w *work) vouched(a Assertion, p *directory.Person) error {
	if p.Disabled {
		return SignOnEnded
	}
	theirs, err := w.speaksFor(a.Of, *p)
	if err == nil && !theirs {
		err = SignOnElsewhere
	}
	if err != nil {
		return err
	}
	if err := w.takeRole(a, p); err != nil {
		return err
	}
	if err := w.tx.Exec("UPDATE identities SET used_at = $3 WHERE issuer = $1 AND subject = $2", a.Issuer, a.Subject, w.tx.Now); err != nil {
		return err
	}
	return w.tellOfIdentity(directory.IdentityProved, a, *p)
}

// speaksFor reports whether somebody is of an organisation: of a partner also through its global account.
func (w *work) speaksFor(h House, p directory.Person) (bool, error) {
	if p.Role.Audience() != h.Audience() || h.Vendor != (p.Customer == 0 && p.Partner == 0) {
		return false, nil
	}
	if h.PartnerID == "" {
		return h.Vendor || programme.KeyOf(p.OrgID) == programme.KeyOf(h.TenantID), nil
	}
	var one int
	return w.tx.One([]any{&one}, "SELECT 1 FROM partners WHERE partner_key = $1 AND id IN ($2, $3)", programme.KeyOf(h.PartnerID), p.Partner, p.Account)
}

// takeRole gives a person the role that the provider gives. Somebody who alone manages the people of the organisation
// keeps the one before.
func (w *work) takeRole(a Assertion, p *directory.Person) error {
	if a.Role == "" || a.Role == p.Role || a.Role.Audience() != p.Role.Audience() {
		return nil
	}
	if p.Role.May(directory.ToManage) && !a.Role.May(directory.ToManage) {
		managers, err := w.managers(*p)
		if err != nil {
			return err
		}
		if managers <= 1 {
			return w.tellOfIdentity(directory.RoleKept, a, *p)
		}
	}
	if err := w.tx.Exec("UPDATE people SET role = $2 WHERE id = $1", p.Key, string(a.Role)); err != nil {
		return err
	}
	if err := w.endAll(p.Key); err != nil {
		return err
	}
	before := p.Role
	p.Role = a.Role
	return directory.Record(w.tx, directory.NewEvent{At: w.tx.Now, Kind: directory.RoleChanged, ActorName: a.Provider, Customer: p.Customer,
		Subject: directory.Subject{Of: directory.APerson, Key: p.Key}, Before: directory.State{Values: map[string]string{"role": string(before)}},
		After: directory.State{Values: map[string]string{"role": string(a.Role), "address": a.Address}}})
}

// tellOfIdentity records what happened to a person by a provider.
func (w *work) tellOfIdentity(kind directory.Kind, a Assertion, p directory.Person) error {
	return directory.Record(w.tx, directory.NewEvent{At: w.tx.Now, Kind: kind, Actor: p.Key, Subject: directory.Subject{Of: directory.APerson, Key: p.Key},
		After: directory.State{Values: map[string]string{"address": a.Address, "provider": a.Provider}}})
}
