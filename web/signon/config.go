package signon

import (
	"os"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"shimei/store/directory"
	"shimei/store/toml"
)

// Config is what a file says of one provider.
type Config struct {
	Name     string // in addresses
	En, Ja   string // as people call it
	Issuer   string
	ClientID string
	Secret   string // "" for a client without one
	Scopes   []string
	Domains  []string // of the mail addresses whose people are led there
	Of       Of
	Makes    bool // somebody new gets an account
	RoleFrom string
	Roles    map[string]directory.Role // by the value of the claim RoleFrom
	Factor   Factor
	SignsOut bool // signing out here leads there, where it has an address for it
}

// Of is whose people a provider knows. One of them is set.
type Of struct {
	Vendor          bool
	Tenant, Partner string // id of the customer or partner
	TenantClaim     string // that holds the tenant id: the provider serves many customers
	PartnerClaim    string
}

// Audience is whose pages the people see: "customer", "partner" or "admin".
func (o Of) Audience() string {
	switch {
	case o.Tenant+o.TenantClaim != "":
		return "customer"
	case o.Partner+o.PartnerClaim != "":
		return "partner"
	}
	return "admin"
}

// Factor is whether a second factor is asked for after the provider.
type Factor string

// The choices.
const (
	FactorAsk     Factor = "ask"     // as after a password
	FactorAMR     Factor = "amr"     // only where the token does not say that there was one
	FactorTrusted Factor = "trusted" // never: the provider sees to it
)

var keys = []string{"name", "label", "issuer", "client_id", "client_secret_file", "client_secret_env", "scopes", "domains", "vendor", "tenant", "partner",
	"tenant_claim", "partner_claim", "make_accounts", "role_claim", "roles", "second_factor", "end_session"}

// Load reads a file of providers. Its errors name the line and the key, and never a secret.
func Load(name string, source []byte) ([]Config, error) {
	r, root, err := toml.Open(name, source)
	if err != nil {
		return nil, err
	}
	var all []Config
	top, is := r.Table(root, "the file", "provider")
	if is {
		for _, t := range top.Tables("provider", "a provider", keys...) {
			all = append(all, providerOf(t))
			refuseTwice(t, all)
		}
	}
	return all, r.Err()
}

func providerOf(t toml.Table) Config {
	c := Config{Name: text(t, "name", true), Issuer: text(t, "issuer", true), ClientID: text(t, "client_id", true), Secret: secretOf(t),
		Scopes: texts(t, "scopes"), Domains: texts(t, "domains"), Makes: flag(t, "make_accounts", false), SignsOut: flag(t, "end_session", true),
		RoleFrom: text(t, "role_claim", false), Factor: FactorAsk,
		Of: Of{Vendor: flag(t, "vendor", false), Tenant: text(t, "tenant", false), Partner: text(t, "partner", false),
			TenantClaim: text(t, "tenant_claim", false), PartnerClaim: text(t, "partner_claim", false)}}
	if label, is := tableAt(t, "label", "a label", "en", "ja"); is {
		c.En, c.Ja = text(label, "en", true), text(label, "ja", true)
	} else if t.Find("label") == nil {
		t.Refuse(t.Offset, "label is missing: a provider needs it, as { en = \"…\", ja = \"…\" }")
	}
	if t.Find("second_factor") != nil {
		c.Factor = toml.OneOf(t, "second_factor", FactorAsk, FactorAMR, FactorTrusted)
	}
	if len(c.Scopes) == 0 {
		c.Scopes = []string{"profile", "email"}
	}
	for k := range c.Domains {
		c.Domains[k] = strings.ToLower(c.Domains[k])
	}
	c.check(t)
	c.Roles = rolesOf(t, c)
	return c
}

// text is the value of a key, "" where it is missing or refused.
func text(t toml.Table, key string, needed bool) string {
	if !needed && t.Find(key) == nil {
		return ""
	}
	v := t.Need(key, unstable.String)
	if v == nil {
		return ""
	}
	if strings.TrimSpace(v.Text) == "" {
		t.Refuse(v.Offset, "%s is empty", key)
	}
	return v.Text
}

func texts(t toml.Table, key string) (all []string) {
	if t.Find(key) == nil {
		return nil
	}
	list := t.Need(key, unstable.Array)
	if list == nil {
		return nil
	}
	for _, v := range list.Items {
		if t.Is(v, key, unstable.String) {
			all = append(all, v.Text)
		}
	}
	return all
}

func flag(t toml.Table, key string, otherwise bool) bool {
	if t.Find(key) == nil {
		return otherwise
	}
	return t.Flag(key)
}

func tableAt(t toml.Table, key, subject string, keys ...string) (toml.Table, bool) {
	v := t.Find(key)
	if v == nil {
		return toml.Table{}, false
	}
	return t.Table(v, subject, keys...)
}

// secretOf reads the client's secret from where the file says it is.
func secretOf(t toml.Table) string {
	file, variable := text(t, "client_secret_file", false), text(t, "client_secret_env", false)
	switch {
	case file != "" && variable != "":
		t.Refuse(t.Find("client_secret_env").Offset, "client_secret_env cannot stand beside client_secret_file: leave one out")
	case file != "":
		content, err := os.ReadFile(file)
		if err != nil {
			t.Refuse(t.Find("client_secret_file").Offset, "client_secret_file cannot be read: %v", err)
		} else if len(strings.TrimSpace(string(content))) == 0 {
			t.Refuse(t.Find("client_secret_file").Offset, "client_secret_file is empty: the secret is its only line")
		}
		return strings.TrimSpace(string(content))
	case variable != "":
		secret := os.Getenv(variable)
		if secret == "" {
			t.Refuse(t.Find("client_secret_env").Offset, "client_secret_env names %s, which is not set", variable)
		}
		return secret
	}
	return ""
}
