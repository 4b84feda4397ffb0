package views

import (
	"net/url"
	"time"

	"shimei/store/programme"
)

// SignOnPath is where somebody is led to a provider of single sign-on from (POST return, and link or invitation for
// what else it is for).
func SignOnPath(provider string) string { return "/sign-on/" + url.PathEscape(provider) }

// SignOnBackPath is where the provider leads back to.
func SignOnBackPath(provider string) string { return SignOnPath(provider) + "/callback" }

// SignedOutPath is where the provider tells that somebody signed out there (POST logout_token).
func SignedOutPath(provider string) string { return SignOnPath(provider) + "/signed-out" }

// ActUnlink is the act of a form of ProfilePath that unlinks a provider (POST key).
const ActUnlink = "unlink"

// Provider is one of single sign-on.
type Provider struct {
	Name  string // in addresses
	Label programme.Text
}

// OnwardPage leads on to a provider: by itself, and by its link.
type OnwardPage struct {
	Frame
	To       string
	Provider programme.Text
	Out      bool // to sign out there too
}

// title is what the page is called.
func (p OnwardPage) title() string {
	if p.Out {
		return p.T("sign_on.out", "Provider", p.L.Text(p.Provider))
	}
	return p.T("sign_on.onward", "Provider", p.L.Text(p.Provider))
}

// SignOnRefusedPage says why a sign-on at a provider let nobody in, and what to do.
type SignOnRefusedPage struct {
	Frame
	Provider programme.Text
	Why      string // such as stranger: the last part of a message key
	Email    string // that the provider says; empty for none
	Next     string // path to go on to
}

// Linked is a provider at which a person may sign in.
type Linked struct {
	Key         int64
	Provider    programme.Text
	Since, Used time.Time
}

// signOnFields are what the button of a provider carries.
type signOnFields struct{ Return, Unsent, Link, Invitation string }
