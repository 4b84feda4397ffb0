package request

import (
	"maps"
	"slices"
	"strings"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/outbox"
	"shimei/store/programme"
)

// On is what a person does to a request, as they saw it.
type On struct {
	Reference string
	Act       programme.Act
	Seen      int64  // its version; 0 for whatever it is
	Files     []File // with an answer or a dispute: what shows more of a claim
	Said
}

// Said is what somebody says of an act, for the others to read.
type Said struct {
	Reason string // of a list, for a rejection: one of Reasons
	Note   string
}

// Reasons are those of a list for which a request is rejected; a note says more.
var Reasons = []string{"no_evidence", "not_the_partner", "customer_objects", "other_partner", "not_eligible", "other"}

// needsNote are the acts that say why, to people of another side.
var needsNote = []programme.Act{programme.ActReturn, programme.ActReject, programme.ActObject, programme.ActDispute, programme.ActAnswer}

// values are the words of an act as an event keeps them.
func (s Said) values() map[string]string {
	values := map[string]string{}
	for name, value := range map[string]string{"reason": s.Reason, "note": s.Note} {
		if value != "" {
			values[name] = value
		}
	}
	return values
}

// NeedsNote reports whether who acts so for a side has to say why.
func NeedsNote(side programme.Side, act programme.Act) bool {
	return slices.Contains(needsNote, act) || side == programme.ByVendor && act == programme.ActEnd
}

// NeedsReason reports whether an act needs one of Reasons, too.
func NeedsReason(act programme.Act) bool { return act == programme.ActReject }

// check refuses an act that needs words and has none.
func (o On) check(side programme.Side) error {
	if NeedsNote(side, o.Act) && strings.TrimSpace(o.Note) == "" || NeedsReason(o.Act) && !slices.Contains(Reasons, o.Reason) {
		return &programme.Refusal{Code: programme.RefusedReason}
	}
	return nil
}

// Act does what a person does to a request that they see, and has it take effect. It returns the request as it
// is then. Its error is the rules' refusal, or db.ErrNotFound.
func (r Requests) Act(who directory.Person, o On) (Request, error) {
	o.Note = plain(o.Note, true)
	q, err := r.ByReference(Seen(who), o.Reference)
	if err != nil {
		return q, err
	}
	if o.Seen != 0 && o.Seen != q.Version {
		return q, &programme.Refusal{Code: programme.RefusedState, Name: q.Reference}
	}
	after, err := r.p.After(q.Life, Of(who), o.Act, r.tx.Now)
	if err != nil {
		return q, err
	}
	if err := o.check(Of(who).Side); err != nil {
		return q, err
	}
	files, err := o.shown(q.Life.Way, r.tx.Now)
	if err != nil {
		return q, err
	}
	if err := r.keep(&q, files); err != nil {
		return q, err
	}
	return r.become(q, after, o.Act, who, o.Said)
}

// become stores what a request has become by an act, with its effect and its event.
func (r Requests) become(q Request, after programme.Life, act programme.Act, who directory.Person, said Said) (Request, error) {
	before := q.Life
	q.Life = after
	if err := r.effect(&q, before, act, who); err != nil {
		return q, err
	}
	if err := r.update(&q); err != nil {
		return q, err
	}
	if err := r.record(&q, act, who, r.tx.Now, before.State, said); err != nil {
		return q, err
	}
	if q.Life.Way == programme.WayClaim && before.State != programme.StateActive && q.Life.State == programme.StateActive {
		return q, r.tellRegistered(&q, who)
	}
	return q, nil
}

// update stores a request, unless somebody was faster.
func (r Requests) update(q *Request) error {
	n, err := r.tx.Affected(`UPDATE requests SET state = $3, due_at = $4, objected = $5, disputed = $6, reviewed = $7, association_id = $8, version = version + 1
		WHERE id = $1 AND version = $2`, q.Key, q.Version, q.Life.State, db.End(q.Life.Due), q.Life.Objected, q.Life.Disputed, q.Life.Reviewed, orNull(q.Association))
	if err == nil && n == 0 {
		err = &programme.Refusal{Code: programme.RefusedState, Name: q.Reference}
	}
	q.Version++
	return err
}

// record records an act at an instant as an event of both sides' histories, and tells who is told of it. who is
// nobody where the clock acts.
func (r Requests) record(q *Request, act programme.Act, who directory.Person, at programme.Instant, before programme.State, said Said) error {
	if err := r.note(q, act, who, at, before, said); err != nil {
		return err
	}
	return r.tell(q, act, who, said)
}

// days writes when an association is in effect as an event keeps it: its first day, and the day of its end.
func (r Requests) days(values map[string]string, s outbox.Span) {
	values["from"] = r.p.DayAt(s.From).String()
	if s.To != 0 {
		values["to"] = r.p.DayAt(s.To).String()
	}
}

// note records an act as an event.
func (r Requests) note(q *Request, act programme.Act, who directory.Person, at programme.Instant, before programme.State, said Said) error {
	values := map[string]string{"state": string(q.Life.State), "way": string(q.Life.Way), "route": r.p.Routes[q.Route].ID}
	maps.Copy(values, said.values())
	if q.Name != "" {
		values["name"] = q.Name
	}
	e := directory.NewEvent{At: at, Kind: directory.Kind(act), Actor: who.Key, Reference: q.Reference,
		Subject: directory.Subject{Of: directory.ARequest, Key: q.Key}, Customer: q.Customer, Subscription: q.subscription,
		After: directory.State{Partner: &q.Partner, Values: values}}
	if before != programme.StateNone {
		e.Before.Values = map[string]string{"state": string(before)}
	}
	if q.corrected != nil {
		r.days(e.Before.Values, q.corrected[0])
		r.days(e.After.Values, q.corrected[1])
	}
	return directory.Record(r.tx, e)
}
