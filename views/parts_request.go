package views

import (
	"slices"
	"strings"
	"time"

	"shimei/store/programme"
)

// RequestView is a request as a person sees it: what is asked for, what happened, and what the person
// may do now. A part shows it to every audience.
type RequestView struct {
	Reference    string // what people quote
	Way          programme.Way
	State        programme.State
	Due          *time.Time // the last day of the state, nil for none: to answer, of a delegation that is in effect
	Route        programme.Text
	Benefits     []string // the route's, by id, such as usage_data
	Partner      PartnerRef
	Customer     string // name
	TenantID     string
	Subscription string         // id, or empty for the whole tenant
	Product      programme.Text // of the subscription
	Name         string         // what a delegation is for
	Days         int            // of a delegation, or by how many an extension makes it longer
	Would        *time.Time     // its last day if it is accepted today; nil where it is not to be accepted
	Since        *time.Time     // the association that came of it is in effect from then; nil for none
	Until        *time.Time     // and ended then, or is to; nil while it goes on
	Begins, Ends *time.Time     // the days that a correction asks for; nil leaves as it is
	AskedAt      time.Time
	AskedBy      string         // name
	Note         string         // of who asked
	Objected     bool           // the customer has objected
	Another      bool           // the person asked for it, and another admin decides
	Version      int64          // what a form carries as seen
	Files        []EvidenceFile // that show what a claim says
	Association  int64          // key, for admins; 0 for none
	Acts         []programme.Act
	Extendable   bool    // the person may ask for more time
	History      []Event // earliest first
}

// Ways are those that people ask in, in the order of a choice. Nominations and corrections are the
// vendor's own to see.
var Ways = []programme.Way{programme.WayDelegation, programme.WayExtension, programme.WayApplication, programme.WayClaim, programme.WayAssignment}

// requestKinds are the acts on requests that events tell of, in the order of a choice.
var requestKinds = kindsOfActs(programme.ActAsk, programme.ActOpen, programme.ActAccept, programme.ActDecline, programme.ActApprove, programme.ActReturn,
	programme.ActAnswer, programme.ActReject, programme.ActDispute, programme.ActObject, programme.ActWithdraw, programme.ActEnd, programme.ActExpire, programme.ActLapse)

func kindsOfActs(acts ...programme.Act) (kinds []EventKind) {
	for _, act := range acts {
		kinds = append(kinds, EventKind(act))
	}
	return kinds
}

// RequestPath returns the address of a request for an audience.
func RequestPath(a Audience, reference string) string {
	switch a {
	case Partner:
		return PartnerRequestsPath + "/" + reference
	case Admin:
		return ReviewPath + "/" + reference
	}
	return RequestsPath + "/" + reference
}

// RequestActPath returns the address of the page, and of the POST, of an act on a request.
func RequestActPath(a Audience, reference string, act programme.Act) string {
	return RequestPath(a, reference) + "/" + string(act)
}

// stateWord says how a request stands. What was asked for of an association is done, and not in effect.
func stateWord(l *Locale, way programme.Way, state programme.State) string {
	if state == programme.StateActive && (way == programme.WayExtension || way == programme.WayCorrection) {
		return l.T("request.done")
	}
	return l.Term("request_state", string(state))
}

// standing says to a person how a request stands: who has to act next sees that it is them.
func (f Frame) standing(v RequestView) string {
	if v.Another {
		return f.T("request.another")
	}
	if a := f.audience(); a != "" && waitsFor[v.State] == a {
		return f.L.Term("request_yours", string(v.State))
	}
	return stateWord(f.L, v.Way, v.State)
}

// waitsFor is who has to act next in a state.
var waitsFor = map[programme.State]Audience{programme.StateProposed: Customer, programme.StateReturned: Partner, programme.StateSubmitted: Admin}

// decision is the act by which the vendor returned or rejected the request; nil where it stands otherwise. Whoever
// completes it, or disputes that, has to read what was said.
func (v RequestView) decision() *Event {
	if v.State != programme.StateReturned && v.State != programme.StateRejected {
		return nil
	}
	for k := range slices.Backward(v.History) {
		if c := v.History[k].Request; c != nil && c.After == v.State && c.Before != c.After {
			return &v.History[k]
		}
	}
	return nil
}

