package web

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"sync/atomic"

	"shimei/store"
	"shimei/store/facts"
	"shimei/store/intake"
)

// job is work on an upload, which may take longer than the request that began it. What it found stands when
// ended is closed, and does not change then.
type job struct {
	storing bool        // else it only tells what storing would do
	anew    atomic.Bool // it tells so once more, since others changed something after it was shown
	total   int64
	names   []string       // of the files, as they came
	read    []atomic.Int64 // of each file, in bytes
	ended   chan struct{}

	err   error
	would store.Rehearsal
	asked map[int][]facts.Preview // of the files at these places: what they leave open, and the answers that fit
	done  []intake.Import
}

func newJob(x *upload, storing bool) *job {
	j := &job{storing: storing, total: x.size(), read: make([]atomic.Int64, len(x.files)), ended: make(chan struct{})}
	for _, f := range x.files {
		j.names = append(j.names, f.name)
	}
	return j
}

// over reports whether the job has ended.
func (j *job) over() bool {
	select {
	case <-j.ended:
		return true
	default:
		return false
	}
}

// busy reports whether an upload's files are being read.
func (x *upload) busy() bool { return x.job != nil && !x.job.over() }

// stored reports whether the job has stored what it could.
func (j *job) stored() bool { return j.over() && j.storing && j.err == nil }

// bytes returns how much was read so far. A packed file is read here and there, and a file may be read anew.
func (j *job) bytes() (sum int64) {
	for k := range j.read {
		sum += j.read[k].Load()
	}
	return min(sum, j.total)
}

// counted counts what is read of the file at a place, from its beginning.
func (j *job) counted(place int, r io.Reader) io.ReadCloser {
	j.read[place].Store(0)
	return io.NopCloser(readerFunc(func(p []byte) (int, error) {
		n, err := r.Read(p)
		j.read[place].Add(int64(n))
		return n, err
	}))
}

type readerFunc func([]byte) (int, error)

// Read calls the function.
func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// work begins a job with an upload and returns it; where one is under way, or all is stored, that one: who
// presses a button twice means it once. What is stored is a change of the session by which somebody asked for it.
func (p *portal) work(x *upload, storing bool, by store.Session) *job {
	p.uploads.mutex.Lock()
	defer p.uploads.mutex.Unlock()
	if x.busy() || x.job != nil && x.job.stored() {
		return x.job
	}
	j, before := newJob(x, storing), x.tried
	files := x.sources(j)
	copies := slices.Clone(x.files)
	if x.job = j; !storing {
		x.tried = nil
	}
	p.jobs.begin(func(ctx context.Context) {
		defer p.ended(x, j)
		if j.storing {
			j.done, j.err = p.Store.Import(p.Store.Changing(ctx, by), files, x.options)
		} else if j.would, j.err = p.Store.Rehearse(ctx, files, x.options); j.err == nil {
			j.asked, j.err = p.questions(ctx, copies, j.would.Files, before)
		}
	})
	return j
}

// ended ends a job. A fault of the portal itself is the job's error, and ends nothing else.
func (p *portal) ended(x *upload, j *job) {
	if fault := recover(); fault != nil {
		j.err = fmt.Errorf("panic: %v", fault)
		p.Log.Error("panic", "error", j.err, "stack", string(debug.Stack()))
	}
	p.uploads.mutex.Lock()
	defer p.uploads.mutex.Unlock()
	close(j.ended)
	p.uploads.prolong(x)
	switch {
	case j.stored():
		if err := x.remove(); err != nil {
			p.Log.Warn("a temporary file stays", "error", err)
		}
		x.files = nil
	case !j.storing && j.err == nil:
		x.tried = j
	}
}

// again shows what storing an upload would do once more, after it could not be stored.
func (u *uploads) again(x *upload, j *job) {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	if x.job == j && j.storing && x.tried != nil {
		x.job = x.tried
	}
}
