package main

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"sync"
	"time"
)

// stopping is how a server comes to its end.
type stopping struct {
	grace  time.Duration // for requests and imports under way
	log    *slog.Logger
	beside imports
}

// imports are what goes on beside the requests that began it; web.Portal has them.
type imports interface {
	Finish(ctx context.Context) bool // reports whether they ended before ctx did
	CutOff()
}

// unwinding is how long a request that was cut off has to notice and to roll back.
const unwinding = 2 * time.Second

// stop takes no more requests and lets those under way finish. A client that never sends the
// rest of its request would keep the server for ever, so after the grace every connection is
// closed. Nothing that was answered is lost by that: a change is on disk before its answer, and
// one that is cut off is rolled back.
func (s stopping) stop(server *http.Server, current *underway) error {
	patient, done := context.WithTimeout(context.Background(), s.grace)
	defer done()
	err := server.Shutdown(patient)
	s.finish(patient)
	if !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	s.say(current.list())
	err = server.Close()
	if !current.wait(unwinding) {
		s.log.Warn("a request that was cut off has not ended yet; what it has not finished is rolled back")
	}
	return err
}

// finish lets imports finish, as requests, and cuts them off after the grace.
func (s stopping) finish(patient context.Context) {
	if s.beside.Finish(patient) {
		return
	}
	s.log.Warn("cut off: an import that was under way; nothing of the file that it was at is stored")
	s.beside.CutOff()
	unwound, done := context.WithTimeout(context.Background(), unwinding)
	defer done()
	if !s.beside.Finish(unwound) {
		s.log.Warn("an import that was cut off has not ended yet; what it has not finished is rolled back")
	}
}

// say logs the requests that are about to be cut off.
func (s stopping) say(requests map[*http.Request]time.Time) {
	for r, begun := range requests {
		s.log.Warn("cut off", "method", r.Method, "path", r.URL.Path, "client", r.RemoteAddr, "after", time.Since(begun).Round(time.Millisecond))
	}
	if len(requests) == 0 {
		s.log.Warn("cut off: a connection on which no whole request came")
	}
}

// underway are the requests that are being answered, with when each began.
type underway struct {
	mutex    sync.Mutex
	requests map[*http.Request]time.Time
	none     chan struct{} // told when the last of them ended
}

func newUnderway() *underway {
	return &underway{requests: map[*http.Request]time.Time{}, none: make(chan struct{}, 1)}
}

// watch has a handler's requests listed while they are under way.
func (u *underway) watch(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u.begin(r)
		defer u.end(r)
		h.ServeHTTP(w, r)
	})
}

func (u *underway) begin(r *http.Request) {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	u.requests[r] = time.Now()
}

func (u *underway) end(r *http.Request) {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	delete(u.requests, r)
	if len(u.requests) == 0 {
		select {
		case u.none <- struct{}{}:
		default: // it is told already
		}
	}
}

// list returns the requests under way.
func (u *underway) list() map[*http.Request]time.Time {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	return maps.Clone(u.requests)
}

// wait waits until none is under way, at most so long, and reports whether that came about.
func (u *underway) wait(most time.Duration) bool {
	late := time.After(most)
	for len(u.list()) > 0 {
		select {
		case <-u.none:
		case <-late:
			return false
		}
	}
	return true
}
