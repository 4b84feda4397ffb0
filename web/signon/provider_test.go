package signon

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"shimei/store/directory"
	"shimei/web/signon/signontest"
)

const back = "https://portal.example/sign-on/contoso/callback"

// clock stands still.
func clock() time.Time { return time.Date(2016, 4, 11, 9, 0, 0, 0, time.UTC) }

func served(t *testing.T, change func(*Config)) (*signontest.Provider, *Provider) {
	t.Helper()
	there := signontest.Serve(t, clock, map[string]map[string]any{"aiko": {"email": "Aiko@aster.example", "email_verified": true, "name": "Aiko Mori",
		"groups": []string{"staff", "shimei-owners"}, "tid": "T-A", "amr": []string{"pwd", "mfa"}}})
	c := Config{Name: "contoso", Issuer: there.URL, ClientID: signontest.ClientID, Secret: signontest.Secret, Scopes: []string{"email"}, Of: Of{Tenant: "T-A"}, SignsOut: true}
	if change != nil {
		change(&c)
	}
	return there, New(c, clock)
}

// signsIn goes to the provider, says who it is and returns the query of the way back.
func signsIn(t *testing.T, p *Provider, flow Flow, who string) url.Values {
	t.Helper()
	at, err := p.Ask(t.Context(), back, flow, "aiko@aster.example")
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	a, err := browser.PostForm(at, url.Values{"who": {who}})
	if err != nil {
		t.Fatal(err)
	}
	a.Body.Close()
	to, err := a.Location()
	if err != nil {
		t.Fatal(err)
	}
	return to.Query()
}

// received is what comes of one whole sign-on.
func received(t *testing.T, p *Provider) (Claims, error) {
	t.Helper()
	flow := NewFlow()
	return p.Receive(t.Context(), back, signsIn(t, p, flow, "aiko").Get("code"), flow)
}

func TestAProviderSaysWhoItIs(t *testing.T) {
	_, p := served(t, func(c *Config) {
		c.RoleFrom, c.Roles, c.Factor = "groups", map[string]directory.Role{"shimei-owners": directory.Owner, "staff": directory.Reader}, FactorAMR
	})
	c, err := received(t, p)
	want := Claims{Issuer: p.Issuer, Subject: "aiko", Email: "aiko@aster.example", Name: "Aiko Mori", Tenant: "T-A", Role: directory.Owner, WithSecondFactor: true}
	if err != nil || c != want {
		t.Errorf("%+v %v", c, err)
	}
}

func TestWhatAProviderSaysIsReadAsConfigured(t *testing.T) {
	there, p := served(t, func(c *Config) {
		c.Of, c.RoleFrom, c.Roles = Of{TenantClaim: "tid"}, "groups", map[string]directory.Role{"shimei-owners": directory.Owner}
	})
	there.Change = func(c map[string]any) {
		c["email_verified"], c["groups"], c["tid"], c["amr"] = false, "staff", "T-B", "mfa"
	}
	if c, err := received(t, p); err != nil || c.Email != "" || c.Role != directory.Reader || c.Tenant != "T-B" || c.WithSecondFactor {
		t.Errorf("%+v %v", c, err)
	}
	p.Domains = []string{"aster.example"}
	if c, err := received(t, p); err != nil || c.Email != "aiko@aster.example" {
		t.Errorf("an address of the provider's own domain: %+v %v", c, err)
	}
	there.Change = func(c map[string]any) { delete(c, "tid") }
	if c, err := received(t, p); !errors.Is(err, ErrUnfit) {
		t.Errorf("without the claim of the organisation: %+v %v", c, err)
	}
}

