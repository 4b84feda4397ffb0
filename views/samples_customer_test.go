package views

import "github.com/a-h/templ"

// customerListSamples are the lists of a customer.
func customerListSamples() []sample {
	assignments := sampleAssignments()
	access := []AccessRow{
		{Assignment: assignments[0], Benefits: []string{"competency", "usage_data", "usage_incentive", "support_contact"}, Record: true},
		{Assignment: assignments[1], Benefits: []string{"competency", "deployment_service"}},
		{Assignment: assignments[2]},
	}
	access[2].State = StateScheduled
	return []sample{
		{"access", func(f Frame) templ.Component {
			return AccessPage{Frame: f, Rows: access, Count: 3, MayNominate: true, List: sampleList,
				Filter: AccessFilter{Partner: "<b>", Route: "dpor", State: FilterAll}, Routes: []Option{{ID: "dpor", Name: record}}}.Page()
		}},
		{"access-reader", func(f Frame) templ.Component {
			return AccessPage{Frame: f, Rows: access, Count: 1}.Page()
		}},
		{"access-none", func(f Frame) templ.Component {
			return AccessPage{Frame: f, Filter: AccessFilter{Route: "x"}, List: List{Path: AccessPath}}.Page()
		}},
		{"access-empty", func(f Frame) templ.Component { return AccessPage{Frame: f}.Page() }},
	}
}
