package web

import (
	"crypto/rand"
	"errors"
	"sync"
	"time"

	"shimei/store/facts"
	"shimei/store/intake"
)

// What was uploaded is kept this long after the last thing was done with it, and all of it together may
// weigh so much: as much as two uploads.
const (
	uploadsKept = time.Hour
	uploadsSize = 2 << 29
)

// uploads keep what was uploaded until the person who sent it decides, so that it need not be sent again,
// and what was done with it, so that its page can be loaded again. Each is known by a token that only its
// sender has, and only its sender's. A person has one at a time: another one takes its place. They are kept
// in memory and with this process: where two portals share a database, the one that took an upload serves its
// page.
type uploads struct {
	mutex sync.Mutex
	kept  map[string]*upload
	now   func() time.Time
}

func newUploads(now func() time.Time) *uploads { return &uploads{kept: map[string]*upload{}, now: now} }

// keep copies files.
func (u *uploads) keep(person int64, files []intake.Source, o intake.Options) (*upload, error) {
	x := &upload{person: person, token: rand.Text(), options: o}
	for _, f := range files {
		if err := x.add(f); err != nil {
			return nil, errors.Join(err, x.remove())
		}
	}
	u.mutex.Lock()
	defer u.mutex.Unlock()
	err := u.makeRoom(x)
	u.kept[x.token] = x
	u.prolong(x)
	return x, err
}

// prolong keeps an upload for another hour.
func (u *uploads) prolong(x *upload) {
	x.until = u.now().Add(uploadsKept)
	time.AfterFunc(uploadsKept, u.sweep)
}

// makeRoom removes what has been kept for long enough, what the same person sent before, and the oldest
// until all weigh little enough. What is being read stays.
func (u *uploads) makeRoom(x *upload) (err error) {
	for token, other := range u.kept {
		if !other.busy() && (other.person == x.person || !u.now().Before(other.until)) {
			err = errors.Join(err, u.drop(token))
		}
	}
	for u.size()+x.size() > uploadsSize {
		oldest := ""
		for token, other := range u.kept {
			if !other.busy() && (oldest == "" || other.until.Before(u.kept[oldest].until)) {
				oldest = token
			}
		}
		if oldest == "" {
			break
		}
		err = errors.Join(err, u.drop(oldest))
	}
	return err
}

// sweep removes what has been kept for long enough. A file that can't be removed is only a temporary one.
func (u *uploads) sweep() {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	for token, x := range u.kept {
		if !x.busy() && !u.now().Before(x.until) {
			_ = u.drop(token)
		}
	}
}

// of returns what a person sent, by its token, and what is or was done with it last; nil where it is not
// kept, or is another's.
func (u *uploads) of(person int64, token string) (*upload, *job) {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	x := u.kept[token]
	if x == nil || x.person != person || !x.busy() && !u.now().Before(x.until) {
		return nil, nil
	}
	return x, x.job
}

// tried returns the job that told last what storing an upload would do, and how its files are read; nil
// where there is none, or its files are not kept any more.
func (u *uploads) tried(x *upload) (*job, []uploadedFile) {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	return x.tried, x.files
}

// reads has the files of an upload read as its sender decided: those at the places that are named.
func (u *uploads) reads(x *upload, readings map[int]facts.Options) {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	for k, o := range readings {
		x.files[k].reading = o
	}
}

func (u *uploads) drop(token string) error {
	x := u.kept[token]
	delete(u.kept, token)
	return x.remove()
}

func (u *uploads) size() (sum int64) {
	for _, x := range u.kept {
		sum += x.size()
	}
	return sum
}
