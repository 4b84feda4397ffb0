package views

import (
	"github.com/a-h/templ"

	"shimei/store/programme"
)

// signOnSamples are the pages of single sign-on.
func signOnSamples() (all []sample) {
	contoso := Provider{Name: "contoso", Label: programme.Text{En: "Contoso <Staff>", Ja: "コントソ社員"}}
	for _, why := range signOnReasons {
		all = append(all, sample{"", "sign-on-refused-" + why, func(f Frame) templ.Component {
			return SignOnRefusedPage{Frame: f, Provider: contoso.Label, Why: why, Email: "aiko@adatum.example", Next: SignInPath}.Page()
		}})
	}
	return append(all,
		sample{"", "sign-on-onward", func(f Frame) templ.Component {
			return OnwardPage{Frame: f, Provider: contoso.Label, To: "https://id.contoso.example/authorize?state=x"}.Page()
		}},
		sample{"", "sign-on-out", func(f Frame) templ.Component {
			return OnwardPage{Frame: f, Provider: contoso.Label, To: "https://id.contoso.example/end", Out: true}.Page()
		}},
		sample{"", "sign-on-offered", func(f Frame) templ.Component {
			return SignInPage{Frame: f, Return: SubscriptionsPath, Unsent: true, Providers: []Provider{contoso}, ByMail: true}.Page()
		}},
		sample{"", "sign-on-join", func(f Frame) templ.Component {
			return JoinPage{Frame: f, Kind: JoinInvitation, Token: "secret", Email: "aiko@adatum.example", Organisation: "Adatum Japan", Role: "owner", Providers: []Provider{contoso}}.Page()
		}},
		sample{Customer, "sign-on-linked", func(f Frame) templ.Component {
			return ProfilePage{Frame: f, Name: "Aiko", Providers: []Provider{contoso}, Linked: []Linked{{Key: 1, Provider: contoso.Label, Since: at(4, 1, 9), Used: at(4, 2, 9)}}}.Page()
		}})
}
