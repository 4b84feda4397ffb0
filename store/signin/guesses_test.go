package signin_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"shimei/store/signin"
)

var start = time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)

// tried is how many of the guesses that come every so often in some time are not told to wait.
func tried(l signin.Limit, every, during time.Duration) (tried int) {
	var g signin.Guesses
	for at := time.Duration(0); at < during; at += every {
		if now := start.Add(at); l.Wait(g, now) == 0 {
			g, tried = l.After(g, now), tried+1
		}
	}
	return tried
}

func TestAnAccountIsGuessedAboutAHundredTimesADayAndAnAddressOnceInTenSeconds(t *testing.T) {
	for _, c := range []struct {
		name          string
		limit         signin.Limit
		every, during time.Duration
		want          int
	}{
		{"an account, at once", signin.AccountLimit, time.Millisecond, time.Second, 5},
		{"an account, in an hour", signin.AccountLimit, time.Second, time.Hour, 17},
		{"an account, in a day", signin.AccountLimit, time.Second, 24*time.Hour - time.Second, 109},
		{"an account, once a day", signin.AccountLimit, 24 * time.Hour, 240 * time.Hour, 10},
		{"an address, at once", signin.AddressLimit, time.Millisecond, time.Second, 30},
		{"an address, in an hour", signin.AddressLimit, time.Second, time.Hour, 387},
		{"an address, once in eleven seconds", signin.AddressLimit, 11 * time.Second, time.Hour, 328},
		{"letters, in an hour", signin.ResetLimit, time.Second, time.Hour, 6},
	} {
		if got := tried(c.limit, c.every, c.during); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// Whatever was tried, and however clocks jump: the wait is never longer than the longest from the latest guess, and
// whoever waits it out is let in.
func TestNobodyIsLockedOutForGood(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom([]signin.Limit{signin.AccountLimit, signin.AddressLimit, signin.ResetLimit}).Draw(t, "limit")
		var g signin.Guesses
		now := start
		for range rapid.IntRange(0, 60).Draw(t, "guesses") {
			now = now.Add(time.Duration(rapid.Int64Range(-int64(time.Hour), int64(time.Hour)).Draw(t, "later")))
			g = l.After(g, now)
		}
		if wait := l.Wait(g, now); wait < 0 || wait > signin.LongestWait {
			t.Fatalf("%+v waits %s", g, wait)
		}
		if now.Before(g.At) {
			now = g.At
		}
		wait := l.Wait(g, now)
		if more := l.Wait(g, now.Add(wait)); more != 0 {
			t.Fatalf("after %s %+v waits %s more", wait, g, more)
		}
	})
}

func TestAnAddressIsCountedByWhatOneConnectionHas(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.1":                     "192.0.2.1",
		"::ffff:192.0.2.1":              "192.0.2.1",
		"2001:db8:1:2:3:4:5:6":          "2001:db8:1:2::/64",
		"2001:DB8:1:2:ffff:ffff:ffff:1": "2001:db8:1:2::/64",
		"2001:db8:1:3::1":               "2001:db8:1:3::/64",
		"fe80::1%eth0":                  "fe80::/64",
		"":                              "",
		"not an address":                "not an address",
	} {
		if got := signin.Neighbourhood(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}
