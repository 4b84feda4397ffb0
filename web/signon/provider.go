package signon

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"shimei/store/signin"
)

// ErrDown is returned where a provider does not answer, or not as one. It is asked anew the next time.
var ErrDown = errors.New("the provider does not answer")

// ErrUnfit is returned for a code or a token that proves nothing: of another issuer, client or sign-on, expired, or
// signed by nobody known.
var ErrUnfit = errors.New("what the provider sent proves nothing")

// patience is how long one answer of a provider may take.
const patience = 10 * time.Second

// foundLife is how long what a provider says of itself is believed, and mostOften how often it is asked anew because
// its keys do not fit.
const (
	foundLife = 24 * time.Hour
	mostOften = time.Minute
)

// Provider is one provider of single sign-on. It is asked for its addresses when they are first needed, so that the
// portal serves whether it answers or not.
type Provider struct {
	Config
	now    func() time.Time
	client *http.Client
	found  atomic.Pointer[found]
}

// found is what a provider says of itself.
type found struct {
	at       time.Time
	oauth    oauth2.Config
	verifier *oidc.IDTokenVerifier
	logouts  *oidc.IDTokenVerifier // of tokens that tell that somebody signed out
	end      string                // where people sign out; "" for nowhere
}

// New returns the provider of a configuration, by whose clock tokens expire.
func New(c Config, now func() time.Time) *Provider {
	return &Provider{Config: c, now: now, client: &http.Client{Timeout: patience}}
}

// Flow is what ties a token to the sign-on that it is of.
type Flow struct{ State, Nonce, Verifier string }

// NewFlow begins a sign-on.
func NewFlow() Flow {
	return Flow{State: signin.NewSecret(), Nonce: signin.NewSecret(), Verifier: oauth2.GenerateVerifier()}
}

// tenantPart stands in the issuer of a provider that serves many organisations, each under an issuer of its own.
const tenantPart = "{tenantid}"

// many reports whether the provider is one of those.
func (c Config) many() bool { return strings.Contains(c.Issuer, tenantPart) }

// algorithms are those by which a token may be signed: none of them by the client's own secret, or not at all.
var algorithms = []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.EdDSA}

// find returns the provider's addresses, which it asks for once a day. While there is no answer, those of before are
// good.
func (p *Provider) find(ctx context.Context) (*found, error) {
	f := p.found.Load()
	if f != nil && p.now().Sub(f.at) < foundLife {
		return f, nil
	}
	asked, err := p.ask(ctx)
	if err != nil && f != nil {
		return f, nil
	}
	return asked, err
}

// ask asks the provider for its addresses.
func (p *Provider) ask(ctx context.Context) (*found, error) {
	ctx, at := oidc.ClientContext(ctx, p.client), p.Issuer
	if p.many() { // what such a provider says of itself is at the place of all organisations
		ctx, at = oidc.InsecureIssuerURLContext(ctx, p.Issuer), strings.ReplaceAll(p.Issuer, tenantPart, "organizations")
	}
	known, err := oidc.NewProvider(ctx, at)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDown, err)
	}
	var more struct {
		Keys string `json:"jwks_uri"`
		End  string `json:"end_session_endpoint"`
	}
	if err := known.Claims(&more); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDown, err)
	}
	set := &keySet{oidc.NewRemoteKeySet(ctx, more.Keys)}
	config := &oidc.Config{ClientID: p.ClientID, Now: p.now, SupportedSigningAlgs: algorithms, SkipIssuerCheck: p.many()}
	logouts := *config
	logouts.SkipExpiryCheck = true // such a token may have none
	f := &found{at: p.now(), end: more.End, verifier: oidc.NewVerifier(p.Issuer, set, config), logouts: oidc.NewVerifier(p.Issuer, set, &logouts),
		oauth: oauth2.Config{ClientID: p.ClientID, ClientSecret: p.Secret, Endpoint: known.Endpoint(), Scopes: append([]string{oidc.ScopeOpenID}, p.Scopes...)}}
	p.found.Store(f)
	return f, nil
}

// keySet tells keys that cannot be had from a signature by none of them, which the verifier does not.
type keySet struct{ remote *oidc.RemoteKeySet }

// keyFault is what was wrong with the keys: an error that kept them away, or that none of them signed.
type keyFault struct {
	down  error
	unfit bool
}

// keyFaultOf is where it goes.
type keyFaultOf struct{}

// VerifySignature is that of oidc.KeySet.
func (k *keySet) VerifySignature(ctx context.Context, jwt string) ([]byte, error) {
	payload, err := k.remote.VerifySignature(ctx, jwt)
	if fault, is := ctx.Value(keyFaultOf{}).(*keyFault); is && err != nil {
		if fault.unfit = true; strings.HasPrefix(err.Error(), "fetching keys") {
			fault.down = err
		}
	}
	return payload, err
}

