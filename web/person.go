package web

import (
	"cmp"
	"errors"
	"slices"
	"strconv"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/views"
)

func init() {
	for a, section := range map[views.Audience]string{views.Customer: "people", views.Partner: "locations", views.Admin: "people"} {
		add(entry{path: views.InvitePath(a), audience: a, duty: directory.ToManage, form: true, confirm: true, section: section, get: invitePage, post: invite})
		add(entry{path: views.PersonPath(a, ":key"), audience: a, duty: directory.ToManage, form: true, confirm: true, section: section, get: personPage, post: personAct})
	}
}

// audience is that of who asks.
func (r *request) audience() views.Audience { return views.Audience(r.who.Role.Audience()) }

func personPage(r *request) (views.Page, error) { return r.person() }

// person is the page of an account that the person manages, or ErrNotFound.
func (r *request) person() (*views.PersonPage, error) {
	key, err := strconv.ParseInt(r.Param("key"), 10, 64)
	if err != nil {
		return nil, store.ErrNotFound
	}
	p, err := r.Store.Managed(r.ctx(), r.who, key)
	if err != nil {
		return nil, err
	}
	page := r.pageOf(p)
	f, err := r.Store.Factors(r.ctx(), p)
	if err != nil {
		return nil, err
	}
	page.HasFactor = f.Any()
	page.Scope, err = r.scopeOf(p)
	return page, err
}

func (r *request) pageOf(p directory.Person) *views.PersonPage {
	return &views.PersonPage{Key: p.Key, Name: p.Name, Email: p.Email, Role: string(p.Role), Organisation: p.Organisation, OrganisationID: p.OrgID,
		State: accountState(p), Gone: p.Gone, Self: p.Key == r.who.Key, Roles: rolesOf(p), AllRoles: r.rolesToMoveTo(), Mails: r.Mails}
}

// personRow is a person in a list.
func (r *request) personRow(x directory.Person) views.PersonRow {
	return views.PersonRow{Name: x.Name, Email: x.Email, Role: string(x.Role), MayNominate: x.Role.May(directory.ToNominate),
		Disabled: x.Disabled, Invited: !x.Joined, Self: x.Key == r.who.Key, Path: r.personPath(x)}
}

// personPath is the address of an account's page for those who manage it, "" for others.
func (r *request) personPath(p directory.Person) string {
	if !r.who.Manages(p) {
		return ""
	}
	return views.PersonPath(r.audience(), strconv.FormatInt(p.Key, 10))
}

// accountState is whether a person can sign in: the last part of a message key.
func accountState(p directory.Person) string {
	switch {
	case p.Disabled:
		return "disabled"
	case !p.Joined:
		return "invited"
	}
	return "active"
}

// personAct does something to an account.
func personAct(r *request) (views.Page, error) {
	page, err := r.person()
	if err != nil {
		return nil, err
	}
	act := views.PersonAct(r.FormValue("act"))
	if !slices.Contains(views.PersonActs, act) {
		return nil, store.ErrNotFound
	}
	if act == views.ActLink {
		return r.linkOf(page)
	}
	path, err := r.doTo(page, act)
	if errors.Is(err, store.ErrLastManager) {
		page.Errors = []views.FieldError{{Message: r.l.T("person.last")}}
		return Conflict(page), nil
	}
	if fault := cmp.Or(r.lifeFault(act, err), r.scopeFault(err)); fault != nil {
		page.Errors = []views.FieldError{*fault}
		return Invalid(page), nil
	}
	if err != nil {
		return nil, err
	}
	r.flash(r.l.Term("person_done", string(act)))
	return SeeOther(path), nil
}