func TestATokenThatProvesNothingIsRefused(t *testing.T) {
	there, p := served(t, nil)
	for name, change := range map[string]func(map[string]any){
		"audience":             func(c map[string]any) { c["aud"] = "somebody else" },
		"issuer":               func(c map[string]any) { c["iss"] = "https://id.other.example" },
		"expired":              func(c map[string]any) { c["exp"] = clock().Add(-time.Second).Unix() },
		"not yet":              func(c map[string]any) { c["nbf"] = clock().Add(time.Hour).Unix() },
		"nonce":                func(c map[string]any) { c["nonce"] = "of another" },
		"no nonce":             func(c map[string]any) { delete(c, "nonce") },
		"nobody":               func(c map[string]any) { c["sub"] = "" },
		"authorized party":     func(c map[string]any) { c["azp"] = "another" },
		"several audiences":    func(c map[string]any) { c["aud"] = []string{signontest.ClientID, "another"} },
		"without an expiry":    func(c map[string]any) { delete(c, "exp") },
		"expired in the claim": func(c map[string]any) { c["exp"] = 0 },
	} {
		there.Change = change
		if c, err := received(t, p); !errors.Is(err, ErrUnfit) {
			t.Errorf("%s: %+v %v", name, c, err)
		}
	}
	there.Change = nil
	if _, err := received(t, p); err != nil {
		t.Error(err)
	}
}

func TestACodeIsGoodOnceForWhoBeganIt(t *testing.T) {
	_, p := served(t, nil)
	flow := NewFlow()
	code := signsIn(t, p, flow, "aiko").Get("code")
	other := flow
	other.Verifier = NewFlow().Verifier
	if _, err := p.Receive(t.Context(), back, code, other); !errors.Is(err, ErrUnfit) {
		t.Errorf("with another verifier: %v", err)
	}
	if _, err := p.Receive(t.Context(), back, code, flow); !errors.Is(err, ErrUnfit) {
		t.Errorf("at the second try: %v", err)
	}
	if q := signsIn(t, p, flow, "nobody"); q.Get("error") != "access_denied" || q.Get("state") != flow.State {
		t.Error(q)
	}
}

func TestAProviderMaySignWithAnotherKey(t *testing.T) {
	there, p := served(t, nil)
	if _, err := received(t, p); err != nil {
		t.Fatal(err)
	}
	there.Rotate(t)
	if _, err := received(t, p); err != nil {
		t.Errorf("after the keys changed: %v", err)
	}
	stranger := signontest.Serve(t, clock, there.People)
	flow := NewFlow()
	stranger.Change = func(c map[string]any) { c["iss"] = there.URL }
	if _, err := p.read(t.Context(), stranger.IDToken("aiko", flow.Nonce), flow); !errors.Is(err, ErrUnfit) {
		t.Errorf("signed by another: %v", err)
	}
}

func TestAProviderThatIsDownIsAskedAgain(t *testing.T) {
	there, p := served(t, nil)
	there.Down = "/.well-known/openid-configuration"
	if _, err := p.Ask(t.Context(), back, NewFlow(), ""); !errors.Is(err, ErrDown) {
		t.Errorf("%v", err)
	}
	there.Down = ""
	for _, path := range []string{"/token", "/keys"} {
		flow := NewFlow()
		code := signsIn(t, p, flow, "aiko").Get("code")
		there.Down = path
		if _, err := p.Receive(t.Context(), back, code, flow); !errors.Is(err, ErrDown) {
			t.Errorf("%s: %v", path, err)
		}
		there.Down = ""
	}
	if _, err := received(t, p); err != nil {
		t.Error(err)
	}
	there.Close()
	flow := NewFlow()
	if _, err := p.Receive(t.Context(), back, "code", flow); !errors.Is(err, ErrDown) {
		t.Errorf("%v", err)
	}
}

func TestSigningOutLeadsToTheProvidersOwn(t *testing.T) {
	there, p := served(t, nil)
	at, err := p.End(t.Context(), "https://portal.example/sign-in")
	if want := there.URL + "/end?client_id=shimei&post_logout_redirect_uri=https%3A%2F%2Fportal.example%2Fsign-in"; err != nil || at != want {
		t.Errorf("%s %v", at, err)
	}
	out, err := p.SignedOut(t.Context(), there.LogoutToken("aiko"))
	if err != nil || out != (SignOut{Issuer: there.URL, Subject: "aiko"}) {
		t.Error(out, err)
	}
	if out, err = p.SignedOut(t.Context(), there.SessionToken("s-1")); err != nil || out != (SignOut{Issuer: there.URL, Session: "s-1"}) {
		t.Error(out, err)
	}
	if _, err := p.SignedOut(t.Context(), there.SessionToken("")); !errors.Is(err, ErrUnfit) {
		t.Errorf("of no session: %v", err)
	}
	if _, err := p.SignedOut(t.Context(), there.IDToken("aiko", "n")); !errors.Is(err, ErrUnfit) {
		t.Errorf("by a token of a sign-on: %v", err)
	}
	p.SignsOut = false
	if at, err := p.End(t.Context(), ""); at != "" || err != nil {
		t.Error(at, err)
	}
}

