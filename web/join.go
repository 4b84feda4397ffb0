package web

import (
	"errors"
	"strings"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/signin"
	"shimei/views"
)

func init() {
	for _, k := range []views.JoinKind{views.JoinInvitation, views.JoinReset, views.JoinSetUp} {
		add(entry{path: views.JoinPath(k, "") + ":token", secret: true,
			get:  func(r *request) (views.Page, error) { return r.joinPage(k) },
			post: func(r *request) (views.Page, error) { return r.join(k) }})
	}
	add(entry{path: views.ResetPath, get: resetPage, post: askReset})
}

// errGone is returned for a link that is good once, and is no longer.
var errGone = errors.New("the link is no longer good")

func gone(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return errGone
	}
	return err
}

// joinPage shows what a link is for. To look at it does not use it up.
func (r *request) joinPage(k views.JoinKind) (*views.JoinPage, error) {
	page := &views.JoinPage{Kind: k, Token: r.Param("token")}
	if k == views.JoinSetUp {
		return page, gone(r.Store.CanSetUp(r.ctx(), page.Token))
	}
	of := r.Store.Invitation
	if k == views.JoinReset {
		of = r.Store.CanReset
	}
	p, err := of(r.ctx(), page.Token)
	page.Email, page.Organisation, page.Role = p.Email, p.Organisation, string(p.Role)
	page.Name, page.Reading = p.Name, p.Reading
	if err == nil && k == views.JoinInvitation {
		page.Providers, err = r.providersOf(p)
	}
	return page, gone(err)
}

// join lets somebody in, and signs the person in.
func (r *request) join(k views.JoinKind) (views.Page, error) {
	page, err := r.joinPage(k)
	if err != nil {
		return nil, err
	}
	if k != views.JoinReset {
		page.Name, page.Reading = r.FormValue("name"), r.FormValue("reading")
	}
	if k == views.JoinSetUp {
		page.Email = r.FormValue("email")
	}
	who, err := r.comesIn(k, page)
	if page.Errors = r.joinFaults(err); len(page.Errors) > 0 {
		return Invalid(page), nil
	}
	if err != nil {
		return nil, gone(err)
	}
	first := views.HomePath
	if k == views.JoinSetUp { // nothing waits for review in an empty portal
		first = views.ImportsPath
	}
	next, err := r.letIn(who, signin.ByLink, first)
	if r.session.ID != "" {
		r.flash(r.l.Term("join_done", string(k)))
	}
	return next, gone(err)
}

func (r *request) comesIn(k views.JoinKind, page *views.JoinPage) (directory.Person, error) {
	password := r.FormValue("password")
	switch k {
	case views.JoinInvitation:
		return r.Store.Join(r.ctx(), page.Token, page.Name, page.Reading, password, r.RealIP())
	case views.JoinReset:
		return r.Store.Reset(r.ctx(), page.Token, password, r.RealIP())
	}
	return r.Store.SetUp(r.ctx(), page.Token, store.NewPerson{Email: page.Email, Name: page.Name, Reading: strings.TrimSpace(page.Reading), Password: password}, r.RealIP())
}

// joinFaults are what is wrong with what was typed; nil for nothing, and for what is no fault of the form.
func (r *request) joinFaults(err error) []views.FieldError {
	var fault signin.Fault
	switch {
	case errors.As(err, &fault):
		return []views.FieldError{{Field: "password", Message: r.l.Term("password_fault", string(fault))}}
	case errors.Is(err, store.ErrNoName):
		return []views.FieldError{{Field: "name", Message: r.l.T("person.no_name")}}
	case errors.Is(err, store.ErrNoEmail):
		return []views.FieldError{{Field: "email", Message: r.l.T("person.no_email")}}
	case errors.Is(err, store.ErrTaken):
		return []views.FieldError{{Field: "email", Message: r.l.T("person.taken")}}
	}
	return nil
}

func resetPage(r *request) (views.Page, error) { return &views.ResetPage{Mails: r.Mails}, nil }

// askReset answers alike whether the address is one of an account or not.
func askReset(r *request) (views.Page, error) {
	if !r.Mails {
		return nil, store.ErrNotFound
	}
	return &views.ResetPage{Mails: true, Asked: true}, r.Store.AskReset(r.ctx(), r.FormValue("email"), r.RealIP())
}
