package signon

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

// End returns the address where somebody signs out at the provider too, and comes back from to an address of the
// portal; "" where there is none. No token is kept for it: the client's id tells the provider who asks.
func (p *Provider) End(ctx context.Context, back string) (string, error) {
	if !p.SignsOut {
		return "", nil
	}
	f, err := p.find(ctx)
	if err != nil || f.end == "" {
		return "", err
	}
	return address(f.end, url.Values{"client_id": {p.ClientID}, "post_logout_redirect_uri": {back}})
}

// logoutEvent is what a token tells of that says that somebody signed out (OpenID Connect Back-Channel Logout).
const logoutEvent = "http://schemas.openid.net/event/backchannel-logout"

// logoutLife is how old such a token may be.
const logoutLife = 5 * time.Minute

// SignOut is who signed out at a provider: somebody, or of whom only the session is told.
type SignOut struct{ Issuer, Subject, Session string }

// SignedOut returns who signed out at the provider, by the token that it sends. It is ErrDown or ErrUnfit otherwise.
func (p *Provider) SignedOut(ctx context.Context, raw string) (SignOut, error) {
	token, err := p.verify(ctx, func(f *found) *oidc.IDTokenVerifier { return f.logouts }, raw)
	if err != nil {
		return SignOut{}, err
	}
	var c struct {
		Nonce   *string        `json:"nonce"`
		Session string         `json:"sid"`
		Events  map[string]any `json:"events"`
	}
	if err := token.Claims(&c); err != nil {
		return SignOut{}, fmt.Errorf("%w: %w", ErrUnfit, err)
	}
	age := p.now().Sub(token.IssuedAt)
	_, tells := c.Events[logoutEvent]
	if !tells || c.Nonce != nil || token.Subject+c.Session == "" || age > logoutLife || age < -logoutLife || p.many() {
		return SignOut{}, fmt.Errorf("%w: the token tells of nobody who signed out just now", ErrUnfit)
	}
	return SignOut{token.Issuer, token.Subject, c.Session}, nil
}
