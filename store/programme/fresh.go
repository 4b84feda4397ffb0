package programme

import "time"

// staleAfter is for how many days facts are taken for recent: they come by the month, and a little late.
const staleAfter = 40

// StaleFor returns for how many days no facts came, where that is longer than a month and a little; 0 else.
func StaleFor(received, now time.Time) int64 {
	if days := int64(now.Sub(received) / (24 * time.Hour)); days > staleAfter {
		return days
	}
	return 0
}
