package views

import (
	"net/url"
	"slices"
	"strconv"
	"time"
)

// MessagesPath is the address of a person's messages. A form that is sent to it marks all as read.
const MessagesPath = "/messages"

// MailChoicesPath takes which topics a person is mailed about, and RetryMailPath has mail that failed sent again.
const (
	MailChoicesPath = MessagesPath + "/mail"
	RetryMailPath   = MessagesPath + "/retry"
)

// OpenMessagePath takes the form that opens a message: it marks it as read, and leads to the page that it is about.
func OpenMessagePath(key string) string { return MessagesPath + "/" + key + "/open" }

// InboxPage is what a person is told, and what of it also by mail.
type InboxPage struct {
	Frame
	Filter  InboxFilter
	Topics  []string // of the person's audience
	Count   int64    // of all that the filter lets through
	Rows    []Message
	List    List
	Latest  int64    // key of the latest message: what came later stays unread
	Mailed  []string // topics that the person is mailed about
	Mails   bool     // the portal sends mail
	Failed  []FailedMail
	Failing int64 // how many there are of those, of which the latest are shown
}

// InboxFilter narrows the list, as it stands in the query.
type InboxFilter struct {
	Topic string
	State string // FilterUnread, or empty for all
}

// ElectiveTopic is the topic that only those are told of who choose it.
const ElectiveTopic = "desk"

// FilterUnread lets through what is unread.
const FilterUnread = "unread"

// FailedMail is a message whose mail reached nobody, for admins.
type FailedMail struct {
	Message Message
	Email   string
	Why     string
	At      time.Time
}

func (f InboxFilter) fields() []filterField {
	return []filterField{{"topic", f.Topic}, {"state", f.State}}
}

// Query returns the filter as a query, without its empty fields.
func (f InboxFilter) Query() url.Values { return queryOf(f.fields()) }

// chips returns the filters that are on.
func (p InboxPage) chips() []Chip {
	return p.chipsOf(p.List, p.Filter.fields(), func(x filterField) string {
		if x.name == "state" {
			return p.L.Term("message_state", x.value)
		}
		return p.L.Term("message_topic", x.value)
	})
}

// topics are what the list can be narrowed to.
func (p InboxPage) topics() []choice {
	list := []choice{{"", p.T("filter.all")}}
	for _, t := range p.Topics {
		list = append(list, choice{t, p.L.Term("message_topic", t)})
	}
	return list
}

func (p InboxPage) states() []choice {
	return []choice{{"", p.T("filter.all")}, {FilterUnread, p.L.Term("message_state", FilterUnread)}}
}

// choicesLead says what mail brings, or that there is none.
func (p InboxPage) choicesLead() string {
	switch {
	case p.Person == nil:
		return ""
	case p.Mails:
		return p.T("messages.choices_lead", "Email", p.Person.Email)
	}
	return p.T("messages.choices_none")
}

// openPath is the address that opens a message.
func (m Message) openPath() string { return OpenMessagePath(strconv.FormatInt(m.Key, 10)) }

// latest is the key of the latest message as the form carries it.
func (p InboxPage) latest() string { return strconv.FormatInt(p.Latest, 10) }

func (p InboxPage) mailed(topic string) bool { return slices.Contains(p.Mailed, topic) }
