package web

import (
	"cmp"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/sessions"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/signin"
)

// SessionLife is how long a sign-in lasts.
type SessionLife struct {
	Idle    time.Duration // without a request
	Longest time.Duration // however much it is used
	Confirm time.Duration // after a proof of who it is, for what is sensitive
}

// UsualSessionLife is that of a portal which is not told another one, each part by itself.
var UsualSessionLife = SessionLife{Idle: 30 * time.Minute, Longest: 12 * time.Hour, Confirm: 15 * time.Minute}

// The name that gorilla knows the session by, and what is in it.
const (
	sessionName = "session"
	keyPerson   = "person" // directory.Person
	keyFlash    = "flash"  // string
	keyKept     = "kept"   // store.Session, as it is in the database
	keyBefore   = "before" // string: the secret that a sign-in replaces
	keyProof    = "proof"  // signin.Proof: how the person was let in
	keySignOn   = "signOn" // string: how a provider of single sign-on knows the session
)

// sessionStore keeps gorilla's sessions in the database. The cookie holds a random secret,
// the database its hash; who a session is of is read anew at every request, so that a
// changed role or a disabled account acts at the next one.
type sessionStore struct {
	store  *store.Store
	life   SessionLife
	cookie http.Cookie
	from   func(*http.Request) string // the client's address
}

func newSessions(s *store.Store, life SessionLife, plain bool, from func(*http.Request) string) *sessionStore {
	life.Idle, life.Longest, life.Confirm = cmp.Or(life.Idle, UsualSessionLife.Idle), cmp.Or(life.Longest, UsualSessionLife.Longest), cmp.Or(life.Confirm, UsualSessionLife.Confirm)
	c := http.Cookie{Name: "__Host-shimei", Path: "/", HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode}
	if plain {
		c.Name, c.Secure = "shimei", false
	}
	return &sessionStore{store: s, life: life, cookie: c, from: from}
}

// Get returns the request's session.
func (x *sessionStore) Get(r *http.Request, name string) (*sessions.Session, error) {
	return sessions.GetRegistry(r).Get(x, name)
}

// New reads the session that the cookie names, or begins an empty one. It returns one beside
// an error too: gorilla relies on that.
func (x *sessionStore) New(r *http.Request, name string) (*sessions.Session, error) {
	session := sessions.NewSession(x, name)
	session.IsNew = true
	cookie, err := r.Cookie(x.cookie.Name)
	if err != nil {
		return session, nil
	}
	kept, who, err := x.store.Session(r.Context(), signin.Hashed(cookie.Value), x.life.Idle)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return session, nil
	case err != nil:
		return session, err
	}
	session.IsNew, session.ID = false, cookie.Value
	session.Values[keyPerson], session.Values[keyFlash], session.Values[keyKept] = who, kept.Flash, kept
	return session, nil
}

// Save keeps what a request changed in its session: one without an id begins, under a new
// secret, one whose MaxAge is negative ends, and of any other the message is kept.
func (x *sessionStore) Save(r *http.Request, w http.ResponseWriter, session *sessions.Session) error {
	flash, _ := session.Values[keyFlash].(string)
	switch {
	case session.Options != nil && session.Options.MaxAge < 0:
		return x.end(r, w, session)
	case session.ID != "":
		return x.store.SetFlash(r.Context(), signin.Hashed(session.ID), flash)
	}
	return x.begin(r, w, session)
}

// begin keeps a new session in place of the one that the browser had.
func (x *sessionStore) begin(r *http.Request, w http.ResponseWriter, session *sessions.Session) error {
	secret, before := signin.NewSecret(), ""
	if earlier, is := session.Values[keyBefore].(string); is {
		before = signin.Hashed(earlier)
	}
	who, _ := session.Values[keyPerson].(directory.Person)
	by, _ := session.Values[keyProof].(signin.Proof)
	signOn, _ := session.Values[keySignOn].(string)
	kept := store.Session{ID: signin.Hashed(secret), By: by, SignOn: signOn, Expires: x.store.Now().Add(x.life.Longest), Browser: browserOf(r), Address: x.from(r)}
	if err := x.store.BeginSession(r.Context(), who, kept, before); err != nil {
		return err
	}
	session.ID = secret
	cookie := x.cookie
	cookie.Value, cookie.MaxAge = secret, int(x.life.Longest.Seconds())
	http.SetCookie(w, &cookie)
	return nil
}

