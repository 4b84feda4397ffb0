package db_test

import (
	"testing"

	"shimei/store/db"
	"shimei/store/programme"
)

func TestAGUIDIsMeantHoweverItsDigitsAreTyped(t *testing.T) {
	const guid = "99eab73d-47cd-4244-aaa3-caa0ed74a69d"
	for typed, want := range map[string]programme.Key{
		guid:                                     guid,
		"99EAB73D47CD4244AAA3CAA0ED74A69D":       guid,
		"{99eab73d-47cd-4244-aaa3-caa0ed74a69d}": guid,
		"９９ｅａｂ７３ｄ－４７ｃｄ－４２４４－ａａａ３－ｃａａ０ｅｄ７４ａ６９ｄ": guid,
		" 99eab73d 47cd 4244 aaa3 caa0ed74a69d ": guid,
		"99eab73d‐47cdー4244–aaa3—caa0ed74a69d":   guid,
		"T-A":                              "t-a",
		"１００":                              "100",
		"zzeab73d47cd4244aaa3caa0ed74a69d": "zzeab73d47cd4244aaa3caa0ed74a69d",
		"":                                 "",
	} {
		if got := db.GUID(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}
