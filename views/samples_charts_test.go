package views

import (
	"github.com/a-h/templ"

	"shimei/store/programme"
)

// chartSamples are the pages that charts stand on, and those that compare months and partners.
func chartSamples() []sample {
	months := []programme.Month{april, april - 1}
	figures := [][]int64{{2345}, {310, 12}, {12345678}, {-3}, nil}
	compared := func(f Frame) ComparePage {
		page := ComparePage{Frame: f, Account: contoso, Months: months, From: april - 7, To: april, Shown: []programme.Month{april - 7, april}, List: sampleList}
		for k := range figures {
			page.Competencies = append(page.Competencies, NewCompared(sampleProgramme(), k, page.Shown, [][]int64{nil, figures[k]}))
		}
		return page
	}
	return []sample{
		{Partner, "compare", func(f Frame) templ.Component { return compared(f).Page() }},
		{Partner, "compare-each", func(f Frame) templ.Component {
			page := compared(f)
			page.Each = true
			return page.Page()
		}},
		{Partner, "zero-compare", func(f Frame) templ.Component { return ComparePage{Frame: f}.Page() }},
		{Partner, "credit-chart", func(f Frame) templ.Component {
			card := sampleCards()[2].Requirements[0]
			card.SoFar = nil
			return CreditPage{Frame: f, Account: contoso, Month: april, Months: months, Choices: CreditChoices(sampleProgramme(), april),
				Competency: "cloud-platform", Money: true, Total: 12345678, From: april - 11, To: april, List: sampleList, Trend: card.Trend,
				Chart: NewFigureChart(card, april+1, april+1, func(m programme.Month) string { return LinesOf(m, "cloud-platform", 0) })}.Page()
		}},
		{Customer, "subscription-seats", func(f Frame) templ.Component {
			return SubscriptionPage{Frame: f, ID: "77c0", Product: azure, Kind: programme.Paid, Uses: []Use{
				{ID: "77c0", Product: azure, Months: []MonthUse{{Month: april - 1}, {Month: april, Seats: Seats{some(int64(40)), some(int64(50)), some(int64(3))}, Consumed: some(int64(1234500))}}},
				{Product: azure, Months: []MonthUse{{Month: april, Seats: Seats{Active: some(int64(0))}}}}}}.Page()
		}},
		{Admin, "ladder", func(f Frame) templ.Component {
			rows := []NearRow{{Partner: contoso, Competency: office, Level: "silver", Metric: sampleProgramme().Metrics[0].Name, Figure: 1925, Needed: 2000, Percent: 9625},
				{Partner: northern, Competency: azure, Level: "gold", Metric: sampleProgramme().Metrics[3].Name, Money: true, Figure: 12345678, Needed: 10000000, Percent: 12345}}
			return LadderPage{Frame: f, Month: april, Months: months, Chosen: "azure", All: []Option{{"azure", azure}}, Rows: rows, List: sampleList,
				Rungs: []Rung{{Competency: office, Level: "silver", Marks: []NearMark{{contoso, 9625, false}}}, {Competency: azure, Level: "gold", Marks: []NearMark{{northern, 12345, true}}}}}.Page()
		}},
		{Admin, "ladder-nobody", func(f Frame) templ.Component { return LadderPage{Frame: f, Month: april, Months: months}.Page() }},
		{Admin, "zero-ladder", func(f Frame) templ.Component { return LadderPage{Frame: f}.Page() }},
	}
}
