package store

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"shimei/store/db"
	"shimei/store/directory"
)

// MostInvited is how many people are invited at once at most.
const MostInvited = 1000

// Invitee is somebody who is to be invited, and the line of the list that says so.
type Invitee struct {
	Line int // from 1
	NewPerson
}

// InviteFault is what is wrong with a line of a list: the last part of a message key.
type InviteFault string

// The faults. An organisation whose people somebody does not manage is unknown, as one that there is not.
const (
	NoFault       InviteFault = ""
	FaultEmail    InviteFault = "email"
	FaultName     InviteFault = "name"
	FaultRole     InviteFault = "role" // is none, or none of such an organisation
	FaultTenant   InviteFault = "tenant"
	FaultPartner  InviteFault = "partner"
	FaultLocation InviteFault = "location"
	FaultTwice    InviteFault = "twice" // a line before has the same address
)

// Planned is what becomes of a line of a list.
type Planned struct {
	Invitee
	There bool // the address has an account, which stays as it is
	Fault InviteFault
	Token string    // of the link, where it is to be handed over; else ""
	Until time.Time // the link is good
}

// Faulty reports whether any line is at fault.
func Faulty(all []Planned) bool {
	return slices.ContainsFunc(all, func(x Planned) bool { return x.Fault != NoFault })
}

// News counts those who are invited: the others are there already.
func News(all []Planned) (n int) {
	for _, x := range all {
		if !x.There {
			n++
		}
	}
	return n
}

// ErrFaulty refuses a list of which a line is at fault: nobody of it is invited.
var ErrFaulty = errors.New("the list has faults")

// PlanInvitations tells what InviteMany would do, and does nothing.
func (s *Store) PlanInvitations(ctx context.Context, by directory.Person, all []Invitee) (planned []Planned, err error) {
	err = s.exact(ctx, func(w *work) error {
		planned, err = w.plan(by, all)
		return err
	})
	return planned, err
}

// InviteMany invites everybody of a list who has no account yet, or nobody: it is ErrFaulty where a line is at fault,
// and returns what is. Invitations are mailed, or their links are returned to be handed over.
func (s *Store) InviteMany(ctx context.Context, by directory.Person, all []Invitee, handOver bool) (planned []Planned, err error) {
	for range 3 { // somebody may invite one of them at the same time, who then is there
		err = s.update(ctx, func(w *work) error {
			if planned, err = w.plan(by, all); err != nil {
				return err
			}
			if Faulty(planned) {
				return ErrFaulty
			}
			return w.inviteAll(by, planned, handOver)
		})
		if !s.db.IsTaken(err) {
			break
		}
	}
	return planned, err
}

// plan judges each line.
func (w *work) plan(by directory.Person, all []Invitee) (planned []Planned, err error) {
	before := map[string]bool{}
	for _, x := range all {
		p := Planned{Invitee: x}
		p.Email = foldEmail(p.Email)
		if err := w.planLine(by, &p); err != nil {
			return nil, err
		}
		if p.Fault == NoFault && before[p.Email] {
			p.Fault = FaultTwice
		}
		before[p.Email] = true
		planned = append(planned, p)
	}
	return planned, nil
}

// planLine judges a line by itself.
func (w *work) planLine(by directory.Person, p *Planned) (err error) {
	if p.NewPerson, err = w.placed(by, p.NewPerson); err != nil {
		return err
	}
	if p.Fault, err = w.inviteFault(by, p.NewPerson); err != nil || p.Fault != NoFault {
		return err
	}
	var some int
	p.There, err = w.tx.One([]any{&some}, "SELECT 1 FROM people WHERE email = $1", p.Email)
	return err
}

// forOwn gives somebody whom a manager of chosen locations invites the same ones, where none are named. The person is of the
// account, and so goes to no other one with a location.
func (w *work) forOwn(by directory.Person, n NewPerson) (NewPerson, error) {
	if !by.Chosen {
		return n, nil
	}
	if _, err := w.tx.One([]any{&n.PartnerID}, "SELECT partner_id FROM partners WHERE id = $1", by.Account); err != nil || len(n.Locations) > 0 {
		return n, err
	}
	ids, err := w.idsOf(by.Locations)
	n.Locations = strings.Fields(ids)
	return n, err
}

// placed gives a line that names no organisation the one of who invites: a tenant, or an account.
func (w *work) placed(by directory.Person, n NewPerson) (NewPerson, error) {
	n, err := w.forOwn(by, n)
	if err != nil || n.TenantID+n.PartnerID != "" {
		return n, err
	}
	switch by.Role.Audience() {
	case "customer":
		n.TenantID = by.OrgID
	case "partner":
		if _, err := w.tx.One([]any{&n.PartnerID}, "SELECT partner_id FROM partners WHERE id = $1", by.Account); err != nil {
			return n, err
		}
	}
	return n, nil
}

// inviteFault is what is wrong with somebody who is to be invited.
func (w *work) inviteFault(by directory.Person, n NewPerson) (InviteFault, error) {
	err := n.Check()
	if err == nil {
		err = w.mayInvite(by, n)
	}
	switch {
	case errors.Is(err, ErrNoEmail):
		return FaultEmail, nil
	case errors.Is(err, ErrNoName):
		return FaultName, nil
	case errors.Is(err, ErrRole):
		return FaultRole, nil
	case errors.Is(err, ErrLocation):
		return FaultLocation, nil
	case errors.Is(err, db.ErrNotFound) && n.TenantID != "":
		return FaultTenant, nil
	case errors.Is(err, db.ErrNotFound):
		return FaultPartner, nil
	}
	return NoFault, err
}

// inviteAll invites everybody who has no account yet.
func (w *work) inviteAll(by directory.Person, planned []Planned, handOver bool) error {
	for k := range planned {
		x := &planned[k]
		if x.There {
			continue
		}
		key, err := w.addPerson(x.NewPerson, "", false)
		if err != nil {
			return err
		}
		invited, err := w.managed(by, key)
		if err != nil {
			return err
		}
		if !handOver {
			err = w.tellInvited(by, invited)
		} else if err = w.recordInvited(by, invited); err == nil { // a letter would make the link useless
			x.Token, x.Until, err = w.mint(invitation, key)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Operator is whoever runs the program, who may what an admin may and has no account.
func (s *Store) Operator() directory.Person {
	return directory.Person{Role: directory.Admin, Name: s.actor}
}
