package views

import (
	"time"

	"github.com/a-h/templ"

	"shimei/store/programme"
)

// sampleCase is a case of a way in a state.
func sampleCase(way programme.Way, state programme.State, flags ...string) ReviewCase {
	c := ReviewCase{RequestView: sampleRequest(way, state, programme.ActApprove, programme.ActReturn, programme.ActReject), Flags: flags, ToReview: true}
	if state == programme.StateSubmitted {
		c.Due = nil
	}
	return c
}

// sampleCases are cases for every reason.
func sampleCases() []ReviewCase {
	disputed, objected, own, decided := sampleCase(programme.WayClaim, programme.StateSubmitted), sampleCase(programme.WayClaim, programme.StateSubmitted),
		sampleCase(programme.WayCorrection, programme.StateSubmitted), sampleCase(programme.WayApplication, programme.StateRejected)
	disputed.Disputed, objected.Objected, own.Own, own.Another, decided.ToReview, objected.Ticked = true, true, true, true, false, true
	return []ReviewCase{sampleCase(programme.WayClaim, programme.StateSubmitted), disputed, objected, sampleCase(programme.WayClaim, programme.StateActive),
		sampleCase(programme.WayApplication, programme.StateSubmitted), sampleCase(programme.WayCorrection, programme.StateSubmitted), own, decided,
		sampleCase(programme.WayNomination, programme.StateActive), sampleCase(programme.WayNomination, programme.StateActive, flags()...)}
}

func reviewSamples() []sample {
	routes := []Option{{ID: "fasttrack", Name: adviser}, {ID: "dpor", Name: record}}
	row := AssociationRow{Key: 7, Customer: "Adatum Japan", TenantID: "adatum-jp", Subscription: "77c0-azure", Product: azure, Route: record, Partner: contoso,
		From: at(time.April, 1, 0), State: StateInEffect, Source: SourceImport, By: "Mary Evans"}
	ended := row
	ended.To, ended.State, ended.Subscription = some(at(time.May, 1, 0)), StateEnded, ""
	list := []sample{
		{Admin, "home", func(f Frame) templ.Component {
			return AdminHomePage{Frame: f, Waiting: 12, Cases: sampleCases(), Unmailed: 3, Closing: april, Refused: &Import{ID: 7, Files: []string{"osaka & co.csv"}, At: at(time.April, 1, 0)}}.Page()
		}},
		{Admin, "home-calm", func(f Frame) templ.Component { return AdminHomePage{Frame: f}.Page() }},
		{Admin, "review", func(f Frame) templ.Component {
			return ReviewPage{Frame: f, Columns: ColumnsOf(ReviewPath, allColumns(ReviewPath), nil), Rows: sampleCases(), Count: 12345, List: sampleList, Routes: routes, Desks: routes,
				Filter: ReviewFilter{Way: "claim", Route: "fasttrack", Partner: "con & co", Customer: "<b>"}}.Page()
		}},
		{Admin, "review-decided", func(f Frame) templ.Component {
			return ReviewPage{Frame: f, Columns: ColumnsOf(ReviewPath, allColumns(ReviewPath), nil), Rows: sampleCases()[7:8], Count: 1, List: List{Path: ReviewPath}, Filter: ReviewFilter{State: FilterAll}, Act: programme.ActReject,
				Results: []ReviewResult{{Reference: "8KQ2M-X4T7P", Title: sampleCases()[0].title(f.L)}, {Reference: "8KQ2M-X4T7P", Title: sampleCases()[0].title(f.L), Refused: "<b>"}, {Reference: "8KQ2M-X4T7P", Refused: "<b>"}}}.Page()
		}},
		{Admin, "review-refused", func(f Frame) templ.Component {
			return ReviewPage{Frame: f, Columns: ColumnsOf(ReviewPath, allColumns(ReviewPath), nil), Rows: sampleCases(), Count: 2, List: List{Path: ReviewPath}, Reason: "other", Note: "<b>",
				Errors: []FieldError{{"", f.T("review.nothing")}, {"reason", f.T("request.choose_reason")}, {"note", f.L.Refusal(&programme.Refusal{Code: programme.RefusedReason})}}}.Page()
		}},
		{Admin, "review-none", func(f Frame) templ.Component {
			return ReviewPage{Frame: f, List: List{Path: ReviewPath}, Filter: ReviewFilter{Partner: "x"}}.Page()
		}},
		{Admin, "review-empty", func(f Frame) templ.Component { return ReviewPage{Frame: f}.Page() }},
		{Admin, "case-plain", func(f Frame) templ.Component {
			c := sampleCase(programme.WayApplication, programme.StateRejected)
			c.Acts, c.ToReview, c.Subscription, c.History = nil, false, "", nil
			return CasePage{Frame: f, Case: c, Errors: []FieldError{{Message: f.L.Refusal(&programme.Refusal{Code: programme.RefusedState})}}}.Page()
		}},
		{Admin, "assignment-open", func(f Frame) templ.Component {
			return OpenPage{Frame: f, Routes: routes, Route: "dpor", Partner: "<b>", Tenant: "con & co", Subscription: "x", Note: "<b>", Later: []LaterRoute{{adviser, programme.MonthOf(2016, 7)}},
				Errors: []FieldError{{"partner", f.L.Refusal(&programme.Refusal{Code: programme.RefusedUnknown, Name: "<b>"})}}}.Page()
		}},
		{Admin, "assignment-open-none", func(f Frame) templ.Component { return OpenPage{Frame: f}.Page() }},
		{Admin, "assignment-end", func(f Frame) templ.Component {
			return EndPage{Frame: f, AssociationRow: row, Reason: "other", Note: "<b>", Errors: []FieldError{{"note", f.L.Refusal(&programme.Refusal{Code: programme.RefusedReason})}}}.Page()
		}},
		{Admin, "assignment-correct", func(f Frame) templ.Component {
			return CorrectPage{Frame: f, AssociationRow: row, From: "2016-03-01", Note: "<b>", Errors: []FieldError{{"to", f.T("input.date", "Text", "yesterday")}}}.Page()
		}},
		{Admin, "assignment-correct-ended", func(f Frame) templ.Component { return CorrectPage{Frame: f, AssociationRow: ended}.Page() }},
		{Admin, "assignment-sold", func(f Frame) templ.Component {
			return AssignmentPage{Frame: f, AssociationRow: row, OfSales: true}.Page()
		}},
		{Admin, "assignment-corrected", func(f Frame) templ.Component {
			return AssignmentPage{Frame: f, AssociationRow: ended, Ended: "Mary Evans", Requests: []RequestView{sampleRequest(programme.WayCorrection, programme.StateSubmitted)},
				History: []Event{{At: at(time.May, 1, 0), Kind: "end", By: "Mary Evans", Partner: contoso, Route: record, Reference: "8KQ2M-X4T7P", Ending: &Ending{"other", "con & co"}}}}.Page()
		}},
	}
	for k, c := range sampleCases() {
		list = append(list, sample{Admin, "case-" + string(rune('a'+k)), func(f Frame) templ.Component {
			return CasePage{Frame: f, Case: c, Filter: ReviewFilter{Way: "claim"}, Before: "AAAAA-AAAAA", After: "BBBBB-BBBBB", Present: sampleRows()[0].Present,
				Rivals: []RivalCase{{sampleCase(programme.WayClaim, programme.StateReturned), "con & co"}}, Scope: sampleEvents()}.Page()
		}})
	}
	return list
}
