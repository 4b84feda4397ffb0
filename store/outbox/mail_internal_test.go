package outbox

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shimei/store/programme"
)

func TestAMailIsTriedAgainLaterEachTimeAndNotForEver(t *testing.T) {
	for tries, want := range map[int]time.Duration{1: time.Minute, 2: 2 * time.Minute, 5: 16 * time.Minute, 8: 128 * time.Minute, 9: 4 * time.Hour, 23: 4 * time.Hour, 1000: 4 * time.Hour} {
		if got := pause(tries); got != want {
			t.Errorf("after %d tries: %s, want %s", tries, got, want)
		}
	}
	var all time.Duration
	for n := 1; n < mostTries; n++ {
		all += pause(n)
	}
	if all < 48*time.Hour || all > 96*time.Hour {
		t.Errorf("a server may be away for %s", all)
	}
}

func TestWhatComesOfATry(t *testing.T) {
	at := func(minutes int64) *programme.Instant { i := programme.Instant(1000 + minutes*60_000); return &i }
	down, bad := errors.New("down"), errors.New("no such address")
	begun := Mail{State: Sending, Tries: 3, Next: at(5), Error: "before"}
	for name, c := range map[string]struct {
		mail Mail
		o    Outcome
		want Mail
	}{
		"taken":       {begun, Outcome{}, Mail{State: Sent, Tries: 3, SentAt: at(0)}},
		"not reached": {begun, Outcome{Err: down}, Mail{State: Due, Tries: 3, Next: at(4), Error: "down"}},
		"refused":     {begun, Outcome{Err: bad, Final: true}, Mail{State: Failed, Tries: 3, Error: "no such address"}},
		"not begun":   {begun, Outcome{Kept: true}, Mail{State: Due, Tries: 2, Next: at(0), Error: "before"}},
		"in the end":  {Mail{State: Sending, Tries: mostTries}, Outcome{Err: down}, Mail{State: Failed, Tries: mostTries, Error: "down"}},
	} {
		if diff := cmp.Diff(c.want, c.mail.after(c.o, 1000)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestEachKindIsOneAndEachAudienceHasItsTopics(t *testing.T) {
	seen := map[Kind]bool{}
	for _, k := range Kinds() {
		if seen[k] {
			t.Errorf("%s is there twice", k)
		}
		seen[k] = true
	}
	for audience, want := range map[string]int{"customer": 2, "partner": 5, "admin": 4, "": 0} {
		if got := Topics(audience); len(got) != want {
			t.Errorf("%q has %v", audience, got)
		}
	}
}
