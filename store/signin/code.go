package signin

import (
	"crypto/rand"
	"encoding/base32"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

// The codes of RFC 6238, as every app knows them: six digits of SHA-1, another one each half minute.
const (
	codeStep = 30 * time.Second
	codeSkew = 1 // steps before and after that of the clock, since clocks differ
)

var codeOptions = hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}

var unpadded = base32.StdEncoding.WithPadding(base32.NoPadding)

// appBytes is how long a secret is that an app shares: of 160 bits.
const appBytes = 20

// NewAppSecret returns a secret for an app, in base32.
func NewAppSecret() string {
	raw := make([]byte, appBytes)
	rand.Read(raw) // never fails
	return unpadded.EncodeToString(raw)
}

// IsAppSecret reports whether a page can have shown it as a secret.
func IsAppSecret(text string) bool {
	raw, err := unpadded.DecodeString(text)
	return err == nil && len(raw) == appBytes
}

// AppAddress is what an app reads from a picture: the secret, whose it is, and which portal asks.
func AppAddress(secret, portal, email string) string {
	q := url.Values{"secret": {secret}, "issuer": {portal}}
	return "otpauth://totp/" + url.PathEscape(portal+":"+email) + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

// CodeStep returns the step whose code it is; ok is false for a code of none near the time, and for one of a step not
// after last, whose code was taken.
func CodeStep(secret, code string, now time.Time, last int64) (step int64, ok bool) {
	code = strings.Join(strings.Fields(code), "")
	middle := now.Unix() / int64(codeStep/time.Second)
	for step := max(middle-codeSkew, last+1); step <= middle+codeSkew; step++ {
		if matches, err := hotp.ValidateCustom(code, uint64(step), secret, codeOptions); err == nil && matches {
			return step, true
		}
	}
	return 0, false
}

// Code is the code that an app shows at a time.
func Code(secret string, now time.Time) (string, error) {
	return hotp.GenerateCodeCustom(secret, uint64(now.Unix()/int64(codeStep/time.Second)), codeOptions)
}

// RecoveryCodes is how many a person gets at once.
const RecoveryCodes = 10

// NewRecoveryCodes returns codes that stand in for the second factor, each once: of 80 bits, in four groups.
func NewRecoveryCodes() (codes []string) {
	for range RecoveryCodes {
		raw := make([]byte, 10)
		rand.Read(raw) // never fails
		text := strings.ToLower(unpadded.EncodeToString(raw))
		codes = append(codes, text[:4]+"-"+text[4:8]+"-"+text[8:12]+"-"+text[12:])
	}
	return codes
}

// RecoveryHash is what is kept of a recovery code, however it is typed.
func RecoveryHash(code string) string {
	letters := strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' || r == '\t' || r == '\u3000' {
			return -1
		}
		return r
	}, strings.ToLower(code))
	return Hashed("recovery code " + letters)
}
