package views

import (
	"time"

	"github.com/a-h/templ"
)

// peopleSamples are the pages of coming in, of the own account and of the people whom somebody manages.
func peopleSamples() (all []sample) {
	for _, k := range []JoinKind{JoinInvitation, JoinReset, JoinSetUp} {
		all = append(all, sample{"", "join-" + string(k), func(f Frame) templ.Component {
			return JoinPage{Frame: f, Kind: k, Token: "secret", Email: "aiko@adatum.example", Name: "Aiko", Organisation: "Adatum Japan", Role: "owner"}.Page()
		}}, sample{"", "join-refused-" + string(k), func(f Frame) templ.Component {
			return JoinPage{Frame: f, Kind: k, Token: "secret", Email: "aiko@adatum.example", Role: "reviewer",
				Errors: []FieldError{{Field: "password", Message: f.T("password_fault.own")}}}.Page()
		}})
	}
	all = append(all, sample{"", "reset", func(f Frame) templ.Component {
		return ResetPage{Frame: f, Mails: true, Email: "aiko@adatum.example"}.Page()
	}},
		sample{"", "reset-asked", func(f Frame) templ.Component { return ResetPage{Frame: f, Mails: true, Asked: true}.Page() }},
		sample{"", "reset-by-hand", func(f Frame) templ.Component { return ResetPage{Frame: f}.Page() }},
		sample{"", "sign-in-empty", func(f Frame) templ.Component { return SignInPage{Frame: f, Empty: true}.Page() }})
	all = append(all, factorSamples()...)
	all = append(all, signOnSamples()...)
	for _, a := range []Audience{Customer, Partner, Admin} {
		all = append(all, sample{a, "profile-" + string(a), profileSample}, sample{a, "invite-" + string(a), inviteSample},
			sample{a, "invite-list-" + string(a), inviteListSample}, sample{a, "invite-plan-" + string(a), invitePlanSample}, sample{a, "invite-wrong-" + string(a), inviteWrongSample})
		for _, state := range []string{"active", "disabled", "invited"} {
			all = append(all, sample{a, "person-" + state + "-" + string(a), func(f Frame) templ.Component { return personSample(f, state) }})
		}
	}
	return all
}

func profileSample(f Frame) templ.Component {
	return ProfilePage{Frame: f, Name: "", Reading: "りー", Settings: Settings{Language: "ja", Theme: "dark", Zone: "Mars"},
		Errors: []FieldError{{Field: "name", Message: f.T("person.no_name")}, {Field: "zone", Message: f.T("profile.wrong_zone")}},
		Sessions: []SessionRow{{Handle: "abcdef", Browser: "Firefox", System: "Windows", Address: "2001:db8::1", Began: at(time.April, 1, 9), Seen: at(time.April, 1, 10), This: true},
			{Handle: "ghijkl", Browser: "Firefox", Address: "192.0.2.1", Began: at(time.March, 31, 9), Seen: at(time.April, 1, 8)}, {Handle: "mnopqr"}},
		Log: []SecurityEvent{{Kind: "sign_in_failed", At: at(time.April, 1, 9), Address: "192.0.2.7"}, {Kind: "role_changed", At: at(time.March, 1, 9), By: "Mary Evans"}}}.Page()
}

func inviteSample(f Frame) templ.Component {
	return InvitePage{Frame: f, Email: "bob@adatum", Name: "Bob <Lee>", Role: "reader", Tenant: "adatum-jp", Roles: []string{"owner", "reader"}, Mails: true,
		Locations: []PartnerRef{contoso, northern}, Errors: []FieldError{{Field: "email", Message: f.T("person.no_email")}}}.Page()
}

var inviteColumns = []string{"email", "name", "role", "tenant_id", "partner_id", "reading", "locations"}

func inviteListSample(f Frame) templ.Component {
	return InviteListPage{Frame: f, Encodings: []string{"utf-8", "shift_jis"}, Columns: inviteColumns, Roles: []string{"owner", "reader"}, Pasted: "bob@adatum.example",
		Faults: []ImportError{{File: "osaka & co.csv", Line: 3, Column: "partner_id", Message: "the file has no rows"}}, Errors: []FieldError{{Field: "file", Message: f.T("invite_list.faulty")}}}.Page()
}

func invitePlanSample(f Frame) templ.Component {
	return InviteListPage{Frame: f, Columns: inviteColumns, Roles: []string{"owner", "reader"}, News: 1, Carried: []string{"email"}, Mails: f.audience() == Admin,
		Rows: []InviteListRow{{Line: 2, Email: "bob@adatum.example", Name: "Bob <Lee>", Role: "reader", Organisation: "adatum-jp"},
			{Line: 3, Email: "aiko@adatum.example", Name: "Aiko Tanaka", Role: "owner", Organisation: "adatum-jp", There: true}}}.Page()
}

func inviteWrongSample(f Frame) templ.Component {
	p := InviteListPage{Frame: f, Encodings: []string{"utf-8"}, Columns: inviteColumns, Roles: []string{"owner", "reader"},
		Errors: []FieldError{{Field: "file", Message: f.T("invite_list.faulty")}}}
	for k, fault := range []string{"email", "name", "role", "tenant", "partner", "location", "twice"} {
		p.Rows = append(p.Rows, InviteListRow{Line: int64(k + 2), Email: "bob@adatum.example", Name: "Bob <Lee>", Role: "reader", Organisation: "adatum-jp", Fault: fault})
	}
	return p.Page()
}

func personSample(f Frame, state string) templ.Component {
	p := PersonPage{Frame: f, Key: 7, Name: "Bob <Lee>", Email: "bob@adatum.example", Role: "reader", Organisation: "Adatum Japan", OrganisationID: "adatum-jp",
		State: state, Roles: []string{"owner", "administrator", "reader"}, Mails: true}
	if state == "invited" {
		p.Link, p.LinkUntil = "/invitation/secret", at(time.May, 1, 9)
	}
	if state != "active" {
		p.Scope = ScopeChoice{Scope: ScopeChosen, MayWhole: state == "invited", Places: []ScopePlace{{Partner: PartnerRef{ID: "4510001", Name: "Contoso <Tokyo>"}, Ticked: true},
			{Partner: PartnerRef{ID: "4510002", Name: "Contoso Osaka"}}}}
	}
	if state == "active" {
		p.Self, p.Errors = true, []FieldError{{Message: f.T("person.last")}}
	}
	return p.Page()
}
