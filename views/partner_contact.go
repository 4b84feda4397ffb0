package views

import (
	"net/url"
	"slices"
	"strings"
)

// ContactPath returns the address of the support contact of a location (GET, and POST name, email, phone,
// hours).
func ContactPath(id string) string { return "/partner/contact/" + url.PathEscape(id) }

// Contact is whom the customers of a location turn to. Any of it may be empty.
type Contact struct {
	Name, Email, Phone, Hours string
}

// String writes all of it in a line.
func (c Contact) String() string {
	lines := slices.DeleteFunc([]string{c.Name, c.Email, c.Phone, c.Hours}, func(line string) bool { return line == "" })
	return strings.Join(lines, ", ")
}

// none reports whether nobody can be turned to.
func (c Contact) none() bool { return c == Contact{} }

// PartnerProfile is what a location tells customers of itself beside its contact. Any of it may be empty.
type PartnerProfile struct {
	Place        string
	Languages    []string // codes
	Introduction string
}

// ContactPage asks for what customers are told of a location: its support contact and its profile.
type ContactPage struct {
	Frame
	Location     PartnerRef
	Contact      Contact // as its people said
	Profile      PartnerProfile
	AllLanguages []string // codes of those to choose from
	Email        string   // what customers see where they said nothing; may be empty
	Errors       []FieldError
}

// longestIntroduction is how many letters an introduction may have.
const longestIntroduction = 600

// profileField is one of the form's that are not of the contact.
func (p ContactPage) profileField(name, value string) Field {
	return Field{Name: name, Label: p.L.Term("profile_field", name), Hint: p.L.Term("profile_hint", name), Value: value, Error: errorAt(p.Errors, name)}
}

// without says what customers see where nobody said whom to turn to.
func (p ContactPage) without() string {
	if p.Email == "" {
		return p.T("contact.without_none")
	}
	return p.T("contact.without", "Email", p.Email)
}

// field is one of the form's.
func (p ContactPage) field(name, value string) Field {
	x := Field{Name: name, Label: p.L.Term("contact_field", name), Value: value, Error: errorAt(p.Errors, name)}
	if name != "name" { // which speaks for itself
		x.Hint = p.L.Term("contact_hint", name)
	}
	return x
}

// mailto is the address as a link, in which nothing of it stands for anything but the address.
func (c Contact) mailto() string { return "mailto:" + url.PathEscape(c.Email) }
