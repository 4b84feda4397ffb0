package programme_test

import (
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shimei/store/programme"
)

var (
	linkKey   = rapid.SliceOfN(rapid.Byte(), 32, 32)
	linkedID  = rapid.StringN(0, 30, 100)
	drawnLink = rapid.Custom(func(t *rapid.T) programme.Link {
		l := programme.Link{Partner: rapid.StringN(1, 30, 100).Draw(t, "partner"), Tenant: linkedID.Draw(t, "tenant"),
			Until: programme.Instant(rapid.Int64Min(1).Draw(t, "until"))}
		for range rapid.IntRange(0, programme.MostLinked).Draw(t, "n") {
			l.Subscriptions = append(l.Subscriptions, linkedID.Draw(t, "subscription"))
		}
		return l
	})
)

func TestALinkIsReadAsItWasMadeUntilItsEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, key := drawnLink.Draw(t, "link"), linkKey.Draw(t, "key")
		if !l.Fits() {
			t.Fatalf("%+v does not fit", l)
		}
		token := l.Token(key)
		got, err := programme.ReadLink(token, key, l.Until-1)
		if diff := gocmp.Diff(l, got); err != nil || diff != "" {
			t.Error(err, diff)
		}
		for _, late := range []programme.Instant{l.Until, programme.NoEnd} {
			if _, err := programme.ReadLink(token, key, late); !refusedAs(err, programme.RefusedLinkOver) {
				t.Errorf("at %d: %v", late, err)
			}
		}
		if strings.Trim(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			t.Errorf("%q is no part of an address", token)
		}
	})
}

func TestALinkThatWasChangedAnywhereIsRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, key := drawnLink.Draw(t, "link"), linkKey.Draw(t, "key")
		token := l.Token(key)
		at := rapid.IntRange(0, len(token)-1).Draw(t, "at")
		letter := rapid.SampledFrom(strings.Split("AZaz09-_.%", "")).Draw(t, "letter")
		for _, other := range []string{token[:at] + letter + token[at+1:], token[:at], token[:at] + letter + token[at:], token + letter, token + "A"} {
			if _, err := programme.ReadLink(other, key, 0); other != token && !refusedAs(err, programme.RefusedLink) {
				t.Errorf("%q for %q: %v", other, token, err)
			}
		}
		another := append([]byte{key[0] + 1}, key[1:]...)
		if _, err := programme.ReadLink(token, another, 0); !refusedAs(err, programme.RefusedLink) {
			t.Errorf("by another key: %v", err)
		}
	})
}

func TestALinkHoldsNoMoreThanAnAddressDoes(t *testing.T) {
	many := make([]string, programme.MostLinked+1)
	for name, l := range map[string]programme.Link{
		"no partner":               {Tenant: "T"},
		"a long tenant":            {Partner: "1", Tenant: strings.Repeat("x", 101)},
		"a long id":                {Partner: "1", Subscriptions: []string{strings.Repeat("x", 101)}},
		"too many":                 {Partner: "1", Subscriptions: many},
		"an end before everything": {Partner: "1", Until: -1},
	} {
		if l.Fits() {
			t.Errorf("%s fits", name)
		}
		if _, err := programme.ReadLink(l.Token(nil), nil, 0); !refusedAs(err, programme.RefusedLink) {
			t.Errorf("%s is read", name)
		}
	}
}
