// Package signon speaks OpenID Connect with the providers of single sign-on: code flow with PKCE, state and nonce.
// It knows nothing of accounts.
//
//	config.go    the file that says which providers there are
//	check.go     what such a file may say
//	provider.go  one provider: leading somebody there, and what it says of whom comes back
//	claims.go    what its token says
//	logout.go    signing out there too
package signon
