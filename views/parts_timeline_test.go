package views

import (
	"testing"

	"shimei/store/programme"
)

func TestWhatNobodyDidToARequestIsTheClocksOrAFiles(t *testing.T) {
	l := For(Languages[0])
	for _, c := range []struct {
		act      programme.Act
		by, want string
	}{
		{programme.ActLapse, "", l.T("origin.clock")},
		{programme.ActSupersede, "", l.T("origin.import")},
		{programme.ActSupersede, "Mei Tan", l.T("origin.person", "Name", "Mei Tan")},
	} {
		e := Event{Kind: EventKind(c.act), By: c.by, Request: &RequestChange{Way: programme.WayClaim}}
		if got := e.origin(l); got != c.want {
			t.Errorf("%s by %q: %q, want %q", c.act, c.by, got, c.want)
		}
	}
}