func TestAFileOfProviders(t *testing.T) {
	t.Setenv("CONTOSO_SECRET", "s")
	all, err := Load("providers.toml", []byte(`
[[provider]]
name = "contoso"
label = { en = "Contoso", ja = "コントソ" }
issuer = "https://id.contoso.example"
client_id = "shimei"
client_secret_env = "CONTOSO_SECRET"
tenant = "T-A"
domains = ["Contoso.example"]
make_accounts = true
role_claim = "groups"
second_factor = "amr"
[provider.roles]
"all people" = "reader"

[[provider]]
name = "staff"
label = { en = "Staff", ja = "社員" }
issuer = "http://127.0.0.1:8081/realm"
client_id = "x"
vendor = true
end_session = false
`))
	if err != nil || len(all) != 2 || all[0].Secret != "s" || !all[0].Serves("x@contoso.EXAMPLE") || all[0].Roles["all people"] != directory.Reader ||
		!all[0].Makes || !all[0].SignsOut || all[0].Factor != FactorAMR || all[1].SignsOut || all[1].Of.Audience() != "admin" || all[1].Factor != FactorAsk {
		t.Errorf("%+v %v", all, err)
	}
}

func TestAFileThatCannotBeIsRefusedByLine(t *testing.T) {
	const rest = "label = { en = \"A\", ja = \"A\" }\nissuer = \"https://id.example\"\nclient_id = \"x\"\n"
	for says, file := range map[string]string{
		`p.toml:2:8: name "A B" cannot stand`:  "[[provider]]\nname = \"A B\"\nvendor = true\n" + rest,
		`p.toml:1:1: a provider knows the`:     "[[provider]]\nname = \"a\"\n" + rest,
		`only one of them`:                     "[[provider]]\nname = \"a\"\nvendor = true\ntenant = \"T\"\n" + rest,
		`unknown key "isuer"`:                  "[[provider]]\nname = \"a\"\nvendor = true\nisuer = \"\"\n" + rest,
		`names NOT_THERE, which is not set`:    "[[provider]]\nname = \"a\"\nvendor = true\nclient_secret_env = \"NOT_THERE\"\n" + rest,
		`role_claim and roles belong together`: "[[provider]]\nname = \"a\"\nvendor = true\nrole_claim = \"x\"\n" + rest,
		`"owner" is no role of the provider's`: "[[provider]]\nname = \"a\"\nvendor = true\nrole_claim = \"x\"\nroles = { x = \"owner\" }\n" + rest,
		`that of another provider too`:         strings.Repeat("[[provider]]\nname = \"a\"\nvendor = true\n"+rest, 2),
		`led to a already`:                     "[[provider]]\nname = \"a\"\nvendor = true\ndomains = [\"x\"]\n" + rest + "[[provider]]\nname = \"b\"\nvendor = true\ndomains = [\"X\"]\n" + rest,
		`issuer "http://id.example" cannot be`: "[[provider]]\nname = \"a\"\nvendor = true\nlabel = { en = \"A\", ja = \"A\" }\nissuer = \"http://id.example\"\nclient_id = \"x\"\n",
		`needs tenant_claim`:                   "[[provider]]\nname = \"a\"\nvendor = true\nlabel = { en = \"A\", ja = \"A\" }\nissuer = \"https://id.example/{tenantid}\"\nclient_id = \"x\"\n",
		`second_factor cannot be "never"`:      "[[provider]]\nname = \"a\"\nvendor = true\nsecond_factor = \"never\"\n" + rest,
		`provider is missing: the file`:        "",
		`client_secret_file cannot be read`:    "[[provider]]\nname = \"a\"\nvendor = true\nclient_secret_file = \"nowhere\"\n" + rest,
		`cannot stand beside`:                  "[[provider]]\nname = \"a\"\nvendor = true\nclient_secret_file = \"a\"\nclient_secret_env = \"b\"\n" + rest,
	} {
		if _, err := Load("p.toml", []byte(file)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s:\n%v", says, err)
		}
	}
}
