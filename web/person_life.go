package web

import (
	"errors"
	"strings"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/views"
)

// errOnceMore refuses to erase an account whose address was not typed once more.
var errOnceMore = errors.New("another address was typed")

// rolesToMoveTo are the roles in which somebody goes on elsewhere; nil for who may move nobody.
func (r *request) rolesToMoveTo() (names []string) {
	if r.audience() != views.Admin {
		return nil
	}
	for _, role := range directory.Roles() {
		names = append(names, string(role))
	}
	return names
}

// changeLife moves, merges or erases an account, and returns where to go on.
func (r *request) changeLife(page *views.PersonPage, act views.PersonAct) (path string, err error) {
	page.Typed = map[string]string{}
	for _, name := range []string{"move_role", "tenant", "partner", "into"} {
		page.Typed[name] = strings.TrimSpace(r.FormValue(name))
	}
	path = views.PeopleOf(r.audience())
	switch {
	case act == views.ActMove && r.audience() != views.Admin:
		err = store.ErrNotFound
	case act == views.ActMove:
		var moved directory.Person
		moved, err = r.Store.Move(r.ctx(), r.who, page.Key, store.NewPerson{Role: directory.Role(page.Typed["move_role"]), TenantID: page.Typed["tenant"], PartnerID: page.Typed["partner"]})
		path = r.personPath(moved)
	case act == views.ActMerge:
		var kept directory.Person
		kept, err = r.Store.Merge(r.ctx(), r.who, page.Key, page.Typed["into"])
		path = r.personPath(kept)
	case !strings.EqualFold(strings.TrimSpace(r.FormValue("email")), page.Email):
		err = errOnceMore
	default:
		err = r.Store.Erase(r.ctx(), r.who, page.Key)
	}
	return path, err
}

// lifeFault is what is wrong with what was typed; nil for nothing, and for what is no fault of the form.
func (r *request) lifeFault(act views.PersonAct, err error) *views.FieldError {
	fault := func(field, key string) *views.FieldError { return &views.FieldError{Field: field, Message: key} }
	switch {
	case errors.Is(err, errOnceMore):
		return fault("email", r.l.T("account_life.wrong_email"))
	case act == views.ActMerge && errors.Is(err, store.ErrOtherOrganisation):
		return fault("into", r.l.T("account_life.other_organisation"))
	case act == views.ActMerge && errors.Is(err, store.ErrNotFound):
		return fault("into", r.l.T("account_life.not_there"))
	case act == views.ActMove && errors.Is(err, store.ErrSameOrganisation):
		return fault("tenant", r.l.T("account_life.same_organisation"))
	case act == views.ActMove && errors.Is(err, store.ErrRole):
		return fault("move_role", r.l.T("person.wrong_role"))
	case act == views.ActMove && r.audience() == views.Admin && errors.Is(err, db.ErrNotFound):
		return r.unknownOrganisation()
	}
	return nil
}

func (r *request) unknownOrganisation() *views.FieldError {
	if r.FormValue("tenant") != "" {
		return &views.FieldError{Field: "tenant", Message: r.l.T("person.unknown_tenant")}
	}
	return &views.FieldError{Field: "partner", Message: r.l.T("person.unknown_partner")}
}
