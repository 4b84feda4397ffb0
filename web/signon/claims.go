package signon

import (
	"fmt"
	"slices"
	"strings"

	"shimei/store/directory"
)

// Claims are what a provider says of somebody who signed in there.
type Claims struct {
	Issuer, Subject  string
	Session          string // as the provider calls it; "" where it does not
	Email            string // "" where the provider does not vouch for it
	Name             string
	Tenant, Partner  string // id of the organisation whose person it is; both "" for the vendor's
	Role             directory.Role
	WithSecondFactor bool
}

// factors are the methods that a token tells of where more than a password was asked for (RFC 8176, and fido, which
// Entra ID writes). A message to a telephone is none of them.
var factors = []string{"mfa", "mca", "otp", "hwk", "sc", "fido"}

// claims reads what the claims of a token mean to this portal.
func (p *Provider) claims(issuer, subject string, all map[string]any) (Claims, error) {
	c := Claims{Issuer: issuer, Subject: subject, Tenant: p.Of.Tenant, Partner: p.Of.Partner}
	c.Name, _ = all["name"].(string)
	c.Session, _ = all["sid"].(string)
	for claim, id := range map[string]*string{p.Of.TenantClaim: &c.Tenant, p.Of.PartnerClaim: &c.Partner} {
		if claim == "" {
			continue
		}
		if *id, _ = all[claim].(string); *id == "" {
			return c, fmt.Errorf("%w: the claim %s, which names the organisation, is missing", ErrUnfit, claim)
		}
	}
	if p.many() && (strings.ContainsAny(c.Tenant, "/?#") || issuer != strings.ReplaceAll(p.Issuer, tenantPart, c.Tenant)) {
		return c, fmt.Errorf("%w: the token is of another issuer", ErrUnfit)
	}
	if email, _ := all["email"].(string); p.vouches(email, all["email_verified"]) {
		c.Email = strings.ToLower(email)
	}
	if p.RoleFrom != "" {
		c.Role = p.role(texted(all[p.RoleFrom]))
	}
	c.WithSecondFactor = p.Factor == FactorTrusted || p.Factor == FactorAMR &&
		slices.ContainsFunc(texted(all["amr"]), func(method string) bool { return slices.Contains(factors, method) })
	return c, nil
}

// vouches reports whether the provider stands for an address: it verified it, or has its domain.
func (p *Provider) vouches(email string, verified any) bool {
	return strings.Contains(email, "@") && (verified == true || verified == "true" || p.Serves(email))
}

// role is the one with the most duties that values give, or else the least of the audience: whoever lost all values
// at the provider only reads.
func (p *Provider) role(values []string) directory.Role {
	all := directory.RolesOf(p.Of.Audience())
	for _, role := range all {
		if slices.ContainsFunc(values, func(v string) bool { return p.Roles[v] == role }) {
			return role
		}
	}
	return all[len(all)-1]
}

// texted is a claim of one text or a list of them.
func texted(claim any) (all []string) {
	switch c := claim.(type) {
	case string:
		return []string{c}
	case []any:
		for _, v := range c {
			if s, is := v.(string); is {
				all = append(all, s)
			}
		}
	}
	return all
}
