package views

import "shimei/store/programme"

// HelpPath is the address of the help.
const HelpPath = "/help"

// HelpPage says what a nomination is, when to make one and what it brings, and answers what people ask; it is
// for everybody.
type HelpPage struct {
	Frame
	Routes []HelpRoute
}

// HelpRoute is a way in which partners come to be associated, as the help tells it.
type HelpRoute struct {
	Name     programme.Text
	Opened   string // member of the family of messages of who opens it
	Record   bool   // it is that of a nomination
	Benefits []string
}

// NewHelpPage returns the help by a programme.
func NewHelpPage(p *programme.Programme) *HelpPage {
	page := &HelpPage{}
	for k := range p.Routes {
		r := &p.Routes[k]
		page.Routes = append(page.Routes, HelpRoute{Name: r.Name, Opened: opened(r), Record: r.ID == programme.DPOR, Benefits: r.Benefits})
	}
	return page
}

// opened tells who opens a route, and who decides on what a partner asks for.
func opened(r *programme.Route) string {
	if r.Accepts != "" && r.OpenedBy == "partner" {
		return "partner_" + r.Accepts
	}
	return r.OpenedBy
}

// The members of families of messages that the page shows, in its order. A list stands below the text of its
// topic.
var (
	helpTopics    = []string{"nomination", "when", "customer", "partner", "shares", "keeps", "effect"}
	helpWhen      = []string{"bought", "new", "changed", "deploys", "manages", "both", "moved"}
	helpCustomer  = []string{"contact", "use", "renewal", "free", "seen"}
	helpPartner   = []string{"usage_data", "competency", "incentive", "work"}
	helpQuestions = []string{"who", "which_id", "several", "renewal", "new_subscription",
		"request", "claim", "told", "level", "figure", "missing", "fresh", "admin"}
)

// points are the list of a topic, in the page's language.
func (p HelpPage) points(topic string) (points []string) {
	switch topic {
	case "when":
		for _, id := range helpWhen {
			points = append(points, p.L.Term("help_when", id))
		}
	case "customer":
		for _, id := range helpCustomer {
			points = append(points, p.L.Term("help_customer", id))
		}
	case "partner":
		for _, id := range helpPartner {
			points = append(points, p.L.Term("help_partner", id))
		}
	}
	return points
}
