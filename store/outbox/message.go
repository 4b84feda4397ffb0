package outbox

import (
	"shimei/store/directory"
	"shimei/store/programme"
)

// Topic is what a message is about, by which people choose what they are mailed.
type Topic string

// The topics.
const (
	Nominations Topic = "nominations" // a customer nominated, changed or removed the partner of record
	Requests    Topic = "requests"    // what is asked for, decided and ended
	Levels      Topic = "levels"      // a level was gained or lost, or ends soon
	Reminders   Topic = "reminders"   // what ends soon
	Statements  Topic = "statements"  // a month was closed
	Waiting     Topic = "waiting"     // what waits for an admin to decide
	Flagged     Topic = "flagged"     // nominations that an admin looks at, once a day
	Desk        Topic = "desk"        // a partner of record was registered: for the FastTrack desk
	Accounts    Topic = "accounts"    // a person's own account: mailed to everybody
)

// Elective reports whether only those are told of a topic who choose it, and not all whom it concerns.
func (t Topic) Elective() bool { return t == Desk }

// Topics are the topics that an audience is told of.
func Topics(audience string) []Topic {
	switch audience {
	case "customer":
		return []Topic{Requests, Reminders}
	case "partner":
		return []Topic{Nominations, Requests, Levels, Reminders, Statements}
	case "admin":
		return []Topic{Waiting, Flagged, Requests, Desk}
	}
	return nil
}

// Kind is what happened. That of an act on a request is of OfRequest.
type Kind string

// The other kinds.
const (
	Nominated Kind = "nominated" // for the partner that was nominated
	Replaced  Kind = "replaced"  // for the one in whose place
	Removed   Kind = "removed"
	Ending    Kind = "ending" // a delegation, in so many days
	Ended     Kind = "ended"  // an association that no request was of, by an admin
	Closed    Kind = "closed" // a month's statement

	LevelGained   Kind = "level_gained"
	LevelLost     Kind = "level_lost"
	LevelEnding   Kind = "level_ending"   // if nothing new comes
	LevelsChanged Kind = "levels_changed" // several of these
	ToReview      Kind = "to_review"      // nominations that an admin looks at
	Registered    Kind = "registered"     // for the desk: a partner of record, by a nomination or a claim
	Supports      Kind = "supports"       // the same, for the partner's support contact

	Invited         Kind = "invited"          // to join: its letter has a link that is good once
	ResetAsked      Kind = "reset_asked"      // a new password: its letter has such a link too
	PasswordChanged Kind = "password_changed" // so that its person knows
	FactorChanged   Kind = "factor_changed"
)

// OfRequest is the kind of an act on a request of a way, such as "claim_approve".
func OfRequest(w programme.Way, act programme.Act) Kind { return Kind(string(w) + "_" + string(act)) }

// Kinds are all kinds of messages that anybody is told.
func Kinds() []Kind {
	kinds := []Kind{Nominated, Replaced, Removed, Ending, Ended, Closed, LevelGained, LevelLost, LevelEnding, LevelsChanged, ToReview, Registered, Supports, Invited, ResetAsked, PasswordChanged, FactorChanged}
	for _, t := range programme.AllHeard() {
		kinds = append(kinds, OfRequest(t.Way, t.Act))
	}
	return kinds
}

// Details are the names and figures that the words of a message need. Empty ones are left out.
type Details struct {
	Customer     string            `json:"customer,omitempty"` // name
	TenantID     string            `json:"tenant_id,omitempty"`
	Partner      string            `json:"partner,omitempty"` // name
	PartnerID    string            `json:"partner_id,omitempty"`
	Route        string            `json:"route,omitempty"`   // id
	Product      string            `json:"product,omitempty"` // id, of the subscription
	Subscription string            `json:"subscription,omitempty"`
	Name         string            `json:"name,omitempty"`     // of a delegation: what it is for
	By           string            `json:"by,omitempty"`       // who did it; empty for the clock
	Reason       string            `json:"reason,omitempty"`   // of a rejection
	Note         string            `json:"note,omitempty"`     // what they said of it
	Disputed     bool              `json:"disputed,omitempty"` // of a claim: the partner has used its one dispute
	Objected     bool              `json:"objected,omitempty"` // of a claim: the customer has used its one objection
	Days         int               `json:"days,omitempty"`     // for how long, or until the end
	Count        int               `json:"count,omitempty"`    // subscriptions that one act was of
	Until        programme.Instant `json:"until,omitempty"`    // an answer's last instant, or the end
	Contact      string            `json:"contact,omitempty"`  // whom the customer turns to
	Levels       []LevelChange     `json:"levels,omitempty"`
	Was          *Span             `json:"was,omitempty"` // of a correction: when the association was in effect until it
	Is           *Span             `json:"is,omitempty"`  // and since
}

// LevelChange is what happened to the level of an account in a competency.
type LevelChange struct {
	Kind       Kind   `json:"kind"` // LevelGained, LevelLost or LevelEnding
	Competency string `json:"competency"`
	Level      string `json:"level"`           // id
	Holds      string `json:"holds,omitempty"` // of one that was lost: the level that is left, "none" for none
	Until      string `json:"until,omitempty"` // of one that ends: the month by whose figures it is not held
}

// Span is when an association is in effect.
type Span struct {
	From programme.Instant `json:"from"`
	To   programme.Instant `json:"to,omitempty"` // 0 while it goes on
}

// SpanOf is the time from an instant to an end, which may be NoEnd.
func SpanOf(from, to programme.Instant) Span {
	if to == programme.NoEnd {
		to = 0
	}
	return Span{from, to}
}

// Message is something that one person is told.
type Message struct {
	Key     int64
	To      directory.Person // without a key where it is for an address that is nobody's here
	Topic   Topic
	Kind    Kind
	About   string // reference of a nomination or a request, or a month as 2016-04
	Details Details
	At      programme.Instant
	ReadAt  *programme.Instant // nil while it is unread
	Mail    Mail
}
