package views

// The addresses of signing in and out.
const (
	SignInPath     = "/sign-in"
	SignOutPath    = "/sign-out"     // POST
	DemoSignInPath = "/demo/sign-in" // POST person
)

// SignInPage asks who it is: by email and password, and in the demonstration by a click.
type SignInPage struct {
	Frame
	Email  string // as typed
	Return string // the path to go to afterwards
	Unsent bool   // a form that led here was not taken
	Error  string // in the page's language; empty for none
	People []DemoPerson
	Site   bool // where passkeys are good
	Empty  bool // the portal has no admin yet

	Providers []Provider // that lead everybody
	ByMail    bool       // others lead those whose address has their domain
}

// carries is what the button of a provider takes along.
func (p SignInPage) carries() signOnFields {
	carried := signOnFields{Return: p.Return}
	if p.Unsent {
		carried.Unsent = "1"
	}
	return carried
}

// DemoPerson is somebody whom the demonstration signs in by a click.
type DemoPerson struct {
	PersonID     int64
	Name         string
	Organisation string // empty for the vendor's people
	Role         string // such as owner: the last part of a message key
	Audience     Audience
}

// DemoGroup is the people of one audience.
type DemoGroup struct {
	Audience Audience
	People   []DemoPerson
}

// groups returns the people by audience, customers first; an audience without any is left out.
func (p SignInPage) groups() []DemoGroup {
	var groups []DemoGroup
	for _, a := range []Audience{Customer, Partner, Admin} {
		g := DemoGroup{Audience: a}
		for _, person := range p.People {
			if person.Audience == a {
				g.People = append(g.People, person)
			}
		}
		if len(g.People) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// standing says what somebody is, and of which organisation.
func (p SignInPage) standing(who DemoPerson) string {
	role := p.L.Term("role", who.Role)
	if who.Organisation == "" {
		return role
	}
	return p.T("sign_in.demo_person", "Role", role, "Organisation", who.Organisation)
}
