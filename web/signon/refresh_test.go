package signon

import (
	"errors"
	"testing"
	"time"

	"shimei/web/signon/signontest"
)

// hands is a clock that a test sets.
type hands struct{ now time.Time }

func (h *hands) time() time.Time { return h.now }

// later is a provider, and one that is asked by a clock which goes on.
func later(t *testing.T) (*signontest.Provider, *Provider, *hands) {
	there, still := served(t, nil)
	h := &hands{clock()}
	there.Now = h.time
	return there, New(still.Config, h.time), h
}

func TestAProviderWhoseKeysAreElsewhereIsAskedAgain(t *testing.T) {
	there, p, h := later(t)
	if _, err := received(t, p); err != nil {
		t.Fatal(err)
	}
	there.Rotate(t)
	there.KeysAt = "moved"
	if _, err := received(t, p); !errors.Is(err, ErrDown) {
		t.Errorf("it is asked at once: %v", err)
	}
	h.now = h.now.Add(mostOften)
	if _, err := received(t, p); err != nil {
		t.Errorf("a minute later: %v", err)
	}
	if f := p.found.Load(); !f.at.Equal(h.now) {
		t.Errorf("what is known is of %s", f.at)
	}
}

func TestAProviderIsAskedForItsAddressesOnceADay(t *testing.T) {
	there, p, h := later(t)
	end := func(want string) {
		t.Helper()
		if at, err := p.End(t.Context(), "https://portal.example/"); err != nil || (at == "") != (want == "") {
			t.Errorf("people sign out at %q: %v", at, err)
		}
	}
	end("/end")
	there.NoEnd = true
	end("/end")
	h.now = h.now.Add(foundLife)
	there.Down = "/.well-known/openid-configuration"
	end("/end") // as before, while nobody answers
	there.Down = ""
	end("")
}

func TestAProviderOfManyOrganisationsHasAnIssuerForEach(t *testing.T) {
	there, p := served(t, func(c *Config) {
		c.Issuer, c.Of = c.Issuer+"/"+tenantPart, Of{TenantClaim: "tid"}
	})
	issuer := ""
	there.Change = func(c map[string]any) { c["iss"] = issuer }
	issuer = there.URL + "/T-A"
	if c, err := received(t, p); err != nil || c.Tenant != "T-A" || c.Issuer != issuer {
		t.Errorf("%+v %v", c, err)
	}
	for _, other := range []string{there.URL + "/T-B", there.URL + "/" + tenantPart, there.URL, "https://id.other.example/T-A"} {
		issuer = other
		if c, err := received(t, p); !errors.Is(err, ErrUnfit) {
			t.Errorf("by %s: %+v %v", other, c, err)
		}
	}
	if _, err := p.SignedOut(t.Context(), there.SessionToken("s-1")); !errors.Is(err, ErrUnfit) {
		t.Errorf("it tells who signed out, of an issuer that is not checked: %v", err)
	}
}