// end forgets a session, and only then has the browser forget it: a browser that no longer
// holds the secret could not end the session at a second try.
func (x *sessionStore) end(r *http.Request, w http.ResponseWriter, session *sessions.Session) error {
	if err := x.store.DeleteSession(r.Context(), signin.Hashed(session.ID)); err != nil {
		return err
	}
	cookie := x.cookie
	cookie.MaxAge = -1
	http.SetCookie(w, &cookie)
	return nil
}

// browserOf is how the browser calls itself, as far as it is kept.
func browserOf(r *http.Request) string {
	const most = 200
	name := []rune(strings.ToValidUTF8(r.UserAgent(), ""))
	return string(name[:min(len(name), most)])
}

// begin signs a person in under a new secret, who has proved who it is; the one before is forgotten.
func (r *request) begin(who directory.Person, by signin.Proof) error {
	if r.session.ID != "" {
		r.session.Values[keyBefore] = r.session.ID
	}
	r.session.ID, r.session.Options = "", nil
	if before, _ := r.session.Values[keyPerson].(directory.Person); before.Key == who.Key { // the provider still knows it
		r.signOn = cmp.Or(r.signOn, r.kept.SignOn)
	}
	r.session.Values[keySignOn] = r.signOn
	r.session.Values[keyPerson], r.session.Values[keyProof], r.session.Values[keyFlash] = who, by, ""
	return r.session.Save(r.Request(), r.Response())
}

// goOnUnder has the browser hold the new secret of its session.
func (r *request) goOnUnder(secret string) {
	r.session.ID, r.kept.ID = secret, signin.Hashed(secret)
	cookie := r.cookie
	cookie.Value, cookie.MaxAge = secret, int(r.kept.Expires.Sub(r.Store.Now()).Seconds())
	http.SetCookie(r.Response(), &cookie)
}

// end signs out whoever is signed in.
func (r *request) end() error {
	if r.session.ID == "" {
		return nil
	}
	r.session.Options = &sessions.Options{MaxAge: -1}
	return r.session.Save(r.Request(), r.Response())
}

// flash leaves a message, in the person's language, for the next page. What it tells of is done,
// so a message that cannot be kept is no reason to answer that it failed.
func (r *request) flash(text string) {
	if err := r.keepFlash(text); err != nil && !errors.Is(err, store.ErrNotFound) {
		r.Log.WarnContext(r.Request().Context(), "a message for the next page is lost", "error", err, "id", requestID(r))
	}
}

func (r *request) keepFlash(text string) error {
	r.session.Values[keyFlash] = text
	return r.session.Save(r.Request(), r.Response())
}

// takeFlash returns the message for this page and takes it out of the session. One that cannot
// be taken out is shown once more. It is errSignedOut where the session was ended meanwhile.
func (r *request) takeFlash() (string, error) {
	text, _ := r.session.Values[keyFlash].(string)
	if text == "" || !r.shows() {
		return "", nil
	}
	err := r.keepFlash("")
	if errors.Is(err, store.ErrNotFound) {
		return "", errSignedOut
	}
	if err != nil {
		r.Log.WarnContext(r.Request().Context(), "a message is shown once more", "error", err, "id", requestID(r))
	}
	return text, nil
}

// shows reports whether the person is shown the page now: not where only its head is asked for, or the browser
// fetches it ahead.
func (r *request) shows() bool {
	return r.Request().Method != http.MethodHead && !strings.Contains(r.Request().Header.Get("Sec-Purpose"), "prefetch")
}

// errSignedOut ends a request whose session was ended while it was under way.
var errSignedOut = errors.New("signed out in the meantime")
