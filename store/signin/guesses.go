package signin

import (
	"net/netip"
	"time"
)

// Guesses are the wrong sign-ins that count against one account, one device or one address.
type Guesses struct {
	Failed int       // those that count still
	At     time.Time // of the latest
}

// Limit says how guesses are slowed down.
type Limit struct {
	Free     int           // guesses that wait for nothing
	Recovery time.Duration // after which one guess no longer counts; 0 where all count until Forget
	Growing  bool          // each guess beyond the free ones doubles the wait, from a second to LongestWait
}

// The limits. An account, and apart from it each device from which its person has signed in, may fail
// five times; then the wait doubles, so that a day has room for about a hundred guesses. An address may fail
// thirty times, and then once in ten seconds, whatever the accounts. A mailbox is sent three letters for a new password,
// and then one in fifteen minutes: the link of the last one is good for longer.
var (
	AccountLimit = Limit{Free: 5, Growing: true}
	AddressLimit = Limit{Free: 30, Recovery: 10 * time.Second}
	ResetLimit   = Limit{Free: 3, Recovery: LongestWait}
)

// Forget is how long after the latest guess none counts any more, and LongestWait the most that one waits.
const (
	Forget      = 24 * time.Hour
	LongestWait = 15 * time.Minute
)

// Wait returns how long from now the next guess has to wait; 0 where it need not.
func (l Limit) Wait(g Guesses, now time.Time) time.Duration {
	failed := l.counted(g, now)
	if failed < l.Free {
		return 0
	}
	pause := l.Recovery
	if l.Growing {
		pause = min(time.Second<<min(failed-l.Free, 20), LongestWait)
	}
	return min(max(g.At.Add(pause).Sub(now), 0), pause) // also where the clock was set back
}

// After returns the guesses with one more, of now. A clock that was set back takes none of them away.
func (l Limit) After(g Guesses, now time.Time) Guesses {
	failed := l.counted(g, now) + 1
	if now.Before(g.At) {
		now = g.At
	}
	return Guesses{Failed: failed, At: now}
}

// counted is how many guesses count still.
func (l Limit) counted(g Guesses, now time.Time) int {
	passed := max(now.Sub(g.At), 0)
	switch {
	case passed >= Forget:
		return 0
	case l.Recovery > 0:
		return max(g.Failed-int(passed/l.Recovery), 0)
	}
	return g.Failed
}

// Neighbourhood returns what an address is counted by: an IPv4 address by itself, an IPv6 address by its /64,
// which one connection has the whole of. What is no address is counted by its text.
func Neighbourhood(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if ip = ip.Unmap().WithZone(""); ip.Is4() {
		return ip.String()
	}
	return netip.PrefixFrom(ip, 64).Masked().String()
}
