package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/facts"
	"shimei/views"
)

type userInviteCommand struct {
	File      string    `arg:"" help:"List of people, CSV or a workbook, with the columns email, name, role, tenant_id, partner_id, reading and locations; - for standard input."`
	Encoding  string    `placeholder:"LABEL" help:"Encoding of a list that is not in UTF-8, such as shift_jis."`
	DryRun    bool      `help:"Say what would become of each line, and invite nobody."`
	Links     bool      `help:"Print a link for each person, to be handed over, instead of having it mailed."`
	PublicURL publicURL `name:"public-url" placeholder:"URL" help:"Where people reach the portal, such as https://partners.vendor.example, for --links."`
	Format    string    `enum:"table,csv" default:"table" help:"Form of the output: ${enum}."`
}

// Run invites everybody of a list, or nobody. Faults go to standard error as FILE:LINE: message.
func (c userInviteCommand) Run(t *terminal) error {
	if c.Links && c.PublicURL == "" {
		return misuse{errors.New("--links needs --public-url: a link begins with where people reach the portal")}
	}
	all, err := c.read(t)
	if err != nil {
		return err
	}
	may := db.MayChange
	if c.DryRun {
		may = db.MayRead
	}
	return t.with(may, func(s *store.Store) error {
		if c.DryRun {
			planned, err := s.PlanInvitations(t.ctx, s.Operator(), all)
			if err != nil {
				return err
			}
			return errors.Join(c.writePlan(t, planned), c.faults(t, planned))
		}
		planned, err := s.InviteMany(t.ctx, s.Operator(), all, c.Links)
		if errors.Is(err, store.ErrFaulty) {
			return c.faults(t, planned)
		}
		if err != nil {
			return err
		}
		return c.tell(t, planned)
	})
}

// read reads the list.
func (c userInviteCommand) read(t *terminal) (all []store.Invitee, err error) {
	var list io.Reader = t.in
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		list = f
	}
	all, faults, err := store.ReadInvitees(c.File, list, facts.Options{Encoding: c.Encoding})
	for _, f := range faults {
		fmt.Fprintln(t.err, f.Error())
	}
	if err == nil && len(faults) > 0 {
		err = errNobodyInvited
	}
	return all, err
}

// errNobodyInvited is returned for a list with faults, which were told.
var errNobodyInvited = errors.New("the list has faults; nobody was invited")

// inviteFaults say what is wrong with a line, and what to do.
var inviteFaults = map[store.InviteFault]string{
	store.FaultEmail:   "email: it is no mail address; write it as name@example.com",
	store.FaultName:    "name: it is missing; write it",
	store.FaultRole:    "role: it is none of such an organisation; a customer's person needs tenant_id, a partner's partner_id, the vendor's neither",
	store.FaultTenant:  "tenant_id: there is no such customer; correct it, or remove the line",
	store.FaultPartner: "partner_id: there is no such partner; correct it, or remove the line",
	store.FaultTwice:   "email: a line before has the same address; keep one of them",
}

// faults tells what is wrong with lines.
func (c userInviteCommand) faults(t *terminal, planned []store.Planned) error {
	for _, x := range planned {
		if x.Fault != store.NoFault {
			fmt.Fprintf(t.err, "%s:%d: %s\n", c.File, x.Line, inviteFaults[x.Fault])
		}
	}
	if store.Faulty(planned) {
		return errNobodyInvited
	}
	return nil
}

func (c userInviteCommand) writePlan(t *terminal, planned []store.Planned) error {
	rows := [][]string{{"line", "email", "role", "organisation", "outcome"}}
	for _, x := range planned {
		outcome := "invited"
		switch {
		case x.Fault != store.NoFault:
			outcome = string(x.Fault)
		case x.There:
			outcome = "there"
		}
		rows = append(rows, []string{strconv.Itoa(x.Line), x.Email, string(x.Role), x.TenantID + x.PartnerID, outcome})
	}
	return writeRows(t.out, c.Format, rows, len(rows[0]))
}

// tell says who was there already, and prints the links where they are asked for.
func (c userInviteCommand) tell(t *terminal, planned []store.Planned) error {
	rows := [][]string{{"email", "name", "link", "until"}}
	for _, x := range planned {
		if x.There {
			fmt.Fprintf(t.err, "%s has an account already, which stays as it is.\n", x.Email)
		} else {
			rows = append(rows, []string{x.Email, x.Name, string(c.PublicURL) + views.JoinPath(views.JoinInvitation, x.Token), x.Until.UTC().Format(time.RFC3339)})
		}
	}
	if !c.Links {
		fmt.Fprintf(t.err, "Invited: %d. A portal that sends mail mails each a link.\n", store.News(planned))
		return nil
	}
	fmt.Fprintf(t.err, "Invited: %d. The links are printed once, and kept nowhere.\n", store.News(planned))
	if err := writeRows(t.out, c.Format, rows, len(rows[0])); err != nil {
		return fmt.Errorf("people are invited and their links could not be printed; make them anew on their pages: %w", err)
	}
	return nil
}
