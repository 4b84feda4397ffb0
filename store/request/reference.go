package request

import "crypto/rand"

// NewReference makes a reference that a person can read out: ten letters and digits that
// are not mistaken for each other.
func NewReference() string {
	const letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
	random := make([]byte, 10)
	rand.Read(random)
	for k, b := range random {
		random[k] = letters[int(b)%len(letters)]
	}
	return string(random[:5]) + "-" + string(random[5:])
}
