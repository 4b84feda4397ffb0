package views

import (
	"time"

	"github.com/a-h/templ"

	"shimei/store/programme"
)

// ownActivitySamples are a partner's own history, of which each kind of entry is one.
func ownActivitySamples() []sample {
	return []sample{
		{Partner, "own-activity", func(f Frame) templ.Component {
			p := OwnActivityPage{Frame: f, Count: 8, List: sampleList, Filter: ActivityFilter{Kind: "replaced", Customer: "con & co", Subscription: "9b", From: "2016-01-01", To: "2016-12-31"}}
			for _, c := range sampleActivity() {
				p.Rows = append(p.Rows, AuditEntry{Change: c, Customer: "Adatum Japan", TenantID: "adatum-jp"})
			}
			p.Rows = append(p.Rows, sampleRequestChanges(programme.WayDelegation)...)
			moment := at(time.April, 3, 4)
			p.Rows = append(p.Rows,
				AuditEntry{Change: Change{Event: Event{At: moment, Kind: EventReplaced, Partner: contoso, Previous: &contoso, By: "Aiko Tanaka", Reference: "8KQ2M-X4T7P"}, Subscription: "9b1f-office-hq", Product: office}},
				AuditEntry{Change: Change{Event: Event{At: moment, Kind: EventContactSet, Partner: contoso, By: "Ken Sato"}}, Was: &Contact{}, Is: &Contact{Email: "support@contoso.example"}},
				AuditEntry{Change: Change{Event: Event{At: moment, Kind: "closed"}}, Portal: true, About: "2016-03", Path: StatementPath},
				AuditEntry{Change: Change{Event: Event{At: moment, Kind: "signed_in"}}, Portal: true, About: "aiko@adatum.example", Account: &AccountChange{Address: "192.0.2.1", Proof: "code"}},
				AuditEntry{Change: Change{Event: Event{At: moment, Kind: "sign_on_refused"}}, Portal: true, Account: &AccountChange{Address: "192.0.2.1", Provider: "contoso", Why: "down"}},
				AuditEntry{Change: Change{Event: Event{At: moment, Kind: "role_changed"}}, Portal: true, About: "aiko@adatum.example", Account: &AccountChange{Role: true, Was: "reader", Is: "owner"}})
			return p.Page()
		}},
		{Partner, "own-activity-refused", func(f Frame) templ.Component {
			return OwnActivityPage{Frame: f, Filter: ActivityFilter{Kind: "replaced"}, List: sampleList, Errors: []FieldError{{"from", f.T("input.date", "Text", "yesterday")}}}.Page()
		}},
		{Partner, "own-activity-none", func(f Frame) templ.Component {
			return OwnActivityPage{Frame: f, Filter: ActivityFilter{Kind: "replaced"}, List: List{Path: OwnActivityPath}}.Page()
		}},
		{Partner, "own-activity-empty", func(f Frame) templ.Component { return OwnActivityPage{Frame: f}.Page() }},
	}
}