// due says until when the state lasts, and what is over then; "" where it goes on.
func (v RequestView) due(f Frame) string {
	if v.Due == nil {
		return ""
	}
	return f.T("request_due."+string(v.State), "Date", f.date(*v.Due))
}

// timed reports whether the request is for a number of days.
func (v RequestView) timed() bool {
	return v.Way == programme.WayDelegation || v.Way == programme.WayExtension
}

// title says in words what the request is.
func (v RequestView) title(l *Locale) string {
	return l.T("request_title."+string(v.Way), "Partner", v.Partner.Name, "Customer", v.Customer)
}

// usage reports whether the route shows usage data to the partner.
func (v RequestView) usage() bool { return slices.Contains(v.Benefits, programme.UsageData) }

// others are the other benefits of the route.
func (v RequestView) others() []string {
	return slices.DeleteFunc(slices.Clone(v.Benefits), func(b string) bool { return b == programme.UsageData })
}

// foremost reports whether an act is the one that the request waits for.
func foremost(act programme.Act) bool {
	return slices.Contains([]programme.Act{programme.ActAccept, programme.ActApprove, programme.ActAnswer}, act)
}

// ends reports whether something ends by an act, or does not come to be.
func ends(act programme.Act) bool {
	return slices.Contains([]programme.Act{programme.ActEnd, programme.ActDecline, programme.ActReject, programme.ActWithdraw}, act)
}

// Asks reports whether it is by the event that somebody asked for something, or opened it: a nomination that an admin
// looks at begins with what admins did.
func (e Event) Asks() bool {
	return e.Request != nil && (e.Kind == EventKind(programme.ActAsk) || e.Kind == EventKind(programme.ActOpen))
}

// open reports whether an event leads to its request, and an audience may open that.
func (e Event) open(a Audience) bool { return e.Reference != "" && e.shared(a) }

// shared reports whether an audience may see the request of an event: some are the vendor's own.
func (e Event) shared(a Audience) bool {
	return e.Request != nil && (a == Admin || slices.Contains(Ways, e.Request.Way))
}

// what says in words what an act did. Where the event stands at its request, the act alone is news.
func (c RequestChange) what(l *Locale, e Event) string {
	if e.Reference == "" {
		return l.Term("event_kind", string(e.Kind))
	}
	return l.T("request_event."+string(e.Kind), "Partner", e.Partner.label(l), "Way", l.Term("request_way", string(c.Way)), "Route", l.Text(e.Route))
}

// became says how the request stood before and after an act; "" where it stands as before.
func (c RequestChange) became(l *Locale) string {
	switch {
	case c.Is != nil:
		return l.T("request.became", "Before", c.Was.words(l), "After", c.Is.words(l))
	case c.Before == c.After:
		return ""
	case c.Before == "":
		return stateWord(l, c.Way, c.After)
	}
	return l.T("request.became", "Before", stateWord(l, c.Way, c.Before), "After", stateWord(l, c.Way, c.After))
}

// said are the reason and the note of an act, for an audience that may read them.
func (e Event) said(f Frame) string {
	why := Ending{}
	switch {
	case e.Ending != nil:
		why = *e.Ending
	case e.Request != nil && (e.shared(f.audience()) || e.Kind == EventKind(programme.ActEnd)): // why it is over both sides are told
		why = Ending{e.Request.Reason, e.Request.Note}
	}
	var said []string
	if why.Reason != "" {
		said = append(said, reasonWord(f.L, why.Reason))
	}
	if why.Note != "" {
		said = append(said, why.Note)
	}
	return strings.Join(said, f.T("request.said"))
}

// reasonWord is why a request was rejected. The files of words read "other" as a plural form.
func reasonWord(l *Locale, reason string) string {
	if reason == "other" {
		reason = "another"
	}
	return l.Term("request_reason", reason)
}
