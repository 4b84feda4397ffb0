package views

import (
	"time"

	"github.com/a-h/templ"
)

// deskSamples are the FastTrack desk's list of nominations.
func deskSamples() []sample {
	products := []Option{{ID: "azure", Name: azure}, {ID: "office365", Name: office}}
	row := AssociationRow{Key: 7, Customer: "Adatum Japan", TenantID: "adatum-jp", Subscription: "9b1f-office-hq", Product: azure, Route: delegate, Partner: northern,
		From: at(time.April, 2, 3), State: StateInEffect, Source: SourcePerson, Reference: "8KQ2M-X4T7P", By: "Aiko Tanaka"}
	return []sample{
		{Admin, "desk", func(f Frame) templ.Component {
			ended := row
			ended.State, ended.To, ended.Source, ended.Reference, ended.By = StateEnded, some(at(time.April, 9, 0)), SourceImport, "", ""
			return DeskPage{Frame: f, Columns: ColumnsOf(DeskPath, allColumns(DeskPath), nil), Products: products, Count: 2, List: sampleList, Filter: DeskFilter{Product: "azure", Partner: "con & co", Customer: "Ad", State: FilterOpen, On: "2016-04-15"},
				Rows: []DeskRow{{row, Contact{Name: "Ken Sato", Email: "support@contoso.example", Phone: "+81 3 0000 0000", Hours: "9:00–17:00"}}, {ended, Contact{}}}}.Page()
		}},
		{Admin, "desk-refused", func(f Frame) templ.Component {
			return DeskPage{Frame: f, Columns: ColumnsOf(DeskPath, allColumns(DeskPath), nil), List: List{Path: DeskPath}, Filter: DeskFilter{Partner: "con & co"}, Errors: []FieldError{{"on", f.T("input.date", "Text", "yesterday")}}}.Page()
		}},
		{Admin, "desk-empty", func(f Frame) templ.Component { return DeskPage{Frame: f}.Page() }},
	}
}
