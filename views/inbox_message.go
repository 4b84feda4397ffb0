package views

import (
	"strings"
	"time"

	"shimei/store/programme"
)

// Message is something that a person is told. Its words are made for whoever reads it.
type Message struct {
	Key   int64
	Topic string // such as requests
	Kind  string // such as nominated, or claim_approve
	About string // reference of a nomination or a request, or a month as 2016-04
	At    time.Time
	Read  bool
	Token string // of the link in a letter that is good once; "" everywhere else
	Told
}

// Told are the names and figures that the words of messages need; each has those of its kind.
type Told struct {
	Customer, TenantID string
	Partner            PartnerRef
	Route              programme.Text
	Product            programme.Text // of the subscription; empty for the whole tenant
	Name               string         // of a delegation: what it is for
	By                 string         // who did it; empty for nobody
	Reason             string         // of a rejection: one of request.Reasons
	Note               string         // what they wrote
	Final              bool           // of a rejection: it cannot be disputed any more
	Days, Count        int
	Was, Is            *Span      // of a correction: when the association was in effect, and is; nil for any other
	Again              bool       // of an approval: the customer had objected
	LastDay            *time.Time // to answer on, or that it is in effect on; nil for none
	Contact            string     // whom the customer turns to
	Levels             []LevelTold
}

// LevelTold is what happened to a level of an account.
type LevelTold struct {
	Kind       string // level_gained, level_lost or level_ending
	Competency programme.Text
	Level      string           // id
	Holds      string           // of one that was lost: the one that is left, or programme.NoLevel
	Until      *programme.Month // of one that ends
}

// worded is the last part of the keys of the message's words. A few kinds have words of their own where they
// are of many things, the last word, or brought by a file.
func (m Message) worded() string {
	switch {
	case m.Count > 1:
		return m.Kind + "_many"
	case m.Kind == "claim_supersede" && m.By == "":
		return m.Kind + "_file"
	case m.Kind == "claim_reject" && m.Final:
		return m.Kind + "_final"
	case m.Kind == "claim_approve" && m.Again:
		return m.Kind + "_again"
	}
	return m.Kind
}

// Subject returns the one line that says what happened.
func (m Message) Subject(l *Locale) string {
	return l.T("message_subject."+m.worded(), m.arguments(l)...)
}

// Body returns what happened, and what comes of it.
func (m Message) Body(l *Locale) string { return l.T("message_body."+m.worded(), m.arguments(l)...) }

// Said returns what somebody wrote beside it, a line for each thing.
func (m Message) Said(l *Locale) (lines []string) {
	if m.Name != "" {
		lines = append(lines, l.T("messages.purpose", "Name", m.Name))
	}
	if len(m.Levels) > 1 {
		for k := range m.Levels {
			one := m
			one.Kind, one.Levels = m.Levels[k].Kind, m.Levels[k:k+1]
			lines = append(lines, one.Subject(l))
		}
	}
	if m.Contact != "" {
		lines = append(lines, l.T("messages.contact", "Contact", m.Contact))
	}
	if m.Reason != "" {
		lines = append(lines, l.T("messages.reason", "Reason", reasonWord(l, m.Reason)))
	}
	if m.Note != "" {
		lines = append(lines, l.T("messages.note", "By", m.By, "Note", m.Note))
	}
	return lines
}

// arguments are those of all words of messages. N is how many subscriptions or levels it is of, or else for how many
// days.
func (m Message) arguments(l *Locale) []any {
	what, last, n := l.Text(m.Product), "", m.Count
	if what == "" {
		what = l.T("messages.whole_tenant")
	}
	if m.LastDay != nil {
		last = l.Date(*m.LastDay)
	}
	if n < 2 {
		n = m.Days
	}
	month := m.About
	if read, err := programme.ParseMonth(m.About); err == nil {
		month = l.Month(read)
	}
	if len(m.Levels) > 1 {
		n = len(m.Levels)
	}
	all := []any{"Customer", m.Customer, "Partner", m.Partner.Name, "Route", l.Text(m.Route), "What", what, "By", m.By,
		"Was", m.Was.words(l), "Is", m.Is.words(l), "LastDay", last, "Month", month, "N", n}
	if len(m.Levels) == 1 {
		all = append(all, m.Levels[0].arguments(l)...)
	}
	return all
}

