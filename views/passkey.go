package views

import (
	"net/url"
	"time"
)

// PasskeyPath asks for a passkey: POST asks, and with answer takes it. second tells that the password was given already,
// and act ActPasskey that one is to be made.
const PasskeyPath = SignInPath + "/passkey"

// The acts of passkeys at FactorsPath, and the first of them at PasskeyPath too.
const (
	ActPasskey       = "passkey"        // POST name; and with answer
	ActPasskeyName   = "passkey_name"   // POST passkey, name
	ActPasskeyRemove = "passkey_remove" // POST passkey
)

// PasskeyPage has the browser use a passkey, or make one, which its script does, and takes the answer.
type PasskeyPage struct {
	Frame
	Options string // what the browser's script needs, JSON
	New     bool
	Act     string // "" where one is used
	Name    string // of one that is made
	Own     bool   // of who is signed in
	Confirm bool   // who is signed in proves once more who it is
	Second  bool   // the password was given already
	Return  string // the path to go to afterwards
	Unsent  bool   // a form that led here was not taken
	Errors  []FieldError
}

func (p PasskeyPage) title() string {
	switch {
	case p.New:
		return p.T("passkey.new_title")
	case p.Confirm:
		return p.T("confirm.title")
	}
	return p.T("passkey.title")
}

// path is where the answer goes: to the person's own factors, to what is confirmed, or to the sign-in.
func (p PasskeyPage) path() string {
	switch {
	case p.Own:
		return FactorsPath
	case p.Confirm:
		return ConfirmPath
	}
	return PasskeyPath
}

// again is the page that asked for a passkey, which goes on to where it would have.
func (p PasskeyPage) again() string {
	path := SignInPath
	switch {
	case p.Own:
		return FactorsPath
	case p.Confirm:
		path = ConfirmPath
	case p.Second:
		path = FactorPath
	}
	q := url.Values{}
	if p.Return != "" {
		q.Set("return", p.Return)
	}
	if p.Unsent {
		q.Set("unsent", "1")
	}
	return withQuery(path, q)
}

// passkeyTarget is where a button that leads to PasskeyPage leads, and what it says.
type passkeyTarget struct {
	path       string
	ret        string // the path to go to afterwards
	unsent     bool   // a form that led here was not taken
	second     bool   // the password was given already
	act, label string
}

// does is what the script does.
func (p PasskeyPage) does() string {
	if p.New {
		return "create"
	}
	return "get"
}

// PasskeyRow is one of a person's passkeys.
type PasskeyRow struct {
	ID, Name    string
	Since, Used time.Time // the zero time where it was not used yet
}
