// Package signontest is a provider of single sign-on for tests: a server on loopback that speaks OpenID Connect over
// HTTP, with keys of its own, a page on which somebody says who it is, and faults that a test can ask for.
package signontest

import (
	"cmp"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// ClientID and Secret are those of the portal at the provider.
const (
	ClientID = "shimei"
	Secret   = "of the client"
)

// Provider is the server. Its fields may be set while nobody asks it.
type Provider struct {
	*httptest.Server
	Now    func() time.Time
	People map[string]map[string]any // claims of those who have an account, by the name that they sign in with
	Change func(map[string]any)      // the claims of the next tokens; nil for as they are
	Down   string                    // the path that is out of order; "" for none
	NoEnd  bool                      // people cannot sign out
	KeysAt string                    // path of the keys: "keys" at first

	mu    sync.Mutex
	keys  []jose.JSONWebKey // the last one signs
	codes map[string]asked
	ended []url.Values
}

// asked is what a code stands for.
type asked struct{ who, nonce, challenge, back string }

// Serve starts a provider that ends with the test.
func Serve(t testing.TB, now func() time.Time, people map[string]map[string]any) *Provider {
	t.Helper()
	p := &Provider{Now: now, People: people, codes: map[string]asked{}, KeysAt: "keys"}
	p.Rotate(t)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) { p.configuration(w, p.URL) })
	mux.HandleFunc("GET /organizations/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) { p.configuration(w, p.URL+"/{tenantid}") })
	mux.HandleFunc("GET /authorize", p.form)
	mux.HandleFunc("POST /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	mux.HandleFunc("GET /{keys}", p.publish)
	mux.HandleFunc("GET /end", p.end)
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.Down == r.URL.Path {
			http.Error(w, "out of order", http.StatusBadGateway)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(p.Close)
	return p
}

// Rotate has the provider sign with another key from now on, and publish no other.
func (p *Provider) Rotate(t testing.TB) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.keys = []jose.JSONWebKey{{Key: key, KeyID: rand.Text(), Algorithm: string(jose.RS256), Use: "sig"}}
}

// Ended are the questions of those who came to sign out.
func (p *Provider) Ended() []url.Values {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ended
}

// configuration is what the provider says of itself, also as that of many organisations.
func (p *Provider) configuration(w http.ResponseWriter, issuer string) {
	c := map[string]any{"issuer": issuer, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/" + p.KeysAt,
		"end_session_endpoint": p.URL + "/end", "id_token_signing_alg_values_supported": []string{"RS256"}}
	if p.NoEnd {
		delete(c, "end_session_endpoint")
	}
	answer(w, http.StatusOK, c)
}

func answer(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(value); err != nil {
		panic(err)
	}
}

// form asks who it is.
func (p *Provider) form(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, `<!doctype html><html lang="en"><title>Provider</title><style>:focus{outline:3px solid}</style><main><h1>Provider</h1><form method="post" action="%s">
		<label for="who" id="who-label">Account</label> <input id="who" name="who"><button type="submit">Go on</button></form></main>`, html.EscapeString(r.URL.RequestURI()))
}

// authorize leads back with a code, or with an error for somebody whom the provider does not know.
func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if q.Get("client_id") != ClientID || q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || q.Get("state") == "" {
		http.Error(w, "no such client", http.StatusBadRequest)
		return
	}
	more := url.Values{"state": {q.Get("state")}}
	who := r.FormValue("who")
	if _, known := p.People[who]; known {
		code := rand.Text()
		p.mu.Lock()
		p.codes[code] = asked{who, q.Get("nonce"), q.Get("code_challenge"), q.Get("redirect_uri")}
		p.mu.Unlock()
		more.Set("code", code)
	} else {
		more.Set("error", "access_denied")
	}
	http.Redirect(w, r, q.Get("redirect_uri")+"?"+more.Encode(), http.StatusSeeOther)
}

// token exchanges a code, once, for whoever began it.
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	id, secret, basic := r.BasicAuth()
	if !basic {
		id, secret = r.FormValue("client_id"), r.FormValue("client_secret")
	}
	unescaped, err := url.QueryUnescape(secret)
	p.mu.Lock()
	of, known := p.codes[r.FormValue("code")]
	delete(p.codes, r.FormValue("code"))
	p.mu.Unlock()
	sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	proves := base64.RawURLEncoding.EncodeToString(sum[:]) == of.challenge
	if err != nil || id != ClientID || unescaped != Secret || !known || !proves || r.FormValue("redirect_uri") != of.back {
		answer(w, http.StatusBadRequest, map[string]any{"error": "invalid_grant"})
		return
	}
	answer(w, http.StatusOK, map[string]any{"access_token": rand.Text(), "token_type": "Bearer", "id_token": p.IDToken(of.who, of.nonce)})
}

// IDToken is what the provider says of somebody.
func (p *Provider) IDToken(who, nonce string) string {
	now := p.Now()
	claims := map[string]any{"iss": p.URL, "aud": ClientID, "sub": who, "nonce": nonce, "iat": now.Unix(), "exp": now.Add(time.Minute).Unix()}
	maps.Copy(claims, p.People[who])
	if p.Change != nil {
		p.Change(claims)
	}
	return p.Signed(claims)
}

// LogoutToken tells that somebody signed out at the provider.
func (p *Provider) LogoutToken(who string) string {
	return p.Signed(map[string]any{"iss": p.URL, "aud": ClientID, "sub": who, "iat": p.Now().Unix(), "jti": rand.Text(),
		"events": map[string]any{"http://schemas.openid.net/event/backchannel-logout": map[string]any{}}})
}

// SessionToken tells that a session ended at the provider, and not whose it was.
func (p *Provider) SessionToken(session string) string {
	return p.Signed(map[string]any{"iss": p.URL, "aud": ClientID, "sid": session, "iat": p.Now().Unix(), "jti": rand.Text(),
		"events": map[string]any{"http://schemas.openid.net/event/backchannel-logout": map[string]any{}}})
}

// Signed is a token of claims, by the provider's key.
func (p *Provider) Signed(claims map[string]any) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: p.keys[len(p.keys)-1]}, nil)
	if err != nil {
		panic(err)
	}
	text, err := json.Marshal(claims)
	if err != nil {
		panic(err)
	}
	token, err := signer.Sign(text)
	if err != nil {
		panic(err)
	}
	compact, err := token.CompactSerialize()
	if err != nil {
		panic(err)
	}
	return compact
}

func (p *Provider) publish(w http.ResponseWriter, r *http.Request) {
	if r.PathValue("keys") != p.KeysAt {
		http.NotFound(w, r)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	var set jose.JSONWebKeySet
	for _, k := range p.keys {
		set.Keys = append(set.Keys, k.Public())
	}
	answer(w, http.StatusOK, set)
}

// end signs out, and leads back.
func (p *Provider) end(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.ended = append(p.ended, r.URL.Query())
	p.mu.Unlock()
	http.Redirect(w, r, cmp.Or(r.URL.Query().Get("post_logout_redirect_uri"), "/"), http.StatusSeeOther)
}
