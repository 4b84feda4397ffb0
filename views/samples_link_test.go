package views

import (
	"time"

	"github.com/a-h/templ"
)

// linkSamples are the pages of partners' links, and of whom customers turn to.
func linkSamples() []sample {
	desk := Contact{Name: "Ken Sato", Email: "support@contoso.example", Phone: "+81 3 0000 0000", Hours: "9:00–17:00"}
	return []sample{
		{Partner, "contact", func(f Frame) templ.Component {
			return ContactPage{Frame: f, Location: contoso, Contact: desk, Email: "support@contoso.example"}.Page()
		}},
		{Partner, "contact-refused", func(f Frame) templ.Component {
			return ContactPage{Frame: f, Location: contoso, Contact: Contact{Name: "<b>"}, Errors: []FieldError{{"email", f.T("refusal.contact", "Name", "")}}}.Page()
		}},
		{Admin, "audit-contact", func(f Frame) templ.Component {
			return AuditPage{Frame: f, Count: 1, Rows: []AuditEntry{{Change: Change{Event: Event{At: at(time.May, 11, 0), Kind: EventContactSet, By: "Ken Sato", Partner: contoso}},
				Email: "ken@contoso.example", Was: &Contact{}, Is: &desk}}}.Page()
		}},
		{Partner, "link", func(f Frame) templ.Component {
			return LinkPage{Frame: f, Locations: []PartnerRef{contoso, fabrikam}, Location: fabrikam.ID, Days: 30}.Page()
		}},
		{Partner, "link-made", func(f Frame) templ.Component {
			return LinkPage{Frame: f, Locations: []PartnerRef{contoso}, Location: contoso.ID, Tenant: "T-<b>", Subscriptions: "a, b", Days: 30,
				Link: "https://partners.vendor.example" + OpenLinkPath("AbC-_9"), Until: at(time.May, 11, 0)}.Page()
		}},
		{Partner, "link-made-without-address", func(f Frame) templ.Component {
			return LinkPage{Frame: f, Locations: []PartnerRef{contoso}, Days: 1, Link: OpenLinkPath("AbC-_9"), Until: at(time.May, 11, 0)}.Page()
		}},
		{Partner, "link-refused", func(f Frame) templ.Component {
			return LinkPage{Frame: f, Locations: []PartnerRef{contoso, fabrikam}, Location: "x", Errors: []FieldError{{"location", f.T("refusal.unknown_partner", "Name", "<x>")}}}.Page()
		}},
		{Customer, "link-sent", func(f Frame) templ.Component {
			return NominateMeaningPage{Frame: f, Partner: contoso, Sent: true}.Page()
		}},
		{Customer, "link-over", func(f Frame) templ.Component {
			return LinkRefusedPage{Frame: f, Code: "link_over", Why: f.T("refusal.link_over", "Name", "")}.Page()
		}},
		{Customer, "link-of-others", func(f Frame) templ.Component {
			return LinkRefusedPage{Frame: f, Code: "link_others", Why: f.T("refusal.link_others", "Name", "")}.Page()
		}},
		{Customer, "link-suspended", func(f Frame) templ.Component {
			return LinkRefusedPage{Frame: f, Code: "suspended", Why: f.T("refusal.suspended", "Name", "<1>")}.Page()
		}},
		{Customer, "link-reader", func(f Frame) templ.Component {
			return LinkRefusedPage{Frame: f, Code: "role", Why: f.T("refusal.role", "Name", "")}.Page()
		}},
	}
}
