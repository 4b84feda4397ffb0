package signon

import (
	"net"
	"net/url"
	"regexp"
	"slices"

	"github.com/pelletier/go-toml/v2/unstable"

	"shimei/store/directory"
	"shimei/store/toml"
)

var nameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

// check refuses what a provider cannot be.
func (c Config) check(t toml.Table) {
	if c.Name != "" && !nameForm.MatchString(c.Name) {
		t.Refuse(t.Find("name").Offset, "name %q cannot stand in an address: it is of up to 40 of a-z, 0-9 and -", c.Name)
	}
	if c.Issuer != "" && !isIssuer(c.Issuer) {
		t.Refuse(t.Find("issuer").Offset, "issuer %q cannot be one: it is an address that begins with https://, without ? and #", c.Issuer)
	}
	n := 0
	for _, set := range []bool{c.Of.Vendor, c.Of.Tenant != "", c.Of.Partner != "", c.Of.TenantClaim != "", c.Of.PartnerClaim != ""} {
		if set {
			n++
		}
	}
	if n != 1 {
		t.Refuse(t.Offset, "a provider knows the people of one: give vendor = true, tenant, partner, tenant_claim or partner_claim, and only one of them")
	}
	if c.many() && c.Of.TenantClaim == "" {
		t.Refuse(t.Find("issuer").Offset, "issuer has %s: the provider needs tenant_claim, which names the claim that stands there", tenantPart)
	}
}

// isIssuer reports whether it is an address over TLS, or of this very machine.
func isIssuer(issuer string) bool {
	at, err := url.Parse(issuer)
	if err != nil || at.Host == "" || at.RawQuery != "" || at.Fragment != "" || at.User != nil {
		return false
	}
	ip := net.ParseIP(at.Hostname())
	return at.Scheme == "https" || at.Scheme == "http" && (at.Hostname() == "localhost" || ip != nil && ip.IsLoopback())
}

// rolesOf reads which role a value of the claim gives: one of the audience whose people the provider knows.
func rolesOf(t toml.Table, c Config) map[string]directory.Role {
	v := t.Find("roles")
	if v == nil || c.RoleFrom == "" {
		if (v == nil) != (c.RoleFrom == "") {
			t.Refuse(t.Offset, "role_claim and roles belong together: give both or neither")
		}
		return nil
	}
	if !t.Is(v, "roles", unstable.Table) {
		return nil
	}
	roles, may := map[string]directory.Role{}, directory.RolesOf(c.Of.Audience())
	for _, f := range v.Fields {
		if !t.Is(f.Value, f.Key, unstable.String) {
			continue
		}
		role := directory.Role(f.Value.Text)
		if !slices.Contains(may, role) {
			t.Refuse(f.Value.Offset, "%q is no role of the provider's people: the roles are %s", role, toml.Quoted(may))
		}
		roles[f.Key] = role
	}
	return roles
}

// refuseTwice refuses the last provider where another one has its name or one of its domains.
func refuseTwice(t toml.Table, all []Config) {
	last := all[len(all)-1]
	for _, other := range all[:len(all)-1] {
		if other.Name == last.Name && last.Name != "" {
			t.Refuse(t.Find("name").Offset, "name %q is that of another provider too", last.Name)
		}
		for _, domain := range last.Domains {
			if slices.Contains(other.Domains, domain) {
				t.Refuse(t.Find("domains").Offset, "the people of %s are led to %s already", domain, other.Name)
			}
		}
	}
}
