package views

import (
	"time"

	"github.com/a-h/templ"
)

// factorSamples are the pages of second factors.
func factorSamples() (all []sample) {
	app := &NewApp{Secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", Address: "otpauth://totp/Shimei:aiko@adatum.example?issuer=Shimei&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"}
	wrong := func(f Frame) []FieldError { return []FieldError{{Field: "code", Message: f.T("factor.wrong")}} }
	all = append(all,
		sample{"", "factor", func(f Frame) templ.Component {
			return FactorPage{Frame: f, Return: HomePath, Site: true, HasPasskey: true, HasApp: true}.Page()
		}},
		sample{"", "factor-wrong", func(f Frame) templ.Component {
			return FactorPage{Frame: f, Return: HomePath, Unsent: true, Errors: wrong(f)}.Page()
		}},
		sample{"", "factor-enrol", func(f Frame) templ.Component {
			return FactorPage{Frame: f, Return: HomePath, App: app, Errors: wrong(f)}.Page()
		}},
		sample{"", "passkey", func(f Frame) templ.Component {
			return PasskeyPage{Frame: f, Options: "{}", Second: true, Errors: []FieldError{{Message: f.T("passkey.refused")}}}.Page()
		}},
		sample{Customer, "passkey-new", func(f Frame) templ.Component {
			return PasskeyPage{Frame: f, Options: "{}", New: true, Own: true, Act: ActPasskey, Name: "Telephone"}.Page()
		}},
		sample{Customer, "recovery", func(f Frame) templ.Component {
			return RecoveryPage{Frame: f, Codes: []string{"aaaa-bbbb-cccc-dddd", "eeee-ffff-gggg-hhhh"}, Next: HomePath}.Page()
		}},
		sample{Customer, "factors-none", func(f Frame) templ.Component {
			return FactorsPage{Frame: f, App: app, Errors: wrong(f)}.Page()
		}},
		sample{Admin, "factors", func(f Frame) templ.Component {
			return FactorsPage{Frame: f, App: app, HasApp: true, Any: true, Required: true, Recovery: 9, Site: true, Browser: "Firefox",
				Passkeys: []PasskeyRow{{ID: "a", Name: "Firefox", Since: time.UnixMilli(1460000000000), Used: time.UnixMilli(1460100000000)}, {ID: "b", Name: "Windows", Since: time.UnixMilli(1460000000000)}}}.Page()
		}},
		sample{Partner, "factor-policy", func(f Frame) templ.Component { return FactorPolicyPage{Frame: f}.Page() }},
		sample{Customer, "confirm-again", func(f Frame) templ.Component { return ConfirmPage{Frame: f, Return: FactorsPath}.Page() }},
		sample{Partner, "confirm", func(f Frame) templ.Component {
			return ConfirmPage{Frame: f, Email: "ken@contoso.example", Password: true, Return: FactorsPath, Errors: []FieldError{{Field: "password", Message: f.T("profile.not_present")}}}.Page()
		}},
		sample{Customer, "confirm-passkey", func(f Frame) templ.Component {
			return ConfirmPage{Frame: f, Email: "ken@contoso.example", Password: true, Code: true, Passkey: true, Return: FactorsPath}.Page()
		}},
		sample{Partner, "confirm-code", func(f Frame) templ.Component {
			return ConfirmPage{Frame: f, Email: "ken@contoso.example", Password: true, Code: true, HasApp: true, Return: FactorsPath, Errors: wrong(f)}.Page()
		}},
		sample{Customer, "passkey-confirm", func(f Frame) templ.Component {
			return PasskeyPage{Frame: f, Options: "{}", Confirm: true, Act: ActPasskey, Return: FactorsPath}.Page()
		}},
		sample{Customer, "factor-policy-on", func(f Frame) templ.Component { return FactorPolicyPage{Frame: f, Wanted: true}.Page() }})
	return all
}
