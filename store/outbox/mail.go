package outbox

import (
	"database/sql"
	"time"

	"shimei/store/programme"
)

// MailState is how far the mail of a message is.
type MailState string

// The states of a mail.
const (
	NoMail  MailState = "none"    // the person wants none, or it was too old when there was a mail server
	Due     MailState = "due"     // it waits to be sent, or to be sent again
	Sending MailState = "sending" // somebody sends it
	Unsure  MailState = "unsure"  // a sender ended while it sent it, and another one sends it again: it may come twice
	Sent    MailState = "sent"    // the server has taken it
	Failed  MailState = "failed"  // it is not sent by itself any more
)

// MailStates are all states.
var MailStates = []MailState{NoMail, Due, Sending, Unsure, Sent, Failed}

// Mail is how far the mail of a message is.
type Mail struct {
	State  MailState
	Tries  int
	Next   *programme.Instant // when it is tried, or until when it is somebody's who sends it; nil where nothing is to be done
	SentAt *programme.Instant // nil while it is not
	Error  string             // of the last try; "" for none
}

const (
	// fresh is how old a message may be that was never tried: a portal that is given a mail server does not
	// send what happened long before.
	fresh = 7 * 24 * time.Hour
	// mostTries are some three days of them.
	mostTries = 24
	// firstPause and longestPause are how long after a try the next one is: twice as long each time.
	firstPause, longestPause = time.Minute, 4 * time.Hour
)

// pause returns how long after so many tries the next one is.
func pause(tries int) time.Duration {
	if tries > 8 { // 2^8 minutes are longer than the longest
		return longestPause
	}
	return min(firstPause<<max(tries-1, 0), longestPause)
}

// Outcome is what came of a try to send a mail. The zero value is that the server has taken it.
type Outcome struct {
	Err   error // why not; nil where the server has taken it
	Final bool  // another try would be refused again
	Kept  bool  // it was not begun, so it counts as no try
}

// after returns how far a mail is after a try at an instant.
func (m Mail) after(o Outcome, now programme.Instant) Mail {
	later := func(d time.Duration) *programme.Instant { at := now + programme.Instant(d.Milliseconds()); return &at }
	switch {
	case o.Kept:
		return Mail{State: Due, Tries: m.Tries - 1, Next: &now, Error: m.Error}
	case o.Err == nil:
		return Mail{State: Sent, Tries: m.Tries, SentAt: &now}
	case o.Final || m.Tries >= mostTries:
		return Mail{State: Failed, Tries: m.Tries, Error: o.Err.Error()}
	}
	return Mail{State: Due, Tries: m.Tries, Next: later(pause(m.Tries)), Error: o.Err.Error()}
}

func instant(n sql.NullInt64) *programme.Instant {
	if !n.Valid {
		return nil
	}
	i := programme.Instant(n.Int64)
	return &i
}
