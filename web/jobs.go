package web

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
)

// Portal answers requests, and does what outlasts them: imports that take long.
type Portal struct {
	http.Handler
	jobs     *jobs
	uploads  *uploads
	evidence *atomic.Int64
}

// Finish waits until nothing is under way that outlasts a request, and reports whether that came about
// before ctx ended. It is called when no more requests come.
func (p *Portal) Finish(ctx context.Context) bool { return p.jobs.wait(ctx) }

// CutOff ends what Finish waits for. An import that is cut off is rolled back.
func (p *Portal) CutOff() { p.jobs.cut() }

// jobs are what is done beside the requests.
type jobs struct {
	ctx   context.Context // of all of them
	cut   context.CancelFunc
	mutex sync.Mutex
	many  int
	none  chan struct{} // told when the last of them ended
}

func newJobs() *jobs {
	j := &jobs{none: make(chan struct{}, 1)}
	j.ctx, j.cut = context.WithCancel(context.Background())
	return j
}

func (j *jobs) begin(do func(context.Context)) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.many++
	go func() {
		defer j.end()
		do(j.ctx)
	}()
}

func (j *jobs) end() {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	if j.many--; j.many == 0 {
		select {
		case j.none <- struct{}{}:
		default: // it is told already
		}
	}
}

func (j *jobs) count() int {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	return j.many
}

func (j *jobs) wait(ctx context.Context) bool {
	for j.count() > 0 {
		select {
		case <-j.none:
		case <-ctx.Done():
			return j.count() == 0
		}
	}
	return true
}
