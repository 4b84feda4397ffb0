package main

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
)

type userCommand struct {
	Add     userAddCommand     `cmd:"" help:"Make an account."`
	Passwd  userPasswdCommand  `cmd:"" help:"Give an account another password."`
	Invite  userInviteCommand  `cmd:"" help:"Invite everybody of a list who has no account yet, or nobody."`
	List    userListCommand    `cmd:"" help:"List the accounts."`
	Disable userDisableCommand `cmd:"" help:"Keep a person from signing in."`
	Enable  userEnableCommand  `cmd:"" help:"Let a person sign in again."`
	Change  userChangeCommand  `cmd:"" help:"Change the name, role or address of an account."`
	Move    userMoveCommand    `cmd:"" help:"Have a person go on in another organisation, with a new account."`
	Merge   userMergeCommand   `cmd:"" help:"End an account of a person who has another one in the same organisation."`
	Erase   userEraseCommand   `cmd:"" help:"Replace what an account says of its person by a pseudonym, for good."`
	Export  userExportCommand  `cmd:"" help:"Print what the portal keeps of a person, as JSON."`
	Reset   userResetCommand   `cmd:"" help:"Print a link by which a person takes a new password."`
	Factors userFactorsCommand `cmd:"" name:"forget-factors" help:"Take the second step of signing in from a person who has lost it."`
}

// password is how a password comes in: it is never an argument, which others could see.
type password struct {
	PasswordStdin bool `help:"Read the password from standard input, one line."`
	Generate      bool `help:"Make a password up and print it."`
}

// locations are those that a partner's person is for.
type locations struct {
	Location []string `placeholder:"ID" sep:"none" help:"Partner id of a location that a partner's person is for, in place of the whole account; may be given several times."`
}

type userAddCommand struct {
	Email   string `arg:"" help:"Mail address, which is what a person signs in with."`
	Name    string `required:"" help:"The person's name."`
	Reading string `help:"Reading of the name, such as in kana, by which lists sort it."`
	Role    string `required:"" enum:"owner,administrator,reader,manager,member,partner_reader,admin,reviewer,vendor_reader,partner" help:"One of ${enum}: of a customer, of a partner, of the vendor; partner is another name for manager."`
	Tenant  string `placeholder:"ID" help:"Tenant id of the customer whose the person is."`
	Partner string `placeholder:"ID" help:"Partner id of the partner whose the person is."`
	locations
	password
}

// Run makes an account.
func (c userAddCommand) Run(t *terminal) error {
	person := store.NewPerson{Email: c.Email, Name: c.Name, Reading: c.Reading, Role: roleOf(c.Role), TenantID: c.Tenant, PartnerID: c.Partner, Locations: c.Location}
	if err := person.Check(); err != nil { // before a database is made for it
		return err
	}
	secret, err := c.read(t)
	if err != nil {
		return err
	}
	person.Password = secret
	may := db.MayMake
	if person.TenantID+person.PartnerID != "" { // which a database holds that is there
		may = db.MayChange
	}
	return t.with(may, func(s *store.Store) error {
		if err := s.AddPerson(t.ctx, person); err != nil {
			return err
		}
		fmt.Fprintf(t.err, "%s can sign in now.\n", c.Email)
		return c.tell(t, secret)
	})
}

// roleOf is the role of a name. Managers were called partners when a partner's people had no roles.
func roleOf(name string) directory.Role {
	if name == "partner" {
		return directory.Manager
	}
	return directory.Role(name)
}

type userPasswdCommand struct {
	Email string `arg:"" help:"Mail address of the account."`
	password
}

// Run gives an account another password.
func (c userPasswdCommand) Run(t *terminal) error {
	return t.with(db.MayChange, func(s *store.Store) error {
		secret, err := c.read(t)
		if err != nil {
			return err
		}
		if err := s.SetPassword(t.ctx, c.Email, secret); err != nil {
			return err
		}
		fmt.Fprintf(t.err, "The password of %s is changed and its sessions are ended.\n", c.Email)
		return c.tell(t, secret)
	})
}

type userListCommand struct {
	Format string `enum:"table,json,csv" default:"table" help:"Form of the output: ${enum}."`
}

type userObject struct {
	Email        string `json:"email"`
	Name         string `json:"name"`
	Role         string `json:"role"`
	Organisation string `json:"organisation"`
	State        string `json:"state"`
	Scope        string `json:"scope"` // of a partner's person: whole, or chosen locations; empty for others
}

