package views

import (
	"strings"
	"testing"
)

func TestTheFieldOfASettingIsAnIdWhateverTheSettingIsCalled(t *testing.T) {
	for _, name := range []string{"tenant_id", "month", "region & zone", "a.b+c%20", "月", ""} {
		field := SettingField(name)
		if got, is := SettingOf(field); !is || got != name || strings.ContainsAny(field, " +%&") {
			t.Errorf("%q has the field %q, which is that of %q", name, field, got)
		}
	}
	if SettingField("tenant_id") != "set-tenant_id" {
		t.Error("a plain name does not stand as it is")
	}
	for _, field := range []string{"file", "set-.zz"} {
		if name, is := SettingOf(field); is {
			t.Errorf("%s is of the setting %q", field, name)
		}
	}
}

func TestAnExactDecimalIsWrittenAsLongAsItIs(t *testing.T) {
	for s, want := range map[string]string{"0": "0", "-1234567.890000011139": "-1,234,567.890000011139", "999": "999", "": ""} {
		if got := For("en").Decimal(s); got != want {
			t.Errorf("%s is written %s, want %s", s, got, want)
		}
	}
}
