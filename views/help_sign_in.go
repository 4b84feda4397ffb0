package views

// HelpSignInPath is the address of the help with signing in.
const HelpSignInPath = HelpPath + "/sign-in"

// HelpSignInPage answers what people ask who cannot sign in, or would like to sign in another way. It is for everybody,
// and says the same of every account.
type HelpSignInPage struct {
	Frame
	Mails bool // the portal sends mail
}

// helpSignIn are the topics of the page, in its order.
var helpSignIn = []string{"password", "second", "lost", "passkey", "provider", "wait", "again", "session"}

// text answers a topic.
func (p HelpSignInPage) text(topic string) string {
	if topic == "password" && !p.Mails {
		topic = "password_no_mail"
	}
	return p.L.Term("help_sign_in_text", topic)
}
