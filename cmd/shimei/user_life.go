package main

import (
	"errors"
	"fmt"
	"time"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/views"
)

// account does something to the account with an address.
func (t *terminal) account(email string, do func(s *store.Store, p directory.Person) error) error {
	return t.with(db.MayChange, func(s *store.Store) error {
		p, err := s.PersonAt(t.ctx, email)
		if err != nil {
			return err
		}
		return do(s, p)
	})
}

type userChangeCommand struct {
	Email    string `arg:"" help:"Mail address of the account."`
	Name     string `help:"Another name."`
	Role     string `help:"Another role in the same organisation, as user add knows them."`
	NewEmail string `name:"email" placeholder:"ADDRESS" help:"Another address to sign in with. The person's sessions end."`
	Whole    bool   `help:"For the whole account of a partner, and no longer for chosen locations."`
	locations
}

// Run changes an account.
func (c userChangeCommand) Run(t *terminal) error {
	scope := c.Whole || len(c.Location) > 0
	switch {
	case c.Name+c.Role+c.NewEmail == "" && !scope:
		return misuse{errors.New("say what to change: --name, --role, --email, --location or --whole")}
	case c.Whole && len(c.Location) > 0:
		return misuse{errors.New("--whole is for the whole account, and --location for chosen ones: give one of them")}
	}
	return t.account(c.Email, func(s *store.Store, p directory.Person) error {
		by := s.Operator()
		if scope {
			if p.Partner == 0 {
				return fmt.Errorf("%s is of no partner: only a partner's person is for chosen locations", p.Email)
			}
			if err := s.SetScope(t.ctx, by, p.Key, c.Location); err != nil {
				return err
			}
		}
		if c.Name != "" {
			if err := s.Rename(t.ctx, by, p.Key, c.Name); err != nil {
				return err
			}
		}
		if role := roleOf(c.Role); role != "" && role != p.Role {
			if role.Audience() != p.Role.Audience() {
				return fmt.Errorf("%s is no role of %s; the roles are %v. shimei user move has a person go on in another organisation", role, p.Email, directory.RolesOf(p.Role.Audience()))
			}
			if err := s.SetRole(t.ctx, by, p.Key, role); err != nil {
				return err
			}
		}
		if c.NewEmail != "" {
			if err := s.SetEmail(t.ctx, by, p.Key, c.NewEmail); err != nil {
				return err
			}
		}
		fmt.Fprintf(t.err, "%s is changed.\n", p.Email)
		return nil
	})
}

type userMoveCommand struct {
	Email   string `arg:"" help:"Mail address of the account."`
	Role    string `required:"" help:"Role in the other organisation."`
	Tenant  string `placeholder:"ID" help:"Tenant id of the customer where the person goes on."`
	Partner string `placeholder:"ID" help:"Partner id of the partner where the person goes on."`
	locations
}

// Run has a person go on in another organisation.
func (c userMoveCommand) Run(t *terminal) error {
	return t.account(c.Email, func(s *store.Store, p directory.Person) error {
		moved, err := s.Move(t.ctx, s.Operator(), p.Key, store.NewPerson{Role: roleOf(c.Role), TenantID: c.Tenant, PartnerID: c.Partner, Locations: c.Location})
		if err != nil {
			return err
		}
		fmt.Fprintf(t.err, "%s goes on as %s with a new account; the history stays with the one before.\n", moved.Email, moved.Role)
		return nil
	})
}

type userMergeCommand struct {
	Email string `arg:"" help:"Mail address of the account that ends."`
	Into  string `required:"" placeholder:"ADDRESS" help:"Mail address of the account of the same organisation that goes on."`
}

// Run merges an account into another one.
func (c userMergeCommand) Run(t *terminal) error {
	return t.account(c.Email, func(s *store.Store, p directory.Person) error {
		kept, err := s.Merge(t.ctx, s.Operator(), p.Key, c.Into)
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("%s is no other account that goes on: %w", c.Into, err)
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(t.err, "%s is merged into %s.\n", p.Email, kept.Email)
		return nil
	})
}

type userEraseCommand struct {
	Email string `arg:"" help:"Mail address of the account."`
	Yes   bool   `help:"Erase it: this cannot be taken back."`
}

// Run erases an account.
func (c userEraseCommand) Run(t *terminal) error {
	if !c.Yes {
		return misuse{fmt.Errorf("%s would be erased for good: name and address are replaced wherever the portal names them, and what the person did stays. Say --yes to do it", c.Email)}
	}
	return t.with(db.MayChange, func(s *store.Store) error {
		if err := s.EraseAt(t.ctx, c.Email); err != nil {
			return err
		}
		fmt.Fprintln(t.err, "The account is erased. Copies of the database that were made before still hold it.")
		return nil
	})
}

type userExportCommand struct {
	Email string `arg:"" help:"Mail address of the account."`
}

// Run prints what the portal keeps of a person, as JSON.
func (c userExportCommand) Run(t *terminal) error {
	return t.with(db.MayChange, func(s *store.Store) error { // it is recorded
		d, err := s.ExportOf(t.ctx, c.Email)
		if err != nil {
			return err
		}
		return writeJSON(t.out, d)
	})
}

type userResetCommand struct {
	Email string `arg:"" help:"Mail address of the account."`
}

// Run prints the link by which a person takes a new password.
func (c userResetCommand) Run(t *terminal) error {
	return t.account(c.Email, func(s *store.Store, p directory.Person) error {
		token, until, err := s.ResetLink(t.ctx, s.Operator(), p.Key)
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("%s cannot sign in: it is disabled, or has not joined", p.Email)
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(t.err, "Good once, until %s, at the address of the portal followed by:\n", until.UTC().Format(time.RFC3339))
		fmt.Fprintln(t.out, views.JoinPath(views.JoinReset, token))
		return nil
	})
}
