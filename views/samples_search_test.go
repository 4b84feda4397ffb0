package views

import (
	"time"

	"github.com/a-h/templ"

	"shimei/store/programme"
)

// searchSamples are the search of each audience, with what it found and without.
func searchSamples() []sample {
	hits := []Hit{{contoso.Name, "Adatum Japan", contoso.ID, PartnersPath}, {"Adatum Japan", "", "9b1f-office-hq", PartnersPath}, {Name: fabrikam.Name}}
	page := func(kinds ...string) func(Frame) templ.Component {
		return func(f Frame) templ.Component {
			p := SearchPage{Frame: f, Query: "con & co"}
			for k, kind := range kinds {
				p.Kinds = append(p.Kinds, FoundKind{Kind: kind, Hits: hits[:1+k%3], More: true, List: []string{"", PartnersPath}[k%2]})
			}
			return p.Page()
		}
	}
	none := func(f Frame) templ.Component { return SearchPage{Frame: f}.Page() }
	return []sample{{Admin, "search", page("references", "partners", "customers", "subscriptions", "people", "imports")}, {Partner, "search-partner", page("customers", "locations")},
		{Customer, "search-customer", page("subscriptions", "people")}, {Customer, "search-nothing", page()}, {Partner, "search-empty-partner", none}, {Admin, "search-empty", none}}
}

// thingSamples are the pages of one partner, customer and subscription, as admins see them.
func thingSamples() []sample {
	row := AssociationRow{Key: 7, Customer: "Adatum Japan", TenantID: "adatum-jp", Subscription: "9b1f-office-hq", Product: azure, Route: delegate, Partner: northern,
		From: at(time.April, 2, 3), State: StateInEffect}
	whole := row
	whole.Subscription, whole.To, whole.State = "", some(at(time.May, 2, 3)), StateEnded
	all := Things{People: []PersonRow{{Name: "Aiko Tanaka", Email: "aiko@contoso.example", Role: "owner", Path: PersonPath(Admin, "3")}}, Associations: []AssociationRow{row, whole},
		Requests: []RequestView{{Reference: "8KQ2M-X4T7P", Way: programme.WayDelegation, State: programme.StateProposed, Route: delegate, Partner: northern, Customer: "Adatum Japan", AskedAt: at(time.April, 2, 3)}}}
	customer := CustomerEntry{Name: "Adatum Japan", TenantID: row.TenantID, Domain: "adatum.example", Country: "JP", Subscriptions: 30}
	held := sampleRows()
	return []sample{
		{Admin, "partner-of-admin", func(f Frame) templ.Component {
			return AdminPartnerPage{Frame: f, Partner: contoso, Email: "info@contoso.example", Account: &northern, Things: all}.Page()
		}},
		{Admin, "partner-of-admin-account", func(f Frame) templ.Component {
			return AdminPartnerPage{Frame: f, Partner: contoso, Suspended: true, Locations: []PartnerRef{northern}, Levels: []LevelRow{{office, "gold"}, {azure, programme.NoLevel}}}.Page()
		}},
		{Admin, "customer-of-admin", func(f Frame) templ.Component {
			return AdminCustomerPage{Frame: f, Customer: customer, Held: held, Things: all}.Page()
		}},
		{Admin, "customer-of-admin-empty", func(f Frame) templ.Component {
			return AdminCustomerPage{Frame: f, Customer: CustomerEntry{Name: "Adatum Japan", TenantID: "adatum-jp"}}.Page()
		}},
		{Admin, "subscription-of-admin", func(f Frame) templ.Component {
			return AdminSubscriptionPage{Frame: f, Subscription: SubscriptionPage{ID: "9b1f-office-hq", Product: office, Kind: programme.Trial, Seats: held[0].Seats, Start: at(time.January, 15, 0),
				Present: held[0].Present, Ended: true, Timeline: sampleEvents()}, Customer: customer, Associations: []AssociationRow{row, whole}}.Page()
		}},
		{Admin, "subscription-of-admin-none", func(f Frame) templ.Component {
			return AdminSubscriptionPage{Frame: f, Subscription: SubscriptionPage{ID: "9b1f-office-hq", Product: office, Kind: programme.Paid, Start: at(time.January, 15, 0)}, Customer: customer}.Page()
		}},
	}
}

// allColumns are those that a list can show.
func allColumns(path string) []string { return ColumnsOf(path, nil, nil).All }
