package store

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// The cost of a password check: what the argon2 draft recommends for a server, 64 MiB.
const (
	argonTime    = 1
	argonMemory  = 64 * 1024
	argonThreads = 2
	argonKey     = 32
)

// shortestPassword is the least length of a password, in bytes.
const shortestPassword = 10

// checking bounds the number of passwords that are checked at once, for the memory of each.
var checking = make(chan struct{}, 4)

// hashPassword returns the text that is kept for a password: salt and hash by argon2id. For an empty
// password it is empty, and nothing matches it.
func hashPassword(password string) (string, error) {
	if password == "" {
		return "", nil
	}
	if len(password) < shortestPassword {
		return "", fmt.Errorf("the password is too short; take at least %d characters", shortestPassword)
	}
	salt := make([]byte, 16)
	rand.Read(salt)
	encode := base64.RawStdEncoding.EncodeToString
	return "argon2id$" + encode(salt) + "$" + encode(derive(password, salt)), nil
}

// matchesPassword reports whether the password is the one that was kept. It derives a key
// even where nothing was kept, so that the time does not tell which accounts there are.
func matchesPassword(kept, password string) bool {
	parts := strings.Split(kept, "$")
	if len(parts) != 3 {
		derive(password, make([]byte, 16))
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[1])
	want, err2 := base64.RawStdEncoding.DecodeString(parts[2])
	if err != nil || err2 != nil {
		return false
	}
	return subtle.ConstantTimeCompare(derive(password, salt), want) == 1
}

func derive(password string, salt []byte) []byte {
	checking <- struct{}{}
	defer func() { <-checking }()
	return argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonThreads, argonKey)
}
