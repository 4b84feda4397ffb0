package views

import "strings"

// The addresses of second factors: of a sign-in under way (GET, and POST code, or secret and code), and of a person's
// own (GET, and POST act with the fields of its form).
const (
	FactorPath  = SignInPath + "/factor"
	FactorsPath = ProfilePath + "/factors"
)

// FactorPolicyPath is where an owner or a manager says whether all people need a second factor (GET, and POST wanted).
func FactorPolicyPath(a Audience) string { return PeopleOf(a) + "/second-factor" }

// The acts of the forms of FactorsPath.
const (
	ActApp      = "app" // POST secret, code
	ActNoApp    = "no_app"
	ActRecovery = "recovery"
)

// NewApp is what an app that shows codes is set up by.
type NewApp struct {
	Secret  string // in base32
	Address string // which a camera reads
}

// groups is the secret in groups of four, as people type it.
func (a NewApp) groups() string {
	var b strings.Builder
	for k, letter := range a.Secret {
		if k > 0 && k%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(letter)
	}
	return b.String()
}

// FactorPage asks for the second factor of a sign-in, or sets one up where there is none.
type FactorPage struct {
	Frame
	Email              string
	Return             string  // the path to go to afterwards
	Unsent             bool    // a form that led here was not taken
	App                *NewApp // nil where the person has a second factor
	Site               bool    // where passkeys are good
	HasApp, HasPasskey bool
	Errors             []FieldError
}

// FactorsPage is a person's second factors.
type FactorsPage struct {
	Frame
	HasApp   bool
	Passkeys []PasskeyRow
	Site     bool   // where passkeys are good
	Browser  string // what a new passkey is called
	Any      bool
	Required bool
	Recovery int // codes that are left
	App      *NewApp
	Errors   []FieldError
}

// RecoveryPage shows recovery codes, once.
type RecoveryPage struct {
	Frame
	Codes []string
	Next  string // where to go on
}

// FactorPolicyPage says whether all people of an organisation need a second factor.
type FactorPolicyPage struct {
	Frame
	Wanted bool
}

func codeField(f Frame, label string, errors []FieldError) Field {
	return Field{Name: "code", Label: label, Error: errorAt(errors, "code"), Autocomplete: "one-time-code", Required: true}
}
