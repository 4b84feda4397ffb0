package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// load is some clients that ask one request after the other, each on a connection of its own
// that is kept.
type load struct {
	clients int
	http    *http.Client
}

func newLoad(clients int) *load {
	// Without compression, which would cost both sides the same and hide the difference.
	transport := &http.Transport{MaxIdleConnsPerHost: clients, DisableCompression: true}
	return &load{clients, &http.Client{Transport: transport, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

func (l *load) close() { l.http.CloseIdleConnections() }

// answers are the times and lengths of the answers, by the number of the request.
type answers struct {
	took   []time.Duration
	length []int // of the body, in bytes
	all    time.Duration
}

func newAnswers(n int) *answers {
	return &answers{took: make([]time.Duration, n), length: make([]int, n)}
}

// rate returns how many answers there were in a second.
func (a *answers) rate() float64 { return float64(len(a.took)) / a.all.Seconds() }

// request makes the kth request.
type request func(k int) (*http.Request, error)

// ask sends n requests and fails where an answer is not right.
func (l *load) ask(ctx context.Context, n int, prepare request, right func(*http.Response) bool) (*answers, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	a := newAnswers(n)
	var next atomic.Int64
	var clients sync.WaitGroup
	begun := time.Now()
	for range l.clients {
		clients.Go(func() {
			for k := int(next.Add(1)) - 1; k < n && ctx.Err() == nil; k = int(next.Add(1)) - 1 {
				if err := l.one(ctx, a, k, prepare, right); err != nil {
					stop(err)
				}
			}
		})
	}
	clients.Wait()
	a.all = time.Since(begun)
	return a, context.Cause(ctx)
}

func (l *load) one(ctx context.Context, a *answers, k int, prepare request, right func(*http.Response) bool) error {
	r, err := prepare(k)
	if err != nil {
		return err
	}
	begun := time.Now()
	answer, err := l.http.Do(r.WithContext(ctx))
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if !right(answer) {
		body, _ := io.ReadAll(io.LimitReader(answer.Body, 2000))
		return fmt.Errorf("%s %s: %s\n%s", r.Method, r.URL, answer.Status, body)
	}
	length, err := io.Copy(io.Discard, answer.Body)
	a.took[k], a.length[k] = time.Since(begun), int(length)
	return err
}

// isPage reports whether an answer is a page, and not a way to another one.
func isPage(r *http.Response) bool { return r.StatusCode == http.StatusOK }
