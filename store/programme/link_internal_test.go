package programme

import (
	"encoding/base64"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzReadLink reads anything as a token, and as the content of one that is signed. It holds that nothing
// panics, that what is not signed is refused, and that whatever is read is written again as the same link.
func FuzzReadLink(f *testing.F) {
	key := []byte("key")
	for _, l := range []Link{{Partner: "4620115", Until: 1}, {Partner: "1", Tenant: "T", Subscriptions: []string{"a", "<b>"}, Until: NoEnd}} {
		token := l.Token(key)
		content, err := base64.RawURLEncoding.DecodeString(token)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(token, content[32:], int64(0))
	}
	f.Add("", []byte{}, int64(0))
	f.Add("AAAA", []byte{linkForm, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2}, int64(1))
	f.Fuzz(func(t *testing.T, token string, content []byte, now int64) {
		signed := base64.RawURLEncoding.EncodeToString(append(signature(content, key), content...))
		for _, any := range []string{token, signed} {
			l, err := ReadLink(any, key, Instant(now))
			var refusal *Refusal
			switch {
			case errors.As(err, &refusal) && (refusal.Code == RefusedLink || refusal.Code == RefusedLinkOver):
				continue
			case err != nil || l.Until <= Instant(now) || !l.Fits():
				t.Fatalf("%+v: %v", l, err)
			}
			again, err := ReadLink(l.Token(key), key, Instant(now))
			if diff := cmp.Diff(l, again); err != nil || diff != "" {
				t.Error(err, diff)
			}
		}
		if _, err := ReadLink(signed, []byte("another"), Instant(now)); err == nil {
			t.Error("another key's token was read")
		}
	})
}
