package views

// ConfirmPath is where a person proves once more who it is (GET, and POST password), before what is sensitive.
const ConfirmPath = "/confirm"

// ConfirmPage asks for the password once more.
type ConfirmPage struct {
	Frame
	Email    string
	Password bool   // the person has one; otherwise the person signs in again
	Return   string // the path to go to afterwards
	Errors   []FieldError
}
