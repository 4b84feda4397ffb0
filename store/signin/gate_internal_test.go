package signin

import (
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
)

// However many come at once: those that are checked are as many as there are processors, those that wait so many that
// there is room for, and the others are told at once. So the memory of all is bounded.
func TestOfTwoHundredAtOnceAFewAreCheckedSomeWaitAndTheOthersAreTold(t *testing.T) {
	g, done := NewGate(), make(chan error, 200)
	processors := runtime.GOMAXPROCS(0)
	hold, begun := make(chan struct{}), make(chan struct{}, 200)
	var running, peak atomic.Int64
	for range 200 {
		go func() {
			done <- g.through(t.Context(), func() error {
				now := running.Add(1)
				defer running.Add(-1)
				for before := peak.Load(); now > before && !peak.CompareAndSwap(before, now); before = peak.Load() {
				}
				begun <- struct{}{}
				<-hold
				return nil
			})
		}()
	}
	for range 200 - mostWaiting { // while nobody is through
		if err := <-done; !errors.Is(err, ErrBusy) {
			t.Fatalf("%v, want ErrBusy", err)
		}
	}
	for range processors {
		<-begun
	}
	if n := g.waiting.Load(); n != mostWaiting {
		t.Errorf("%d are at the gate, want %d", n, mostWaiting)
	}
	if n := len(g.running); n != processors {
		t.Errorf("%d are being checked, want %d", n, processors)
	}
	close(hold)
	for range mostWaiting {
		if err := <-done; err != nil {
			t.Errorf("who waited is told %v", err)
		}
	}
	if peak.Load() != int64(processors) || g.waiting.Load() != 0 {
		t.Errorf("at most %d were checked at once, want %d; %d are left", peak.Load(), processors, g.waiting.Load())
	}
}
