package signin

import "slices"

// Proof is how a person proved who it is.
type Proof string

// The proofs. A passkey is something that a person has and knows, and a trusted provider asks for both itself.
const (
	ByPassword Proof = "password"
	ByLink     Proof = "link" // of an invitation, a new password or the set-up of an empty portal
	ByCode     Proof = "code" // of an app, after another proof
	ByRecovery Proof = "recovery_code"
	ByPasskey  Proof = "passkey"
	ByProvider Proof = "provider"
	ByTrusted  Proof = "trusted_provider"
)

// Whole reports whether no second factor is asked for after the proof.
func (p Proof) Whole() bool {
	return slices.Contains([]Proof{ByCode, ByRecovery, ByPasskey, ByTrusted}, p)
}

// Factors are the second factors of a person.
type Factors struct {
	App      bool // shows codes
	Passkeys int
	Recovery int  // codes that are left
	Required bool // by the person's organisation, or by the vendor of its people
}

// Any reports whether the person has a second factor. Recovery codes are none: they stand in for one.
func (f Factors) Any() bool { return f.App || f.Passkeys > 0 }

// Next is what a sign-in leads to.
type Next string

// The ways on from a sign-in.
const (
	LetIn Next = "let_in"
	Ask   Next = "ask"   // for a second factor that there is
	Enrol Next = "enrol" // in a second factor, since the person needs one
)

// After returns what follows a proof.
func (f Factors) After(p Proof) Next {
	switch {
	case p.Whole():
		return LetIn
	case f.Any():
		return Ask
	case f.Required:
		return Enrol
	}
	return LetIn
}
