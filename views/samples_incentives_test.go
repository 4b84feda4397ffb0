package views

import (
	"github.com/a-h/templ"

	"shimei/store/programme"
)

// incentiveSamples are what a partner is eligible for.
func incentiveSamples() []sample {
	productivity, platform := sampleCards()[0].Name, sampleCards()[2].Name
	link := "https://portal.example/nominate/meaning?partner=1"
	return []sample{
		{Partner, "incentives", func(f Frame) templ.Component {
			return IncentivesPage{Frame: f, Account: contoso, Count: 3, Filter: CustomerFilter{Customer: "con & co", Route: "dpor"}, List: sampleList, Link: link,
				Routes: []Option{{ID: "dpor", Name: record}}, Rows: []IncentiveRow{
					{Customer: "Adatum Japan", TenantID: "adatum-jp", Subscription: "9b1f-office-hq", Product: office, Nominated: true, Level: "gold", Competency: productivity},
					{Customer: "Adatum Japan", TenantID: "adatum-jp", Subscription: "77c0-azure", Product: azure, Nominated: true, Level: programme.NoLevel, Counting: []programme.Text{platform}},
					{Customer: "ルツェルン出版", TenantID: "lucerne", Subscription: "c310-ems", Product: mobility, Level: "silver", Competency: productivity},
					{Customer: "ルツェルン出版", TenantID: "lucerne", Subscription: "77c0-azure", Product: azure, Level: programme.NoLevel}}}.Page()
		}},
		{Partner, "incentives-none", func(f Frame) templ.Component {
			return IncentivesPage{Frame: f, Account: contoso, Filter: CustomerFilter{Customer: "Ad"}, List: sampleList}.Page()
		}},
		{Partner, "incentives-empty", func(f Frame) templ.Component {
			return IncentivesPage{Frame: f, Account: contoso, Link: link}.Page()
		}},
	}
}
