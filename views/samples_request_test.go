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
	if state == programme.StateSubmitted { // which has no end
		v.Due = nil
	}
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

// sampleRequestChanges are all acts on a request of a whole tenant as changes of an audit.
func sampleRequestChanges(way programme.Way) (all []AuditEntry) {
	for _, e := range sampleRequestEvents(way) {
		all = append(all, AuditEntry{Change: Change{Event: e}, Customer: "Adatum Japan", TenantID: "adatum-jp"})
	}
	return all
}

func requestEventSamples() []sample {
	return []sample{
		{Customer, "activity-requests", func(f Frame) templ.Component {
			p := ActivityPage{Frame: f, Count: 36, List: sampleList}
			for _, way := range []programme.Way{programme.WayDelegation, programme.WayCorrection} {
				for _, x := range sampleRequestChanges(way) {
					p.Rows = append(p.Rows, x.Change)
				}
			}
			return p.Page()
		}},
		{Admin, "audit-requests", func(f Frame) templ.Component {
			return AuditPage{Frame: f, Columns: ColumnsOf(AuditPath, allColumns(AuditPath), nil), Count: 18, List: sampleList, Rows: sampleRequestChanges(programme.WayCorrection)}.Page()
		}},
		{Admin, "assignment-asked", func(f Frame) templ.Component {
			asked := AssociationRow{Key: 7, Customer: "Adatum Japan", TenantID: "adatum-jp", Route: delegate, Partner: contoso, From: at(time.April, 12, 1), To: some(at(time.May, 12, 0)),
				State: StateInEffect, Source: SourceAsked, Reference: "8KQ2M-X4T7P", By: "Aiko Tanaka"}
			return AssignmentPage{Frame: f, AssociationRow: asked, History: sampleRequestEvents(programme.WayDelegation)}.Page()
		}},
	}
}

func requestListSamples() []sample {
	rows := []RequestView{sampleRequest(programme.WayDelegation, programme.StateProposed), sampleRequest(programme.WayClaim, programme.StateRejected),
		{Reference: "8KQ2M-X4T7P", Way: programme.WayExtension, State: programme.StateActive, Partner: contoso, Customer: "Lucerne Publishing", TenantID: "lucerne", Days: 30, AskedBy: "Ken Sato"}}
	all := []sample{}
	for audience, name := range map[Audience]string{Customer: "requests", Partner: "requests-partner"} {
		all = append(all, sample{audience, name, func(f Frame) templ.Component {
			return RequestsPage{Frame: f, Rows: rows, Count: 3, List: sampleList, Filter: RequestFilter{State: FilterWaiting, Way: "claim", Name: "<b>"}}.Page()
		}}, sample{audience, name + "-none", func(f Frame) templ.Component {
			return RequestsPage{Frame: f, Filter: RequestFilter{State: FilterOver}, List: List{Path: RequestsPath}}.Page()
		}}, sample{audience, name + "-empty", func(f Frame) templ.Component { return RequestsPage{Frame: f}.Page() }})
	}
	return all
}

func askSamples() []sample {
	tenant := AskRoute{Option: Option{ID: "dap", Name: delegate}, Tenant: true}
	other := AskRoute{Option: Option{ID: "other", Name: adviser}, From: some(april + 3)}
	of := sampleRequest(programme.WayDelegation, programme.StateActive)
	filled := Asked{Way: programme.WayDelegation, Route: "dap", Location: contoso.ID, Tenant: "lucerne", Name: "mine & yours.toml", Days: "30", Note: "con & co\nDone & dusted"}
	page := func(name string, p AskPage) sample {
		return sample{Partner, "ask-" + name, func(f Frame) templ.Component {
			p.Frame = f
			return p.Page()
		}}
	}
	wrong := []FieldError{{"tenant", "12x"}, {"days", "12x"}, {"name", "12x"}, {"note", "12x"}, {"location", "12x"}}
	return []sample{
		page("zero", AskPage{Asked: Asked{Way: programme.WayDelegation}}),
		page("delegation", AskPage{Asked: filled, Routes: []AskRoute{tenant}, Locations: []PartnerRef{contoso, fabrikam}, Most: 730, Last: some(at(time.May, 11, 0)), Errors: wrong,
			Customers: []AskCustomer{{"ルツェルン出版", "lucerne"}}}),
		page("check", AskPage{Asked: filled, Routes: []AskRoute{tenant}, Locations: []PartnerRef{contoso}, Customers: []AskCustomer{{"ルツェルン出版", "lucerne"}}, Most: 730, Last: some(at(time.May, 11, 0)), Check: true}),
		page("longer", AskPage{Asked: Asked{Way: programme.WayExtension}, Of: &of, Most: 700}),
		page("longer-check", AskPage{Asked: Asked{Way: programme.WayExtension, Days: "30"}, Of: &of, Most: 700, Last: some(at(time.May, 11, 0)), Check: true}),
		page("no-longer", AskPage{Asked: Asked{Way: programme.WayExtension}, Of: &of}),
		page("routes", AskPage{Asked: Asked{Way: programme.WayApplication}, Routes: []AskRoute{tenant, {Option: other.Option}}, Announced: []AskRoute{other, {Option: other.Option}}}),
		page("application", AskPage{Asked: Asked{Way: programme.WayApplication, Route: "other", Subscription: "77c0-azure"}, Routes: []AskRoute{tenant, other}, Announced: []AskRoute{other}}),
		page("application-check", AskPage{Asked: Asked{Way: programme.WayApplication, Route: "other", Subscription: "77c0-azure"}, Routes: []AskRoute{tenant, other}, Check: true}),
		page("announced", AskPage{Asked: Asked{Way: programme.WayApplication}, Announced: []AskRoute{other, {Option: other.Option}}}),
	}
}