// Run lists the accounts.
func (c userListCommand) Run(t *terminal) error {
	return t.with(db.MayRead, func(s *store.Store) error {
		people, err := s.Everybody(t.ctx)
		if err != nil {
			return err
		}
		ids, err := s.PartnerIDs(t.ctx, directory.LocationsOf(people))
		if err != nil {
			return err
		}
		objects := make([]userObject, 0, len(people))
		rows := [][]string{{"email", "name", "role", "organisation", "state", "scope"}}
		for _, p := range people {
			o := userObject{p.Email, p.Name, string(p.Role), p.OrgID, stateOf(p), scopeOf(p, ids)}
			objects = append(objects, o)
			rows = append(rows, []string{o.Email, o.Name, o.Role, o.Organisation, o.State, o.Scope})
		}
		if c.Format == "json" {
			return writeJSON(t.out, objects)
		}
		return writeRows(t.out, c.Format, rows, len(rows[0]))
	})
}

// scopeOf is how the list calls what of its account a partner's person is for: ids with spaces between them.
func scopeOf(p directory.Person, ids map[int64]string) string {
	switch {
	case p.Partner == 0:
		return ""
	case !p.Chosen:
		return "whole"
	}
	names := []string{"chosen:"}
	for _, key := range p.Locations {
		names = append(names, ids[key])
	}
	return strings.Join(names, " ")
}

// stateOf is how the list calls what a person can do.
func stateOf(p directory.Person) string {
	switch {
	case p.Disabled:
		return "disabled"
	case !p.Joined:
		return "invited"
	}
	return "active"
}

type userEnableCommand struct {
	Email string `arg:"" help:"Mail address of the account."`
}

// Run lets a person sign in again.
func (c userEnableCommand) Run(t *terminal) error {
	return t.with(db.MayChange, func(s *store.Store) error {
		if err := s.Enable(t.ctx, c.Email); err != nil {
			return err
		}
		fmt.Fprintf(t.err, "%s can sign in again.\n", c.Email)
		return nil
	})
}

type userDisableCommand struct {
	Email string `arg:"" help:"Mail address of the account."`
}

// Run disables an account.
func (c userDisableCommand) Run(t *terminal) error {
	return t.with(db.MayChange, func(s *store.Store) error {
		lastManager, err := s.EndAccessAt(t.ctx, c.Email)
		if err != nil {
			return err
		}
		fmt.Fprintf(t.err, "%s can no longer sign in.\n", c.Email)
		if lastManager {
			fmt.Fprintln(t.err, "Nobody manages the people of its organisation any more: give another person the role, or add one.")
		}
		return nil
	})
}

// read asks for the password, or takes or makes it as the options say.
func (p password) read(t *terminal) (string, error) {
	switch {
	case p.Generate:
		return rand.Text(), nil
	case p.PasswordStdin:
		return line(t)
	}
	f, is := t.in.(*os.File)
	if !is || !term.IsTerminal(int(f.Fd())) {
		return "", misuse{errors.New("there is no terminal to ask for the password; give --password-stdin or --generate")}
	}
	fmt.Fprint(t.err, "Password: ")
	first, err := term.ReadPassword(int(f.Fd()))
	if err != nil {
		return "", err
	}
	fmt.Fprint(t.err, "\nOnce more: ")
	again, err := term.ReadPassword(int(f.Fd()))
	fmt.Fprintln(t.err)
	if err == nil && string(first) != string(again) {
		err = errors.New("the two passwords differ; nothing was changed")
	}
	return string(first), notEmpty(string(first), err)
}

// tell prints a password that was made up, once it is that of the account.
func (p password) tell(t *terminal, secret string) error {
	if !p.Generate {
		return nil
	}
	if _, err := fmt.Fprintln(t.out, secret); err != nil {
		return fmt.Errorf("the password is set and could not be printed; give another one with shimei user passwd: %w", err)
	}
	return nil
}

func line(t *terminal) (string, error) {
	scanner := bufio.NewScanner(t.in)
	scanner.Scan()
	secret := strings.TrimRight(scanner.Text(), "\r\n")
	return secret, notEmpty(secret, scanner.Err())
}

func notEmpty(secret string, err error) error {
	if err == nil && secret == "" {
		err = errors.New("the password is empty; nothing was changed")
	}
	return err
}
