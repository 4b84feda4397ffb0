package request

import "testing"

func TestWordsAreKeptWithoutWhatSteersAScreen(t *testing.T) {
	if got := plain("a\x00b\r\nc\x1b[1m", false); got != "abc[1m" {
		t.Errorf("%q", got)
	}
	if got := plain("a\x00b\nc\xff", true); got != "ab\nc\uFFFD" {
		t.Errorf("%q", got)
	}
}
