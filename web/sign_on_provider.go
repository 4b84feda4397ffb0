package web

import (
	"net/http"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/views"
	"shimei/web/signon"
)

// provider is the one of the request's address.
func (r *request) provider() (*signon.Provider, error) { return r.providerNamed(r.Param("provider")) }

// providerNamed is the provider with a name, or ErrNotFound.
func (p *portal) providerNamed(name string) (*signon.Provider, error) {
	for _, x := range p.signOns {
		if x.Name == name {
			return x, nil
		}
	}
	return nil, store.ErrNotFound
}

// providerFor is the one that the people of a mail address are led to, or nil.
func (p *portal) providerFor(email string) *signon.Provider {
	for _, x := range p.signOns {
		if x.Serves(email) {
			return x
		}
	}
	return nil
}

// offered are the providers that the sign-in page shows to everybody. One with domains is not shown: which
// organisations there are is nobody's business.
func (p *portal) offered() (all []views.Provider, byMail bool) {
	for _, x := range p.signOns {
		if len(x.Domains) > 0 {
			byMail = true
			continue
		}
		all = append(all, views.Provider{Name: x.Name, Label: label(x)})
	}
	return all, byMail
}

// providersOf are the providers that know the people of somebody's organisation.
func (r *request) providersOf(who directory.Person) (all []views.Provider, err error) {
	for _, x := range r.signOns {
		theirs := x.Of.Audience() == who.Role.Audience()
		if theirs && x.Of.TenantClaim+x.Of.PartnerClaim == "" {
			theirs, err = r.Store.SpeaksFor(r.ctx(), store.House{Vendor: x.Of.Vendor, TenantID: x.Of.Tenant, PartnerID: x.Of.Partner}, who)
		}
		if err != nil {
			return nil, err
		}
		if theirs {
			all = append(all, views.Provider{Name: x.Name, Label: label(x)})
		}
	}
	return all, nil
}

func label(p *signon.Provider) programme.Text { return programme.Text{En: p.En, Ja: p.Ja} }

// outside is an address of the portal as others reach it.
func (r *request) outside(path string) string {
	switch {
	case r.PublicURL != "":
		return r.PublicURL + path
	case r.PlainHTTP:
		return "http://" + r.Request().Host + path
	}
	return "https://" + r.Request().Host + path
}

// signOnCookie is the secret that ties a sign-on at a provider to the browser that began it.
func (p *portal) signOnCookie(secret string) *http.Cookie {
	c := p.cookie
	c.Name, c.Value, c.MaxAge = c.Name+"-sign-on", secret, int(store.SignOnLife.Seconds())
	return &c
}

// signingOn is the secret of the browser's sign-ons under way, or "".
func (r *request) signingOn() string { return r.held(r.signOnCookie("")) }

// providerCookie is the name of the provider by which somebody signed in at the browser; "" forgets it. It says only
// where to sign out.
func (p *portal) providerCookie(name string) *http.Cookie {
	c := p.cookie
	c.Name, c.Value, c.MaxAge = c.Name+"-provider", name, int(p.life.Longest.Seconds())
	if name == "" {
		c.MaxAge = -1
	}
	return &c
}

// held is the value that the browser holds of a cookie, or "".
func (r *request) held(c *http.Cookie) string {
	kept, err := r.Request().Cookie(c.Name)
	if err != nil {
		return ""
	}
	return kept.Value
}
