package views

import (
	"strconv"
	"time"
)

// PeopleOf is the address of the page that lists the people whom an audience manages.
func PeopleOf(a Audience) string {
	switch a {
	case Partner:
		return LocationsPath
	case Admin:
		return PeopleDirectoryPath
	}
	return PeoplePath
}

// InvitePath returns the address where an audience invites (GET, and POST email, name, role, tenant, partner, scope, location…).
func InvitePath(a Audience) string { return PeopleOf(a) + "/invite" }

// PersonPath returns the address of a person that somebody of an audience manages, by its key (GET, and POST act,
// role).
func PersonPath(a Audience, key string) string { return PeopleOf(a) + "/person/" + key }

// PersonAct is something that is done to a person's account.
type PersonAct string

// The acts.
const (
	ActRole     PersonAct = "role"
	ActEnd      PersonAct = "end"
	ActEnable   PersonAct = "enable"
	ActAgain    PersonAct = "again"    // mails the invitation again
	ActLink     PersonAct = "link"     // shows a link to hand over: of an invitation, or for a new password
	ActWithdraw PersonAct = "withdraw" // an invitation
	ActFactor   PersonAct = "factor"   // takes the second factors away
	ActMove     PersonAct = "move"     // POST role, tenant or partner: the person goes on in another organisation
	ActMerge    PersonAct = "merge"    // POST into: the address of the account that goes on
	ActErase    PersonAct = "erase"    // POST email, once more
	ActScope    PersonAct = "scope"    // POST scope, location…: of a partner's person
)

// PersonActs are all acts.
var PersonActs = []PersonAct{ActRole, ActEnd, ActEnable, ActAgain, ActLink, ActWithdraw, ActFactor, ActMove, ActMerge, ActErase, ActScope}

// PersonPage is an account that the person manages.
type PersonPage struct {
	Frame
	Key            int64
	Name, Email    string
	Role           string
	Organisation   string
	OrganisationID string
	State          string // active, disabled or invited: the last part of a message key
	Self           bool   // of who looks at the page
	Gone           bool   // erased, moved or merged
	HasFactor      bool   // signs in with a second factor
	Roles          []string
	Scope          ScopeChoice // of a partner's person
	Mails          bool
	Link           string // just made, to be handed over; empty for none
	LinkUntil      time.Time
	AllRoles       []string          // of every organisation, for those who may move a person; nil for others
	Typed          map[string]string // by the name of the field: what was refused
	Invited        bool              // just now: the link is the first one
	Errors         []FieldError
}

// key is the account as addresses have it.
func (p PersonPage) key() string { return strconv.FormatInt(p.Key, 10) }

// path is the page's own address, which its forms are sent to.
func (p PersonPage) path() string { return PersonPath(p.audience(), p.key()) }

// linkAct is the words of the button that makes a link.
func (p PersonPage) linkAct() string {
	if p.State == "invited" {
		return p.T("person.link_invitation")
	}
	return p.T("person.link_reset")
}

// roleChoices are roles as a select has them.
func roleChoices(l *Locale, roles []string) (list []choice) {
	for _, role := range roles {
		list = append(list, choice{role, l.Term("role", role)})
	}
	return list
}

// InvitePage asks whom to invite.
type InvitePage struct {
	Frame
	Email, Name, Role string // as typed
	Tenant, Partner   string // of an admin's form: whose the person is; both empty for the vendor's own people
	Roles             []string
	Locations         []PartnerRef // of a partner's form: at which of them the person is, the whole account first
	Scope             ScopeChoice  // of a partner's form
	Chosen            string       // of an admin's form: ids of chosen locations, as typed
	Mails             bool
	Errors            []FieldError
}

// places are the locations as a select has them.
func (p InvitePage) places() (list []choice) {
	for _, x := range p.Locations {
		list = append(list, choice{x.ID, x.Name + " · " + x.ID})
	}
	return list
}
