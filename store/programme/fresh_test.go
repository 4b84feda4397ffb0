package programme_test

import (
	"testing"
	"time"

	"shimei/store/programme"
)

func TestFactsAreStaleAfterAMonthAndALittle(t *testing.T) {
	now := time.Date(2016, time.April, 11, 9, 0, 0, 0, time.UTC)
	for hours, want := range map[time.Duration]int64{0: 0, 24 * 31: 0, 24*41 - 1: 0, 24 * 41: 41, 24 * 211: 211, -24 * 90: 0} {
		if got := programme.StaleFor(now.Add(-hours*time.Hour), now); got != want {
			t.Errorf("facts of %d hours ago are stale for %d days, not %d", hours, got, want)
		}
	}
}
