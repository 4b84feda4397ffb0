package store

import (
	"errors"
	"fmt"

	"shimei/store/programme"
)

// ErrNotFound is returned for what does not exist and, alike, for what is somebody else's.
var ErrNotFound = errors.New("not found")

// ErrSignIn is returned for a wrong password, an unknown address and a disabled account,
// which look alike.
var ErrSignIn = errors.New("the address or the password is wrong")

// ErrBusy is returned for a change that waited too long for another one, such as a large
// import. Nothing was changed, and it can be tried again.
var ErrBusy = errors.New("the database is busy with another change; try again in a minute")

// ErrUnavailable is returned where the database does not answer, or takes no change for want of
// room. It comes back by itself. A change that was under way may have been made or not.
var ErrUnavailable = errors.New("the database is not available")

// Refusal returns the rule's refusal that an error carries, or nil.
func Refusal(err error) *programme.Refusal {
	var r *programme.Refusal
	if errors.As(err, &r) {
		return r
	}
	return nil
}

// notFound says what was not found, for the command line.
func notFound(what, id string) error { return fmt.Errorf("%s %q: %w", what, id, ErrNotFound) }
