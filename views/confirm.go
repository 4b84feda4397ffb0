package views

// ConfirmPath is where a person proves once more who it is (GET; POST password and code; and as PasskeyPath, with
// act ActPasskey), before what is sensitive.
const ConfirmPath = "/confirm"

// ConfirmPage asks once more for what a sign-in asks for.
type ConfirmPage struct {
	Frame
	Email    string
	Password bool   // the person has one; otherwise the person signs in again
	Code     bool   // of the second factor is asked for beside the password
	HasApp   bool   // that shows it; otherwise it is a recovery code
	Passkey  bool   // the person has one that is good here
	Return   string // the path to go to afterwards
	Errors   []FieldError
}

// lead says what is asked for.
func (p ConfirmPage) lead() string {
	switch {
	case p.Passkey:
		return p.T("confirm.lead_passkey")
	case p.Password && p.Code:
		return p.T("confirm.lead_code")
	case p.Password:
		return p.T("confirm.lead")
	}
	return p.T("confirm.lead_again")
}

func (p ConfirmPage) codeLabel() string {
	if p.HasApp {
		return p.T("confirm.code")
	}
	return p.T("confirm.recovery_code")
}
