package views

import (
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"shimei/store/programme"
)

// sampleMessages are one of each kind, the first of them unread.
func sampleMessages() (all []Message) {
	for k, kind := range messageWords {
		m := Message{Key: int64(k + 1), Topic: "requests", Kind: strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(kind, "_many"), "_final"), "_again"), "_file"), About: "8KQ2M-X4T7P", At: at(time.April, 1+k%28, k%24), Read: k > 3,
			Told: Told{Customer: "Adatum Japan", TenantID: "adatum-jp", Partner: northern, Route: delegate, By: "Bob <Lee>", Days: 30, Count: 1, LastDay: some(at(time.May, 1, 0))}}
		switch {
		case strings.HasSuffix(kind, "_many"):
			m.Count = 40
		case strings.HasSuffix(kind, "_final"):
			m.Final = true
		case strings.HasSuffix(kind, "_again"):
			m.Again = true
		case strings.HasSuffix(kind, "_file"):
			m.By = ""
		case kind == "correction_approve":
			m.Was, m.Is = &Span{From: at(time.April, 1, 0)}, &Span{From: at(time.March, 1, 0), To: some(at(time.May, 1, 0))}
		case kind == "closed":
			m.About = "2016-03"
		case kind == "levels_changed":
			m.About, m.Levels = "2016-03", sampleLevels
		case strings.HasPrefix(kind, "level_"):
			m.About, m.Levels = "2016-03", []LevelTold{sampleLevels[slices.IndexFunc(sampleLevels, func(x LevelTold) bool { return x.Kind == kind })]}
		case kind == "registered":
			m.Contact = "support@contoso.example"
		case kind == "claim_ask":
			m.Product, m.Note = azure, "con & co"
		case kind == "claim_reject":
			m.Product, m.Reason, m.Note = azure, "other", "con & co"
		case kind == "delegation_ask":
			m.Name = "mine & yours.toml"
		}
		all = append(all, m)
	}
	return all
}

// sampleLevels are a change of each kind.
var sampleLevels = []LevelTold{{Kind: "level_gained", Competency: azure, Level: "gold"}, {Kind: "level_lost", Competency: azure, Level: "silver", Holds: programme.NoLevel},
	{Kind: "level_ending", Competency: azure, Level: "silver", Until: some(april + 1)}}

// inboxSamples are the page of messages of each audience.
func inboxSamples() []sample {
	topics := []string{"nominations", "requests", "levels", "reminders", "statements", "waiting", "flagged", "desk"}
	inbox := func(f Frame) InboxPage {
		f.Unread = 4
		return InboxPage{Frame: f, Rows: sampleMessages(), Count: 48, List: sampleList, Topics: topics, Mailed: topics[1:], Latest: 48, Mails: true}
	}
	return []sample{
		{Partner, "messages", func(f Frame) templ.Component { return inbox(f).Page() }},
		{Admin, "messages-failed", func(f Frame) templ.Component {
			p := inbox(f)
			p.Unread, p.Rows, p.Mails, p.Failing = MostUnread, p.Rows[30:], false, 30
			p.Failed = []FailedMail{{Message: p.Rows[0], Email: "aiko@adatum.example", Why: "550 5.1.1 <no> such mailbox", At: at(time.April, 2, 3)}}
			return p.Page()
		}},
		{Customer, "messages-none", func(f Frame) templ.Component {
			return InboxPage{Frame: f, Filter: InboxFilter{Topic: "requests", State: FilterUnread}, List: List{Path: MessagesPath}, Topics: topics[1:3]}.Page()
		}},
		{Customer, "messages-empty", func(f Frame) templ.Component { return InboxPage{Frame: f}.Page() }},
	}
}
