package views

// LinkRefusedPage says why a partner's link does not lead on, and what to do.
type LinkRefusedPage struct {
	Frame
	Code string // of the refusal
	Why  string // the refusal, in the page's language
}

// remedy is what to do: a link of one's own can be asked for anew, and that of others is theirs.
func (p LinkRefusedPage) remedy() string {
	switch p.Code {
	case "role":
		return p.T("link.ask_owner")
	case "suspended":
		return p.T("link.look_again")
	case "link_others":
		return p.T("link.sign_in_other")
	}
	return p.T("link.ask_partner")
}

// onward is where the person can go instead.
func (p LinkRefusedPage) onward() (path, text string) {
	if p.Code == "role" {
		return PeoplePath, p.T("link.people")
	}
	return SubscriptionsPath, p.T("nominate.leave")
}