func (x LevelTold) arguments(l *Locale) []any {
	until, holds := "", ""
	if x.Until != nil {
		until = l.Month(*x.Until)
	}
	if x.Holds != "" {
		holds = l.Term("level", x.Holds)
	}
	return []any{"Competency", l.Text(x.Competency), "Level", l.Term("level", x.Level), "Holds", holds, "Until", until}
}

// Path returns the address of the page that a message is about, for its reader.
func (m Message) Path(a Audience) string {
	switch m.Kind {
	case "invited":
		return m.once(JoinInvitation)
	case "reset_asked":
		return m.once(JoinReset)
	case "password_changed":
		return ProfilePath
	case "factor_changed":
		return FactorsPath
	case "nominated":
		return CustomerPath(m.TenantID)
	case "replaced", "removed":
		return CustomersPath // of that one there may be nothing more to see
	case "closed":
		if month, err := programme.ParseMonth(m.About); err == nil {
			return StatementOf(month)
		}
		return StatementPath
	case "level_gained", "level_lost", "level_ending", "levels_changed":
		if month, err := programme.ParseMonth(m.About); err == nil {
			return OverviewMonth(month)
		}
		return OverviewPath
	case "to_review":
		return ReviewPath + "?way=" + string(programme.WayNomination)
	case "registered":
		return DeskPath
	case "supports":
		return CustomerPath(m.TenantID)
	case "correction_approve":
		if path := map[Audience]string{Partner: CustomersPath, Customer: ActivityPath}[a]; path != "" {
			return path
		}
	case "nomination_end", "ended":
		return map[Audience]string{Partner: CustomersPath, Customer: AccessPath}[a]
	}
	if m.About == "" { // a delegation that a file brought
		return map[Audience]string{Partner: CustomerPath(m.TenantID), Customer: AccessPath}[a]
	}
	return RequestPath(a, m.About)
}

// once is the address of the message's link, or of the own account where there is none.
func (m Message) once(k JoinKind) string {
	if m.Token == "" {
		return ProfilePath
	}
	return JoinPath(k, m.Token)
}

// Letter is a message as it is mailed.
type Letter struct{ Subject, Body string }

// NewLetter puts a message into words for a person. site is the address of the portal, such as
// https://partners.example, without a slash at its end; without one no address can lead there from a mail.
func NewLetter(l *Locale, m Message, to Person, site string) Letter {
	path := m.Path(to.Audience)
	parts := []string{l.T("letter.greeting", "Name", to.Name), m.Body(l)}
	if said := m.Said(l); len(said) > 0 {
		parts = append(parts, strings.Join(said, "\n"))
	}
	link, choose := l.T("letter.path", "Path", path), l.T("letter.choose_path", "Path", MessagesPath)
	if site != "" {
		link, choose = l.T("letter.link", "URL", site+path), l.T("letter.choose", "URL", site+MessagesPath)
	}
	parts = append(parts, link, "-- \n"+m.why(l, to, choose))
	return Letter{Subject: m.Subject(l), Body: strings.Join(parts, "\n\n") + "\n"}
}

// why says why somebody is mailed, and how that is changed.
func (m Message) why(l *Locale, to Person, choose string) string {
	switch {
	case to.Audience == "": // nobody who signs in
		return l.T("letter.why_contact", "Partner", m.Partner.Name)
	case to.Organisation == "":
		return l.T("letter.why_vendor") + m.choice(choose)
	}
	return l.T("letter.why", "Organisation", to.Organisation) + m.choice(choose)
}

// choice is how it is changed, a line of its own: nobody chooses what the own account is mailed about.
func (m Message) choice(how string) string {
	if m.Topic == "accounts" {
		return ""
	}
	return "\n" + how
}
