package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"golang.org/x/time/rate"

	"shimei/store"
	"shimei/store/directory"
	"shimei/views"
)

// home sends everybody to the first page that is theirs.
func home(r *request) (templ.Component, error) {
	if r.who.Key == 0 {
		return nil, r.seeOther(views.SignInPath)
	}
	return nil, r.seeOther(views.HomeOf(views.Audience(r.who.Role.Audience())))
}

func signInPage(r *request) (templ.Component, error) {
	page, err := r.signInForm()
	page.Return = r.QueryParam("return")
	return page.Page(), err
}

func (r *request) signInForm() (views.SignInPage, error) {
	f, err := r.frame()
	page := views.SignInPage{Frame: f}
	if err != nil || r.Demo == nil {
		return page, err
	}
	people, err := r.Store.People(r.Request().Context())
	byEmail := map[string]directory.Person{}
	for _, p := range people {
		byEmail[p.Email] = p
	}
	for _, d := range r.Demo {
		p := byEmail[d.Email]
		page.People = append(page.People, views.DemoPerson{PersonID: p.Key, Name: p.Name, Organisation: p.Organisation,
			Role: string(p.Role), Audience: views.Audience(p.Role.Audience())})
	}
	return page, err
}

// newAttempts bounds how often one address may try to sign in, for each try costs a
// password check: 30 at once, and then two a second.
func newAttempts() middleware.RateLimiterStore {
	return middleware.NewRateLimiterMemoryStoreWithConfig(middleware.RateLimiterMemoryStoreConfig{Rate: rate.Limit(2), Burst: 30})
}

func signIn(r *request) (templ.Component, error) {
	if allowed, err := r.attempts.Allow(r.RealIP()); err != nil || !allowed {
		return nil, errors.Join(echo.ErrTooManyRequests, err)
	}
	who, err := r.Store.SignIn(r.Request().Context(), r.FormValue("email"), r.FormValue("password"))
	if err == nil {
		err = r.begin(who)
	}
	if errors.Is(err, store.ErrSignIn) {
		page, err := r.signInForm()
		page.Email, page.Return, page.Error = r.FormValue("email"), r.FormValue("return"), r.l.T("sign_in.wrong")
		r.code = http.StatusUnprocessableEntity
		return page.Page(), err
	}
	if err != nil {
		return nil, err
	}
	return nil, r.seeOther(r.back(who))
}

// back returns the path that a sign-in leads to: that of the page which asked for it, where
// there is one and it is for this person, or else the home page.
func (r *request) back(who directory.Person) string {
	path := local(r.FormValue("return"))
	asked, err := url.Parse(path)
	if err != nil {
		return views.HomePath
	}
	found := r.Echo().NewContext(r.Request(), r.Response())
	r.Echo().Router().Find(get, asked.EscapedPath(), found)
	mine := slices.ContainsFunc(routes, func(rt route) bool {
		return rt.method == get && rt.path == found.Path() && (rt.audience == "" || string(rt.audience) == who.Role.Audience())
	})
	if !mine {
		return views.HomePath
	}
	return path
}

func signOut(r *request) (templ.Component, error) {
	if err := r.end(); err != nil {
		return nil, err
	}
	r.Response().Header().Set("Clear-Site-Data", `"cache"`) // the next person at this browser goes back to nothing
	return nil, r.seeOther(views.SignInPath)
}

// demoSignIn signs in one of the people whom the demonstration offers, and nobody else.
func demoSignIn(r *request) (templ.Component, error) {
	people, err := r.Store.People(r.Request().Context())
	if err != nil {
		return nil, err
	}
	for _, who := range people {
		offered := slices.ContainsFunc(r.Demo, func(d DemoPerson) bool { return d.Email == who.Email })
		if offered && r.FormValue("person") == strconv.FormatInt(who.Key, 10) {
			err := r.begin(who)
			if errors.Is(err, store.ErrSignIn) { // disabled
				return nil, store.ErrNotFound
			}
			if err != nil {
				return nil, err
			}
			return nil, r.seeOther(r.back(who))
		}
	}
	return nil, store.ErrNotFound
}
