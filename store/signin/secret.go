package signin

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
)

// NewSecret returns a secret of 256 bits that nobody can guess: of a session, a device, an invitation.
func NewSecret() string { return rand.Text() + rand.Text() }

// Hashed returns what is kept of a secret: its SHA-256, by which it is known again. A secret of so many bits
// needs no salt and no slow hash.
func Hashed(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// ProviderSession is how a provider of single sign-on knows a session, by its issuer and its own name of it, as a
// database keeps it; "" where the provider has no name for it.
func ProviderSession(issuer, name string) string {
	if name == "" {
		return ""
	}
	return Hashed(issuer + "\n" + name)
}
