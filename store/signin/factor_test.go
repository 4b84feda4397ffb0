package signin

import (
	"strings"
	"testing"
	"time"
)

func TestWhatFollowsAProof(t *testing.T) {
	app, passkey, wanted := Factors{App: true}, Factors{Passkeys: 1}, Factors{Required: true}
	for _, c := range []struct {
		f    Factors
		by   Proof
		want Next
	}{
		{Factors{}, ByPassword, LetIn}, {Factors{Recovery: 3}, ByPassword, LetIn},
		{wanted, ByPassword, Enrol}, {wanted, ByLink, Enrol}, {wanted, ByProvider, Enrol},
		{wanted, ByTrusted, LetIn}, {wanted, ByPasskey, LetIn},
		{app, ByPassword, Ask}, {app, ByLink, Ask}, {app, ByProvider, Ask}, {app, ByCode, LetIn}, {app, ByRecovery, LetIn},
		{passkey, ByPassword, Ask}, {passkey, ByPasskey, LetIn},
		{Factors{App: true, Required: true}, ByPassword, Ask},
	} {
		if got := c.f.After(c.by); got != c.want {
			t.Errorf("%+v after %s leads to %s, not %s", c.f, c.by, got, c.want)
		}
	}
}

// The codes of RFC 6238, appendix B, whose last six digits these are.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	secret := unpadded.EncodeToString([]byte("12345678901234567890"))
	for at, want := range map[int64]string{59: "287082", 1111111109: "081804", 1234567890: "005924", 2000000000: "279037"} {
		if code, err := Code(secret, time.Unix(at, 0)); code != want || err != nil {
			t.Errorf("at %d the code is %s, not %s: %v", at, code, want, err)
		}
	}
}

func TestACodeIsTakenNearItsTimeAndOnce(t *testing.T) {
	secret, now := NewAppSecret(), time.Unix(1_500_000_000, 0)
	for shift, want := range map[time.Duration]bool{-2 * codeStep: false, -codeStep: true, 0: true, codeStep: true, 2 * codeStep: false} {
		code, err := Code(secret, now.Add(shift))
		if err != nil {
			t.Fatal(err)
		}
		step, ok := CodeStep(secret, code[:3]+" "+code[3:], now, 0)
		if ok != want || ok && step != now.Add(shift).Unix()/30 {
			t.Errorf("a code of %s away: %d, %v", shift, step, ok)
		}
		if ok {
			if _, again := CodeStep(secret, code, now, step); again {
				t.Errorf("a code of %s away is taken twice", shift)
			}
			if _, other := CodeStep(NewAppSecret(), code, now, 0); other {
				t.Error("a code is taken of another secret")
			}
		}
	}
	for _, wrong := range []string{"", "12345", "1234567", "abcdef", "-12345"} {
		if _, ok := CodeStep(secret, wrong, now, 0); ok {
			t.Errorf("%q is taken", wrong)
		}
	}
}

func TestAnAppReadsWhoseSecretItIs(t *testing.T) {
	got := AppAddress("ABC", "Shimei (partners.example)", "a+b@c.example")
	if got != "otpauth://totp/Shimei%20%28partners.example%29:a+b@c.example?issuer=Shimei%20%28partners.example%29&secret=ABC" {
		t.Error(got)
	}
}

func TestRecoveryCodesDifferAndAreKnownHoweverTyped(t *testing.T) {
	seen := map[string]bool{}
	for _, code := range NewRecoveryCodes() {
		if len(code) != 19 || seen[code] {
			t.Errorf("%q", code)
		}
		seen[code] = true
		if RecoveryHash(strings.ToUpper(strings.ReplaceAll(code, "-", " "))) != RecoveryHash(code) {
			t.Errorf("%q is not known in capitals", code)
		}
	}
	if len(seen) != RecoveryCodes {
		t.Errorf("%d codes", len(seen))
	}
}

func TestASecretOfAnAppIsOneThatAPageCanHaveShown(t *testing.T) {
	secret := NewAppSecret()
	if !IsAppSecret(secret) || secret == NewAppSecret() {
		t.Error(secret)
	}
	for _, wrong := range []string{"", "ABC", secret[:30], secret + "AAAAAAAA", "!" + secret[1:]} {
		if IsAppSecret(wrong) {
			t.Errorf("%q is one", wrong)
		}
	}
}
