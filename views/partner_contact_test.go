package views

import "testing"

func TestAnAddressInALinkIsNothingButTheAddress(t *testing.T) {
	for email, want := range map[string]string{
		"desk@contoso.example":                      "mailto:desk@contoso.example",
		"a@b.example?bcc=evil@x.example&subject=hi": "mailto:a@b.example%3Fbcc=evil@x.example&subject=hi",
		"a@b.example#x y%0A":                        "mailto:a@b.example%23x%20y%250A",
	} {
		if got := (Contact{Email: email}).mailto(); got != want {
			t.Errorf("%q leads to %q", email, got)
		}
	}
}
