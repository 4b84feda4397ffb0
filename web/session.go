package web

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/sessions"

	"shimei/store"
	"shimei/store/directory"
)

// sessionLife is how long a sign-in lasts.
const sessionLife = 12 * time.Hour

// The name that gorilla knows the session by, and what is in it.
const (
	sessionName = "session"
	keyPerson   = "person" // directory.Person
	keyFlash    = "flash"  // string
)

// sessionStore keeps gorilla's sessions in the database. The cookie holds a random secret,
// the database its hash; who a session is of is read anew at every request, so that a
// changed role or a disabled account acts at the next one.
type sessionStore struct {
	store  *store.Store
	cookie http.Cookie
}

func newSessions(s *store.Store, plain bool) *sessionStore {
	c := http.Cookie{Name: "__Host-shimei", Path: "/", HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode}
	if plain {
		c.Name, c.Secure = "shimei", false
	}
	return &sessionStore{store: s, cookie: c}
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
	kept, who, err := x.store.Session(r.Context(), hashed(cookie.Value))
	switch {
	case errors.Is(err, store.ErrNotFound):
		return session, nil
	case err != nil:
		return session, err
	}
	session.IsNew, session.ID = false, cookie.Value
	session.Values[keyPerson], session.Values[keyFlash] = who, kept.Flash
	return session, nil
}

// Save keeps a session; one without an id gets a new secret, and one whose MaxAge is
// negative is forgotten.
func (x *sessionStore) Save(r *http.Request, w http.ResponseWriter, session *sessions.Session) error {
	cookie := x.cookie
	if session.Options != nil && session.Options.MaxAge < 0 {
		cookie.MaxAge = -1
		http.SetCookie(w, &cookie)
		return x.store.DeleteSession(r.Context(), hashed(session.ID))
	}
	if session.ID == "" {
		session.ID = rand.Text() + rand.Text()
	}
	who, _ := session.Values[keyPerson].(directory.Person)
	flash, _ := session.Values[keyFlash].(string)
	kept := store.Session{ID: hashed(session.ID), Person: who.Key, Flash: flash, Expires: x.store.Now().Add(sessionLife)}
	if err := x.store.SaveSession(r.Context(), kept); err != nil {
		return err
	}
	cookie.Value, cookie.MaxAge = session.ID, int(sessionLife.Seconds())
	http.SetCookie(w, &cookie)
	return nil
}

func hashed(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// begin signs a person in under a new secret; the one before is forgotten.
func (r *request) begin(who directory.Person) error {
	if r.session.ID != "" {
		if err := r.Store.DeleteSession(r.Request().Context(), hashed(r.session.ID)); err != nil {
			return err
		}
	}
	r.session.ID, r.session.Options = "", nil
	r.session.Values[keyPerson], r.session.Values[keyFlash] = who, ""
	return r.session.Save(r.Request(), r.Response())
}

// end signs out whoever is signed in.
func (r *request) end() error {
	if r.session.ID == "" {
		return nil
	}
	r.session.Options = &sessions.Options{MaxAge: -1}
	return r.session.Save(r.Request(), r.Response())
}

// flash leaves a message, in the person's language, for the next page.
func (r *request) flash(text string) error {
	r.session.Values[keyFlash] = text
	return r.session.Save(r.Request(), r.Response())
}

func (r *request) takeFlash() (string, error) {
	text, _ := r.session.Values[keyFlash].(string)
	if text == "" || r.Request().Method == http.MethodHead || strings.Contains(r.Request().Header.Get("Sec-Purpose"), "prefetch") {
		return "", nil
	}
	return text, r.flash("")
}
