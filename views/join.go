package views

import "net/url"

// JoinKind is what the link leads to that is good once.
type JoinKind string

// The kinds: to join by an invitation, to take a new password, and to be the first admin of an empty portal.
const (
	JoinInvitation JoinKind = "invitation"
	JoinReset      JoinKind = "reset"
	JoinSetUp      JoinKind = "set_up"
)

// ResetPath is the address where a link for a new password is asked for (GET, and POST email).
const ResetPath = "/reset"

// JoinPath returns the address of a link of a kind, by its token (GET, and POST of its fields).
func JoinPath(k JoinKind, token string) string {
	return map[JoinKind]string{JoinInvitation: "/invitation/", JoinReset: ResetPath + "/", JoinSetUp: "/set-up/"}[k] + url.PathEscape(token)
}

// JoinPage lets somebody in by a link that is good once: it asks for a password, and for the name where that is the
// person's to give.
type JoinPage struct {
	Frame
	Kind         JoinKind
	Token        string
	Email        string // typed by the first admin, and known of anybody else
	Name         string // as typed; not asked for with a new password
	Reading      string // of the name, likewise
	Organisation string // of who is invited; empty for the vendor's own people
	Role         string
	Providers    []Provider // by which an invitation is joined without a password
	Errors       []FieldError
}

func (p JoinPage) title() string { return p.L.Term("join_title", string(p.Kind)) }

// lead says what the page is for.
func (p JoinPage) lead() string {
	if p.Kind == JoinInvitation && p.Organisation == "" {
		return p.T("join.lead_vendor", "Role", p.L.Term("role", p.Role))
	}
	return p.T("join_lead."+string(p.Kind), "Organisation", p.Organisation, "Role", p.L.Term("role", p.Role))
}

func (p JoinPage) passwordField() Field { return newPassword(p.Frame, p.Errors) }

// newPassword is the field in which a password is taken.
func newPassword(f Frame, errors []FieldError) Field {
	return Field{Name: "password", Type: "password", Label: f.T("join.password"), Hint: f.T("join.password_hint"), Error: errorAt(errors, "password"),
		Autocomplete: "new-password", Required: true}
}

// ResetPage asks for a link for a new password.
type ResetPage struct {
	Frame
	Email string
	Mails bool // the portal sends mail
	Asked bool // it was just asked for
}