// doTo does it, and returns where to go on.
func (r *request) doTo(page *views.PersonPage, act views.PersonAct) (path string, err error) {
	path = views.PersonPath(r.audience(), strconv.FormatInt(page.Key, 10))
	switch act {
	case views.ActRole:
		err = r.Store.SetRole(r.ctx(), r.who, page.Key, directory.Role(r.FormValue("role")))
	case views.ActScope:
		err = r.setScope(page)
	case views.ActEnd:
		err = r.Store.EndAccess(r.ctx(), r.who, page.Key)
	case views.ActEnable:
		err = r.Store.GiveAccess(r.ctx(), r.who, page.Key)
	case views.ActAgain:
		err = r.Store.InviteAgain(r.ctx(), r.who, page.Key)
	case views.ActFactor:
		err = r.Store.ForgetFactors(r.ctx(), r.who, page.Key)
	case views.ActMove, views.ActMerge, views.ActErase:
		path, err = r.changeLife(page, act)
	case views.ActWithdraw:
		path, err = views.PeopleOf(r.audience()), r.Store.WithdrawInvitation(r.ctx(), r.who, page.Key)
	}
	return path, err
}

// linkOf shows a link that is handed over. It stands on this page alone, and in no flash that is kept.
func (r *request) linkOf(page *views.PersonPage) (views.Page, error) {
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	kind, make := views.JoinReset, r.Store.ResetLink
	if page.State == "invited" {
		kind, make = views.JoinInvitation, r.Store.InvitationLink
	}
	token, until, err := make(r.ctx(), r.who, page.Key)
	page.Link, page.LinkUntil = r.address()+views.JoinPath(kind, token), until.In(p.Zone)
	return page, err
}

func invitePage(r *request) (views.Page, error) { return r.inviteForm() }

// inviteForm is the form with what was typed, or what the query says.
func (r *request) inviteForm() (*views.InvitePage, error) {
	page := &views.InvitePage{Email: r.FormValue("email"), Name: r.FormValue("name"), Role: r.FormValue("role"), Tenant: r.FormValue("tenant"),
		Partner: r.FormValue("partner"), Roles: rolesOf(r.who), Mails: r.Mails}
	switch r.audience() {
	case views.Admin:
		page.Roles, page.Chosen = nil, r.FormValue("locations")
		for _, role := range directory.Roles() {
			page.Roles = append(page.Roles, string(role))
		}
	case views.Partner:
		return page, r.inviteChoices(page)
	}
	return page, nil
}

// invite makes an account that its person joins by a link.
func invite(r *request) (views.Page, error) {
	page, err := r.inviteForm()
	if err != nil {
		return nil, err
	}
	n := store.NewPerson{Email: page.Email, Name: page.Name, Role: directory.Role(page.Role), TenantID: page.Tenant, PartnerID: page.Partner}
	var invited directory.Person
	if n, err = r.placed(n, page); err == nil {
		invited, err = r.Store.Invite(r.ctx(), r.who, n)
	}
	if fault := r.inviteFault(n, err); fault != nil {
		page.Errors = []views.FieldError{*fault}
		return Invalid(page), nil
	}
	if err != nil {
		return nil, err
	}
	if !r.Mails {
		return r.handOver(invited)
	}
	r.flash(r.l.T("person_done.invited_mailed", "Name", invited.Name))
	return SeeOther(r.personPath(invited)), nil
}

// handOver shows the link of somebody who was just invited. It is the answer to the form itself, since a page that the
// browser is sent on to would have to keep the link.
func (r *request) handOver(invited directory.Person) (views.Page, error) {
	page := r.pageOf(invited)
	page.Invited, page.Path = true, r.personPath(invited)
	return r.linkOf(page)
}

// inviteFault is what is wrong with whom to invite; nil for nothing, and for what is no fault of the form.
func (r *request) inviteFault(n store.NewPerson, err error) *views.FieldError {
	if faults := r.joinFaults(err); len(faults) > 0 {
		return &faults[0]
	}
	if fault := r.scopeFault(err); fault != nil {
		return fault
	}
	switch {
	case errors.Is(err, store.ErrRole):
		return &views.FieldError{Field: "role", Message: r.l.T("person.wrong_role")}
	case errors.Is(err, db.ErrNotFound) && n.TenantID != "":
		return &views.FieldError{Field: "tenant", Message: r.l.T("person.unknown_tenant")}
	case errors.Is(err, db.ErrNotFound) && n.PartnerID != "":
		return &views.FieldError{Field: "partner", Message: r.l.T("person.unknown_partner")}
	}
	return nil
}
