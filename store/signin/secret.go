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
