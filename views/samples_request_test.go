package views

import (
	"time"

	"github.com/a-h/templ"

	"shimei/store/programme"
)

// sampleRequest is a request of a way in a state, with all that it may have.
func sampleRequest(way programme.Way, state programme.State, acts ...programme.Act) RequestView {
	v := RequestView{Reference: "8KQ2M-X4T7P", Way: way, State: state, Due: some(at(time.July, 10, 0)), Route: delegate, Benefits: []string{"competency", "usage_data", "support_contact"},
		Partner: northern, Customer: "Adatum Japan", TenantID: "adatum-jp", Days: 1, Would: some(at(time.May, 12, 0)), AskedAt: at(time.April, 11, 1), AskedBy: "Ken Sato",
		Name: "mine & yours.toml", Note: "con & co\nDone & dusted", Version: 3, Acts: acts, History: sampleRequestEvents(way)}
	if way == programme.WayClaim || way == programme.WayCorrection {
		v.Subscription, v.Product = "77c0-azure", azure
	}
	if !state.Waits() {
		v.Since, v.Until, v.Association = some(at(time.April, 12, 1)), some(at(time.May, 12, 1)), 7
	}
	if way == programme.WayCorrection {
		v.Begins, v.Ends, v.Objected = some(at(time.January, 1, 0)), some(at(time.February, 1, 0)), true
	}
	return v
}

// sampleRequestEvents are all acts, each by a person and by nobody.
func sampleRequestEvents(way programme.Way) (events []Event) {
	for k, act := range programme.Acts() {
		e := Event{At: at(time.April, 1+k, 1), Kind: EventKind(act), By: []string{"Bob <Lee>", ""}[k%2], Partner: northern, Route: delegate, Reference: "8KQ2M-X4T7P",
			Request: &RequestChange{Way: way, Before: programme.StateProposed, After: programme.StateActive}}
		if k == 1 {
			e.Request.Before = ""
		}
		if act == programme.ActReject {
			e.Request.Reason, e.Request.Note = "other", "con & co\nDone & dusted"
		}
		events = append(events, e)
	}
	return events
}

func requestSamples() []sample {
	all := []sample{
		{Customer, "request-read", func(f Frame) templ.Component {
			reader := *sampleFrame(f.L, Customer, "").Person
			reader.Role = "reader"
			f.Person = &reader
			return RequestPage{Frame: f, Request: sampleRequest(programme.WayDelegation, programme.StateProposed)}.Page()
		}},
		{Customer, "request-zero", func(f Frame) templ.Component {
			return RequestPage{Frame: f, Request: RequestView{Way: programme.WayClaim, State: programme.StateLapsed}}.Page()
		}},
		{Customer, "request-accept", func(f Frame) templ.Component {
			return RequestActPage{Frame: f, Act: programme.ActAccept, Request: sampleRequest(programme.WayDelegation, programme.StateProposed)}.Page()
		}},
		{Customer, "request-accept-longer", func(f Frame) templ.Component {
			return RequestActPage{Frame: f, Act: programme.ActAccept, Request: sampleRequest(programme.WayExtension, programme.StateProposed),
				Errors: []FieldError{{"", f.L.Refusal(&programme.Refusal{Code: programme.RefusedTerm})}}}.Page()
		}},
	}
	for way, audience := range map[programme.Way]Audience{programme.WayDelegation: Customer, programme.WayExtension: Partner, programme.WayApplication: Partner,
		programme.WayClaim: Customer, programme.WayAssignment: Partner, programme.WayCorrection: Admin, programme.WayNomination: Admin} {
		all = append(all, sample{audience, "request-" + string(way), func(f Frame) templ.Component {
			v := sampleRequest(way, programme.StateActive, programme.ActAccept, programme.ActEnd)
			v.Extendable = true
			return RequestPage{Frame: f, Request: v, Errors: []FieldError{{"", f.L.Refusal(&programme.Refusal{Code: programme.RefusedState})}}}.Page()
		}})
	}
	for _, name := range actsOnRequests {
		act := programme.Act(name)
		all = append(all, sample{Partner, "request-act-" + name, func(f Frame) templ.Component {
			p := RequestActPage{Frame: f, Act: act, Request: sampleRequest(programme.WayClaim, programme.StateSubmitted), NeedsNote: act == programme.ActReject, Note: "12x"}
			if p.NeedsNote {
				p.Reasons = families["request_reason"]
				p.Errors = []FieldError{{p.FieldOf(&programme.Refusal{Code: programme.RefusedReason}), f.T("refusal.reason")}}
			}
			return p.Page()
		}})
	}
	return all
}
