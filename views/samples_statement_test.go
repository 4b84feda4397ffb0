package views

import (
	"time"

	"github.com/a-h/templ"

	"shimei/store/programme"
)

func statementSamples() []sample {
	march := april - 1
	months := []programme.Month{april, march}
	consumed := programme.Text{En: "Consumed revenue", Ja: "消費収益"}
	closed := StatementPage{Account: contoso, Month: april, Months: months, Facts: true, ClosedAt: some(at(time.May, 6, 1)), Hash: "9f86d081884c7d65",
		Rules: office, RulesHash: "2c26b46b68ffc68f", List: sampleList,
		Totals: []StatementTotal{{Metric: consumed, Products: []programme.Text{azure}, Competencies: []programme.Text{office, mobility}, Money: true, Amount: 120050},
			{Metric: consumed, Products: []programme.Text{office, azure}, Corrects: &march, Amount: -3}},
		Lines: []StatementLine{{Customer: "Adatum Japan", TenantID: "adatum-jp", Subscription: "77c0-azure", Metric: consumed, Products: []programme.Text{azure},
			Month: april, Route: record, Money: true, Amount: 120050},
			{Customer: "ルツェルン出版", TenantID: "lucerne", Metric: consumed, Products: []programme.Text{office, azure}, Month: march, Route: delegate, Corrects: &march, Amount: -3}}}
	return []sample{
		{Partner, "statement", func(f Frame) templ.Component {
			p := closed
			p.Frame = f
			return p.Page()
		}},
		{Partner, "statement-open", func(f Frame) templ.Component {
			return StatementPage{Frame: f, Account: contoso, Month: april, Months: months, Facts: true, Corrections: true, Rules: office}.Page()
		}},
		{Partner, "statement-waiting", func(f Frame) templ.Component {
			return StatementPage{Frame: f, Account: contoso, Month: april + 1, Months: months, Lines: closed.Lines[1:], Totals: closed.Totals[1:]}.Page()
		}},
		{Admin, "statements", func(f Frame) templ.Component {
			return StatementsPage{Frame: f, Columns: ColumnsOf(StatementsPath, allColumns(StatementsPath), nil), Rows: []StatementMonth{{Month: april + 1}, {Month: april, Facts: true, Rules: office, CanClose: true},
				{Month: march, Facts: true, ClosedAt: some(at(time.April, 6, 1)), ClosedBy: "mary@vendor.example", Rules: office, RulesHash: "2c26b46b68ffc68f", Hash: "9f86d081884c7d65"}}}.Page()
		}},
		{Admin, "statements-close", func(f Frame) templ.Component {
			return CloseMonthPage{Frame: f, Month: april, Rules: office, Running: true, Again: true}.Page()
		}},
		{Partner, "zero-statement", func(f Frame) templ.Component { return StatementPage{Frame: f}.Page() }},
		{Admin, "zero-statements", func(f Frame) templ.Component { return StatementsPage{Frame: f}.Page() }},
		{Admin, "zero-statements-close", func(f Frame) templ.Component { return CloseMonthPage{Frame: f}.Page() }},
	}
}
