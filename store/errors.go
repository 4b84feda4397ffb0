package store

import (
	"errors"

	"shimei/store/db"
	"shimei/store/programme"
)

// ErrNotFound is returned for a thing that does not exist and, alike, for somebody else's.
var ErrNotFound = db.ErrNotFound

// ErrNoDatabase is returned where there is no database, or one that is not Shimei's, and the caller
// may not make it.
var ErrNoDatabase = db.ErrNoDatabase

// ErrBusy is returned for a change that waited too long for another one, such as a large
// import. Nothing was changed, and it can be tried again.
var ErrBusy = db.ErrBusy

// ErrUnavailable is returned where the database does not answer, or takes no change for want of
// room. It comes back by itself. A change that was under way may have been made or not.
var ErrUnavailable = db.ErrUnavailable

// ErrNewer is returned where a newer version of the program has changed the schema, also while this one was using it.
var ErrNewer = db.ErrNewer

// ErrSignIn is returned for a wrong password, an unknown address and a disabled account,
// which look alike.
var ErrSignIn = errors.New("the address or the password is wrong")

// Refusal returns the rule's refusal that an error carries, or nil.
func Refusal(err error) *programme.Refusal {
	var r *programme.Refusal
	if errors.As(err, &r) {
		return r
	}
	return nil
}
