package views

import "time"

// ProfilePath is the address of a person's own account (GET, and POST act with the fields of its form).
const ProfilePath = "/profile"

// The acts of the forms of that page.
const (
	ActName     = "name"     // POST name, reading
	ActPassword = "password" // POST present, password
	ActSession  = "session"  // POST handle: ends a session
	ActOthers   = "others"   // ends all other sessions
	ActExport   = "export"   // answers with all that is kept of the person
)

// ProfilePage is a person's own account.
type ProfilePage struct {
	Frame
	Email, Role, Organisation string
	Name, Reading             string // as typed
	Settings                  Settings
	Sessions                  []SessionRow
	Log                       []SecurityEvent
	Linked                    []Linked
	Providers                 []Provider // that can be linked
	Errors                    []FieldError
}

// SessionRow is a browser in which the person is signed in.
type SessionRow struct {
	Handle      string
	Browser     string // such as Firefox, or empty where it is not known
	System      string // such as Windows
	Address     string
	Began, Seen time.Time
	This        bool // the browser that shows the page
}

// name is the browser and what it runs on.
func (s SessionRow) name(l *Locale) string {
	switch {
	case s.Browser == "":
		return l.T("profile.unknown_browser")
	case s.System == "":
		return s.Browser
	}
	return l.T("profile.browser_on", "Browser", s.Browser, "System", s.System)
}

// SecurityEvent is something that happened to the person's account.
type SecurityEvent struct {
	Kind    EventKind
	At      time.Time
	By      string // who did it; empty for the person, and for nobody known
	Address string // from where; empty where it is not known
}