// Ask returns the address where somebody signs in, and comes back from to an address of the portal.
func (p *Provider) Ask(ctx context.Context, back string, flow Flow, email string) (string, error) {
	f, err := p.find(ctx)
	if err != nil {
		return "", err
	}
	config := f.oauth
	config.RedirectURL = back
	options := []oauth2.AuthCodeOption{oidc.Nonce(flow.Nonce), oauth2.S256ChallengeOption(flow.Verifier)}
	if email != "" {
		options = append(options, oauth2.SetAuthURLParam("login_hint", email))
	}
	return config.AuthCodeURL(flow.State, options...), nil
}

// Receive exchanges the code with which somebody came back, and returns what the provider says. It is ErrDown or
// ErrUnfit otherwise.
func (p *Provider) Receive(ctx context.Context, back, code string, flow Flow) (Claims, error) {
	f, err := p.find(ctx)
	if err != nil {
		return Claims{}, err
	}
	config := f.oauth
	config.RedirectURL = back
	token, err := config.Exchange(context.WithValue(ctx, oauth2.HTTPClient, p.client), code, oauth2.VerifierOption(flow.Verifier))
	if refused, is := errors.AsType[*oauth2.RetrieveError](err); is && refused.Response.StatusCode < http.StatusInternalServerError {
		return Claims{}, fmt.Errorf("%w: the code is refused: %s", ErrUnfit, refused.ErrorCode)
	}
	if err != nil {
		return Claims{}, fmt.Errorf("%w: %w", ErrDown, err)
	}
	raw, _ := token.Extra("id_token").(string)
	return p.read(ctx, raw, flow)
}

// read takes a token for what it says where it is of this client and this sign-on.
func (p *Provider) read(ctx context.Context, raw string, flow Flow) (Claims, error) {
	token, err := p.verify(ctx, func(f *found) *oidc.IDTokenVerifier { return f.verifier }, raw)
	if err != nil {
		return Claims{}, err
	}
	if token.Nonce == "" || token.Nonce != flow.Nonce {
		return Claims{}, fmt.Errorf("%w: the token is of another sign-on", ErrUnfit)
	}
	var all map[string]any
	if err := token.Claims(&all); err != nil {
		return Claims{}, fmt.Errorf("%w: %w", ErrUnfit, err)
	}
	if by, is := all["azp"].(string); token.Subject == "" || is && by != p.ClientID || len(token.Audience) > 1 && !is {
		return Claims{}, fmt.Errorf("%w: the token is of nobody, or another client's", ErrUnfit)
	}
	return p.claims(token.Issuer, token.Subject, all)
}

// verify checks a token's signature, issuer, audience and time. Where the keys do not fit, or are gone, the provider
// is asked once more where they are.
func (p *Provider) verify(ctx context.Context, of func(*found) *oidc.IDTokenVerifier, raw string) (*oidc.IDToken, error) {
	f, err := p.find(ctx)
	if err != nil {
		return nil, err
	}
	token, unfit, err := verify(ctx, of(f), raw)
	if !unfit || p.now().Sub(f.at) < mostOften {
		return token, err
	}
	if f, err = p.ask(ctx); err != nil {
		return nil, err
	}
	token, _, err = verify(ctx, of(f), raw)
	return token, err
}

// verify reports, too, whether the keys do not fit.
func verify(ctx context.Context, v *oidc.IDTokenVerifier, raw string) (token *oidc.IDToken, unfit bool, err error) {
	var keys keyFault
	token, err = v.Verify(context.WithValue(ctx, keyFaultOf{}, &keys), raw)
	switch {
	case keys.down != nil:
		return nil, true, fmt.Errorf("%w: %w", ErrDown, keys.down)
	case err != nil:
		return nil, keys.unfit, fmt.Errorf("%w: %w", ErrUnfit, err)
	}
	return token, false, nil
}

// Serves reports whether the people of a mail address are led to the provider.
func (c Config) Serves(email string) bool { return slices.Contains(c.Domains, domainOf(email)) }

func domainOf(email string) string {
	return strings.ToLower(strings.TrimSpace(email[strings.LastIndexByte(email, '@')+1:]))
}

// address is an address with more in its query.
func address(at string, more url.Values) (string, error) {
	u, err := url.Parse(at)
	if err != nil {
		return "", err
	}
	q := u.Query()
	for name := range more {
		q.Set(name, more.Get(name))
	}
	u.RawQuery = q.Encode()
	return u.String(), nil
}
