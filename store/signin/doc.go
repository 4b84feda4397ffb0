// Package signin decides who is let in. It holds no state but the queue of a [Gate], and knows no database.
//
//	password.go  CheckPassword: what a password must be
//	gate.go      Gate: hashes passwords and checks them, a few at once
//	guesses.go   Guesses: how long the next guess has to wait
//	secret.go    secrets that are handed out once, and what is kept of them
//
// It follows NIST SP 800-63B: a least length in characters, nothing that is easily guessed, no rule on
// which characters there are, and no change that is asked for after some time.
package signin
