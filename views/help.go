package views

// HelpPath is the address of the help.
const HelpPath = "/help"

// HelpPage says what a nomination is and answers what people ask; it is for everybody.
type HelpPage struct{ Frame }

// helpTopics and helpQuestions are members of the families of messages that the page shows,
// in its order.
var (
	helpTopics    = []string{"nomination", "shares", "keeps", "effect"}
	helpQuestions = []string{"who", "which_id", "several", "renewal", "new_subscription", "figure", "missing", "fresh"}
)
