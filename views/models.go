package views

import (
	"slices"
	"time"

	"shimei/store/programme"
)

// PartnerRef is a partner as pages name it.
type PartnerRef struct {
	ID      string // the partner id that a customer types
	Name    string
	Country string // ISO 3166 code, or empty
}

// Seats are a subscription's seats; nil where nothing is reported, which is not zero.
type Seats struct {
	Bought   *int64
	Assigned *int64
	Active   *int64
}

// Together are the seats that were reported of a tenant's subscriptions of a product together, in place of
// those of each.
type Together struct {
	Product programme.Text
	Month   programme.Month
	Seats   Seats
}

// PartnerOfRecord is the DPOR that is open now on a subscription.
type PartnerOfRecord struct {
	Key     int64 // of the association: what a form carries as seen
	Partner PartnerRef
	Since   time.Time
	Public  bool // the partner has a page for customers
}

// SubscriptionRow is one subscription in a customer's lists.
type SubscriptionRow struct {
	ID        string
	Product   programme.Text
	Kind      programme.Kind
	Seats     Seats
	Start     time.Time
	Renewal   *time.Time
	Ended     *time.Time       // nil while it goes on
	Present   *PartnerOfRecord // nil for none yet
	Nominable bool             // it goes on, and its product takes a partner of record
	Ticked    bool
}

// State says whether an association is in effect.
type State string

// The states of an association, and of a nominated subscription as its confirmation is
// opened again.
const (
	StateInEffect  State = "in_effect"
	StateEnded     State = "ended"
	StateScheduled State = "scheduled" // begins later
	StateChanged   State = "changed"   // another partner was nominated since
	StateRemoved   State = "removed"   // removed since
	StateExpired   State = "expired"   // the subscription itself has ended
	StateMoved     State = "moved"     // the subscription is another tenant's since
)

// Association is a partner's tie to a subscription or the whole tenant.
type Association struct {
	Partner  PartnerRef
	Route    programme.Text
	Scope    programme.Scope
	Since    time.Time
	Until    *time.Time // nil while it goes on
	State    State
	Benefits []string // the route's, by id, such as usage_data
}

// EventKind is what happened to an association, or to a subscription that moved.
type EventKind string

// The kinds of events. Changed is a nomination that replaced a partner; opened and ended
// are of what no customer did: imports, sales and other routes. A move has no partner: it is told
// to either tenant without a word of the other.
const (
	EventNominated EventKind = "nominated"
	EventChanged   EventKind = "changed"
	EventReplaced  EventKind = "replaced" // as the partner is told that another one came in its place
	EventRemoved   EventKind = "removed"
	EventOpened    EventKind = "opened"
	EventEnded     EventKind = "ended"
	EventMovedAway EventKind = "moved_away"
	EventMovedHere EventKind = "moved_here"

	EventContactSet EventKind = "contact_set" // the support contact of a location; for admins alone
	EventProfileSet EventKind = "profile_set" // what a location tells customers of itself; likewise
	EventDefaultSet EventKind = "default_set" // the partner that is proposed for new subscriptions
)

// moves reports whether a subscription moved.
func (k EventKind) moves() bool { return k == EventMovedAway || k == EventMovedHere }

// named reports whether what happened is by a route.
func (k EventKind) named() bool {
	return !k.moves() && k != EventContactSet && k != EventProfileSet && k != EventDefaultSet && !slices.Contains(portalKinds, k)
}

// Source is where an association or an event comes from.
type Source string

// The sources.
const (
	SourcePerson Source = "nomination" // a person of the customer, through the portal
	SourceImport Source = "import"     // a file
	SourceSales  Source = "sale"       // the vendor's sales records
	SourceAsked  Source = "request"    // somebody asked for it, and somebody granted it
)

// Event is one entry of a timeline.
type Event struct {
	At        time.Time
	Kind      EventKind
	Source    Source
	By        string         // the person's name, or the file's; may be empty
	Partner   PartnerRef     // empty for a move
	Previous  *PartnerRef    // whom the partner replaced, for EventChanged
	Route     programme.Text // for EventOpened and EventEnded, and of a request
	Reference string         // of the nomination or the request, or empty
	Request   *RequestChange // what changed of a request; nil for what happened to an association
	Ending    *Ending        // why an admin ended an association that came of no request; nil for what else happened
}

// Ending is why an admin ended an association.
type Ending struct {
	Reason string // of a list, by id; or empty
	Note   string
}

// Option is a choice of a list: an id and its name.
type Option struct {
	ID   string
	Name programme.Text
}

// FieldError is a message at one field of a form, in the page's language.
type FieldError struct {
	Field   string // the field's name; empty for the whole form
	Message string
}

// RequestChange is what an act, which is the kind of its event, changed of a request.
type RequestChange struct {
	Way    programme.Way
	Before programme.State // empty where it was asked for
	After  programme.State
	Reason string // of a rejection, by id; or empty
	Note   string // what was said of it; or empty
	Was    *Span  // of a correction that is approved: when the association was in effect until it
	Is     *Span  // and since; nil for any other act
}

// Span is when an association is in effect: from a day to the day of its end, nil while it goes on.
type Span struct {
	From time.Time
	To   *time.Time
}

// words writes a span; "" for none.
func (s *Span) words(l *Locale) string {
	switch {
	case s == nil:
		return ""
	case s.To == nil:
		return l.T("messages.span_open", "From", l.Date(s.From))
	}
	return l.T("messages.span", "From", l.Date(s.From), "To", l.Date(*s.To))
}

// TimeOf returns an instant as an optional time: nil for programme.NoEnd.
func TimeOf(i programme.Instant, zone *time.Location) *time.Time {
	if i == programme.NoEnd {
		return nil
	}
	t := i.In(zone)
	return &t
}
