package views

import (
	"time"

	"github.com/a-h/templ"

	"shimei/store/programme"
)

// claimView is a claim that the vendor has returned, as somebody sees it.
func claimView(f Frame) RequestView {
	var files []EvidenceFile
	for k, kind := range []string{"application/pdf", "image/png", "image/jpeg"} {
		files = append(files, EvidenceFile{Path: EvidencePath(f.audience(), "12x", "1"), Name: []string{"<b>.pdf", "con.png", "con.jpg"}[k], Kind: kind, Size: int64(k) * 5 << 20, At: at(time.April, 15, 0)})
	}
	return RequestView{Reference: "12x", Way: programme.WayClaim, State: programme.StateReturned, Due: some(at(time.April, 29, 0)), Route: record, Partner: contoso,
		Customer: "Lucerne Publishing", TenantID: "lucerne", Subscription: "9b1f-office-hq", Product: office, AskedAt: at(time.April, 15, 0), AskedBy: "Ken Sato",
		Note: "Done & dusted", Files: files, Acts: []programme.Act{programme.ActAnswer, programme.ActWithdraw}}
}

// linkSamples are the pages of partners' links, and of whom customers turn to.
func linkSamples() []sample {
	desk := Contact{Name: "Ken Sato", Email: "support@contoso.example", Phone: "+81 3 0000 0000", Hours: "9:00–17:00"}
	return []sample{
		{Partner, "contact", func(f Frame) templ.Component {
			return ContactPage{Frame: f, Location: contoso, Contact: desk, Email: "support@contoso.example", AllLanguages: []string{"ja", "en"}, Profile: PartnerProfile{Place: "<b>", Languages: []string{"ja"}, Introduction: "<b>"}}.Page()
		}},
		{Partner, "contact-refused", func(f Frame) templ.Component {
			return ContactPage{Frame: f, Location: contoso, Contact: Contact{Name: "<b>"}, Errors: []FieldError{{"email", f.T("refusal.contact", "Name", "")}}}.Page()
		}},
		{Admin, "audit-contact", func(f Frame) templ.Component {
			return AuditPage{Frame: f, Columns: ColumnsOf(AuditPath, allColumns(AuditPath), nil), Count: 1, Rows: []AuditEntry{{Change: Change{Event: Event{At: at(time.May, 11, 0), Kind: EventContactSet, By: "Ken Sato", Partner: contoso}},
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
		{Partner, "claim", func(f Frame) templ.Component {
			return ClaimPage{Frame: f, Routes: []Option{{ID: "dpor", Name: record}}, Locations: []PartnerRef{contoso}}.Page()
		}},
		{Partner, "claim-refused", func(f Frame) templ.Component {
			return ClaimPage{Frame: f, Routes: []Option{{ID: "dpor", Name: record}, {ID: "adviser", Name: adviser}}, Route: "adviser", Locations: []PartnerRef{contoso, fabrikam},
				Location: fabrikam.ID, Subscription: "<b>", Note: "<b>", Errors: []FieldError{{"subscription", f.T("ask_need.subscription")}, {"note", f.T("claim.note_need")},
					{"file", f.T("refusal.file_kind", "Name", "<b>.pdf")}}}.Page()
		}},
		{Partner, "claim-none", func(f Frame) templ.Component { return ClaimPage{Frame: f}.Page() }},
		{Partner, "claim-returned", func(f Frame) templ.Component {
			return RequestPage{Frame: f, Request: claimView(f)}.Page()
		}},
		{Partner, "claim-answer", func(f Frame) templ.Component {
			return RequestActPage{Frame: f, Request: claimView(f), Act: programme.ActAnswer, NeedsNote: true, TakesFiles: true,
				Errors: []FieldError{{"file", f.T("refusal.file_size", "Name", "<b>.pdf")}}}.Page()
		}},
		{Customer, "link-sent", func(f Frame) templ.Component {
			return NominateMeaningPage{Frame: f, Partner: contoso, Rows: sampleRows(), Sent: true}.Page()
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
