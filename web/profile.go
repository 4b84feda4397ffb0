package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/mileusna/useragent"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/signin"
	"shimei/views"
)

func init() {
	add(entry{path: views.ProfilePath, audience: views.SignedIn, confirms: []string{views.ActUnlink}, get: func(r *request) (views.Page, error) { return r.profilePage() }, post: profileAct})
}

// profileAct does what one of the page's forms is for.
func profileAct(r *request) (views.Page, error) {
	switch r.FormValue("act") {
	case views.ActName:
		return setName(r)
	case views.ActSettings:
		return setSettings(r)
	case views.ActPassword:
		return changePassword(r)
	case views.ActExport:
		return nil, r.exportOwn()
	case views.ActSession:
		return r.endedSession("ended", r.Store.EndSession(r.ctx(), r.who, r.FormValue("handle"), r.RealIP()))
	case views.ActUnlink:
		return unlink(r)
	case views.ActOthers:
		return r.endedSession("ended_others", r.Store.EndOtherSessions(r.ctx(), r.who, r.kept.ID, r.RealIP()))
	}
	return nil, store.ErrNotFound
}

// profilePage shows a person's own account.
func (r *request) profilePage() (*views.ProfilePage, error) {
	page := &views.ProfilePage{Email: r.who.Email, Role: string(r.who.Role), Organisation: r.who.Organisation,
		Name: r.who.Name, Reading: r.who.Reading, Settings: r.settings()}
	p, err := r.programme()
	if err != nil {
		return nil, err
	}
	if err := r.linked(page, p.Zone); err != nil {
		return nil, err
	}
	sessions, err := r.Store.Sessions(r.ctx(), r.who.Key, r.life.Idle)
	for _, s := range sessions {
		agent := useragent.Parse(s.Browser)
		page.Sessions = append(page.Sessions, views.SessionRow{Handle: s.Handle(), Browser: agent.Name, System: agent.OS, Address: s.Address,
			Began: s.Began.In(p.Zone), Seen: s.Seen.In(p.Zone), This: s.ID == r.kept.ID})
	}
	if err != nil {
		return nil, err
	}
	log, err := r.Store.SecurityLog(r.ctx(), r.who)
	for _, e := range log {
		by := e.By.Name
		if e.By.Email == r.who.Email {
			by = ""
		}
		page.Log = append(page.Log, views.SecurityEvent{Kind: views.EventKind(e.Kind), At: e.At.In(p.Zone), By: by, Address: e.After.Values["address"]})
	}
	return page, err
}

func setName(r *request) (views.Page, error) {
	err := r.Store.SetName(r.ctx(), r.who, r.FormValue("name"), r.FormValue("reading"))
	if errors.Is(err, store.ErrNoName) {
		return r.profileRefused(views.FieldError{Field: "name", Message: r.l.T("person.no_name")})
	}
	if err != nil {
		return nil, err
	}
	r.flash(r.l.T("profile_done.named"))
	return SeeOther(views.ProfilePath), nil
}

func (r *request) profileRefused(fault views.FieldError) (views.Page, error) {
	page, err := r.profilePage()
	if err != nil {
		return nil, err
	}
	page.Errors = append(page.Errors, fault)
	if fault.Field == "name" {
		page.Name, page.Reading = r.FormValue("name"), r.FormValue("reading")
	}
	return Invalid(page), nil
}

// changePassword takes another password, and goes on under a new session: all there were are ended.
func changePassword(r *request) (views.Page, error) {
	who, err := r.Store.ChangePassword(r.ctx(), r.who, r.FormValue("present"), r.FormValue("password"), store.Attempt{Address: r.RealIP(), Device: r.device()})
	var fault signin.Fault
	switch {
	case errors.Is(err, store.ErrPassword):
		return r.profileRefused(views.FieldError{Field: "present", Message: r.l.T("profile.not_present")})
	case errors.As(err, &fault):
		return r.profileRefused(views.FieldError{Field: "password", Message: r.l.Term("password_fault", string(fault))})
	case err != nil:
		return nil, err
	}
	if err := r.begin(who, signin.ByPassword); err != nil {
		return nil, err
	}
	r.flash(r.l.T("join_done.reset"))
	return SeeOther(views.ProfilePath), nil
}

// exportOwn answers with all that is kept of the person.
func (r *request) exportOwn() error {
	d, err := r.Store.ExportOwn(r.ctx(), r.who)
	if err != nil {
		return err
	}
	r.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="shimei-own-data.json"`)
	return r.JSONPretty(http.StatusOK, d, "  ")
}

// endedSession says what came of ending sessions.
func (r *request) endedSession(done string, err error) (views.Page, error) {
	if errors.Is(err, store.ErrNotFound) { // it ended in the meantime, or by the button's second press
		done, err = "not_there", nil
	}
	if err != nil {
		return nil, err
	}
	r.flash(r.l.Term("profile_done", done))
	return SeeOther(views.ProfilePath), nil
}

// rolesOf are the roles of a person's audience.
func rolesOf(who directory.Person) (names []string) {
	for _, role := range directory.RolesOf(who.Role.Audience()) {
		names = append(names, string(role))
	}
	return names
}
