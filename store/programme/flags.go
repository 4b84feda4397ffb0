package programme

import (
	"slices"
	"strings"
)

// Flag is why an admin looks at a nomination. It takes effect at once all the same (R5).
type Flag string

// The flags, in the order in which they are told.
const (
	FlagChangedOften Flag = "changed_often" // the partner of record changed thrice in 30 days
	FlagSameDomain   Flag = "same_domain"   // the partner writes from the customer's own domain
	FlagManyAtOnce   Flag = "many_at_once"  // one person nominated for over fifty subscriptions in an hour
	FlagWasSuspended Flag = "was_suspended" // the partner, or its global account, was suspended before
)

// Flags are all flags, in their order.
var Flags = []Flag{FlagChangedOften, FlagSameDomain, FlagManyAtOnce, FlagWasSuspended}

// The bounds of flags.
const (
	oftenChanges       = 3
	oftenDays          = 30
	manyNominations    = 50 // of which one more is flagged
	manyTime           = 60 * 60 * 1000
	millisecondsOfADay = 24 * 60 * 60 * 1000
)

// Nominated is what the rules know of a nomination for one subscription as it takes effect.
type Nominated struct {
	Began        []Instant // when its partners of record began before, in any order
	Email        string    // of the partner
	Domain       string    // of the customer
	InHour       int       // subscriptions that the person nominated for within ManySince, these among them
	WasSuspended bool      // the partner, or its global account, at any time before
}

// ManySince returns the instant from which the nominations of one person count together.
func ManySince(now Instant) Instant { return now - manyTime }

// Flags returns why an admin looks at a nomination that takes effect now, in the order of Flags.
func (n Nominated) Flags(now Instant) (found []Flag) {
	for _, f := range Flags {
		if n.has(f, now) {
			found = append(found, f)
		}
	}
	return found
}

func (n Nominated) has(f Flag, now Instant) bool {
	switch f {
	case FlagChangedOften:
		return n.changes(now) >= oftenChanges
	case FlagSameDomain:
		return sameDomain(n.Email, n.Domain)
	case FlagManyAtOnce:
		return n.InHour > manyNominations
	case FlagWasSuspended:
		return n.WasSuspended
	}
	return false
}

// changes is how often the partner of record changed lately, this nomination among them. The first one ever
// changes nothing.
func (n Nominated) changes(now Instant) (count int) {
	began := slices.Sorted(slices.Values(append(slices.Clone(n.Began), now)))
	for _, at := range began[1:] {
		if at > now-oftenDays*millisecondsOfADay && at <= now {
			count++
		}
	}
	return count
}

// sameDomain reports whether a mail address is of a customer's domain. Everybody has one of a public mail
// domain, so it tells nothing.
func sameDomain(email, domain string) bool {
	at := strings.LastIndexByte(email, '@')
	domain = plainDomain(domain)
	return at >= 0 && domain != "" && plainDomain(email[at+1:]) == domain && !slices.Contains(publicMail, domain)
}

// plainDomain is a domain as it is compared.
func plainDomain(text string) string {
	return strings.TrimSuffix(strings.ToLower(strings.TrimSpace(text)), ".")
}

// publicMail are domains at which anybody has an address.
var publicMail = []string{"gmail.com", "googlemail.com", "outlook.com", "outlook.jp", "hotmail.com", "hotmail.co.jp", "live.com", "live.jp",
	"msn.com", "yahoo.com", "yahoo.co.jp", "ymail.ne.jp", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com", "gmx.de", "gmx.net",
	"web.de", "mail.com", "mail.ru", "proton.me", "protonmail.com", "fastmail.com", "zoho.com", "yandex.com", "yandex.ru", "qq.com",
	"163.com", "126.com", "naver.com", "docomo.ne.jp", "ezweb.ne.jp", "au.com", "softbank.ne.jp", "i.softbank.jp", "nifty.com",
	"biglobe.ne.jp", "ocn.ne.jp", "so-net.ne.jp", "plala.or.jp"}

// ToReview reports whether an admin looks at a nomination by a route that has these flags.
func (r *Route) ToReview(flags []Flag) bool {
	return r.Review == ReviewAll || r.Review == ReviewFlagged && len(flags) > 0
}
