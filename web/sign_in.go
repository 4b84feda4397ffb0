package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/signin"
	"shimei/views"
)

func init() {
	add(entry{path: views.HomePath, get: home})
	add(entry{path: views.SignInPath, get: signInPage, post: signIn})
	add(entry{path: views.SignOutPath, post: signOut})
	add(entry{path: views.DemoSignInPath, post: demoSignIn, demo: true})
}

// home sends everybody to the first page that is theirs.
func home(r *request) (views.Page, error) {
	if r.who.Key == 0 {
		return SeeOther(views.SignInPath), nil
	}
	return SeeOther(views.HomeOf(views.Audience(r.who.Role.Audience()))), nil
}

func signInPage(r *request) (views.Page, error) {
	page, err := r.signInForm()
	page.Return, page.Unsent = r.QueryParam("return"), r.QueryParam("unsent") != ""
	return page, err
}

func (r *request) signInForm() (*views.SignInPage, error) {
	page := &views.SignInPage{Site: r.site().ID != ""}
	page.Providers, page.ByMail = r.offered()
	if r.Demo == nil {
		settled, err := r.Store.IsSetUp(r.ctx())
		page.Empty = !settled
		return page, err
	}
	people, err := r.Store.Everybody(r.ctx())
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

func signIn(r *request) (views.Page, error) {
	if p := r.providerFor(r.FormValue("email")); p != nil && r.FormValue("password") == "" {
		return r.leadTo(p, store.SignOnUnderway{}, r.FormValue("email"))
	}
	if r.FormValue("by") == "mail" {
		return r.signInAgain(r.l.T("sign_on.by_mail_none"))
	}
	who, err := r.Store.SignIn(r.ctx(), store.Attempt{Email: r.FormValue("email"), Password: r.FormValue("password"), Address: r.RealIP(), Device: r.device()})
	if err == nil {
		page, refused := r.letIn(who, signin.ByPassword, r.back(who))
		if refused == nil {
			return page, nil
		}
		err = refused
	}
	if errors.Is(err, store.ErrSignIn) {
		return r.signInAgain(r.l.T("sign_in.wrong"))
	}
	return nil, err
}

// signInAgain asks once more, and says why.
func (r *request) signInAgain(why string) (views.Page, error) {
	page, err := r.signInForm()
	page.Email, page.Return, page.Error = r.FormValue("email"), r.FormValue("return"), why
	page.Unsent = r.FormValue("unsent") != ""
	return Invalid(page), err
}

// deviceLife is how long a browser is known as one at which a person has signed in.
const deviceLife = 365 * 24 * time.Hour

// deviceCookie is the browser's own secret, which outlives its sessions.
func (p *portal) deviceCookie(secret string) *http.Cookie {
	c := p.cookie
	c.Name, c.Value, c.MaxAge = c.Name+"-device", secret, int(deviceLife.Seconds())
	return &c
}

// device is the secret that the browser keeps since somebody signed in at it, or "".
func (r *request) device() string {
	kept, err := r.Request().Cookie(r.deviceCookie("").Name)
	if err != nil {
		return ""
	}
	return kept.Value
}

// keepDevice remembers the browser as one at which the person has signed in: guesses of others do not slow the
// person down here.
func (r *request) keepDevice(who directory.Person) error {
	secret := r.device()
	if secret == "" {
		secret = signin.NewSecret()
	}
	http.SetCookie(r.Response(), r.deviceCookie(secret))
	return r.Store.KeepDevice(r.ctx(), secret, who.Key)
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
		return rt.method == get && rt.path == found.Path() && (rt.audience == "" || rt.audience == views.SignedIn || string(rt.audience) == who.Role.Audience())
	})
	if !mine {
		return views.HomePath
	}
	return path
}

func signOut(r *request) (views.Page, error) {
	if err := r.end(); err != nil {
		return nil, err
	}
	r.Response().Header().Set("Clear-Site-Data", `"cache"`) // the next person at this browser goes back to nothing
	return r.signOutThere()
}

// demoSignIn signs in one of the people whom the demonstration offers, and nobody else.
func demoSignIn(r *request) (views.Page, error) {
	people, err := r.Store.Everybody(r.ctx())
	if err != nil {
		return nil, err
	}
	for _, who := range people {
		offered := slices.ContainsFunc(r.Demo, func(d DemoPerson) bool { return d.Email == who.Email })
		if offered && r.FormValue("person") == strconv.FormatInt(who.Key, 10) {
			err := r.begin(who, "")
			if errors.Is(err, store.ErrSignIn) { // disabled
				return nil, store.ErrNotFound
			}
			if err != nil {
				return nil, err
			}
			return SeeOther(r.back(who)), nil
		}
	}
	return nil, store.ErrNotFound
}
