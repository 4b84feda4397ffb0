package web

import (
	"crypto/rand"
	"errors"
	"sync"
	"time"

	"shimei/store/intake"
	"shimei/store/report"
)

// Uploaded files that were not stored yet are kept this long, and all of them together may weigh so much:
// as much as two uploads.
const (
	uploadsKept = time.Hour
	uploadsSize = 2 << 29
)

// uploads keep what was uploaded and shown, until the person who sent it decides, so that it need not be
// sent again. Each is known by a token that only its sender has, and only its sender's. A person has one at
// a time: another one takes its place.
type uploads struct {
	mutex sync.Mutex
	kept  map[string]*upload
	now   func() time.Time
}

func newUploads(now func() time.Time) *uploads { return &uploads{kept: map[string]*upload{}, now: now} }

// keep copies files and returns the token that they are taken by.
func (u *uploads) keep(person int64, files []intake.Source, o intake.Options, effect *report.Effect) (token string, err error) {
	x := &upload{person: person, options: o, effect: effect}
	for _, f := range files {
		if err := x.add(f); err != nil {
			return "", errors.Join(err, x.remove())
		}
	}
	token = rand.Text()
	u.mutex.Lock()
	defer u.mutex.Unlock()
	x.until = u.now().Add(uploadsKept)
	err = u.makeRoom(x)
	u.kept[token] = x
	time.AfterFunc(uploadsKept, u.sweep)
	return token, err
}

// makeRoom removes what has been kept for long enough, what the same person sent before, and the oldest
// until all weigh little enough.
func (u *uploads) makeRoom(x *upload) (err error) {
	for token, other := range u.kept {
		if other.person == x.person || !u.now().Before(other.until) {
			err = errors.Join(err, u.drop(token))
		}
	}
	for u.size()+x.size() > uploadsSize && len(u.kept) > 0 {
		oldest := ""
		for token, other := range u.kept {
			if oldest == "" || other.until.Before(u.kept[oldest].until) {
				oldest = token
			}
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
		if !u.now().Before(x.until) {
			_ = u.drop(token)
		}
	}
}

// of returns what a person sent, by its token; nil where it is not kept, or is another's.
func (u *uploads) of(person int64, token string) *upload {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	x := u.kept[token]
	if x == nil || x.person != person || !u.now().Before(x.until) {
		return nil
	}
	return x
}

// take is of that gives the upload to the caller, who removes it or puts it back. Nobody else gets it
// meanwhile.
func (u *uploads) take(person int64, token string) *upload {
	x := u.of(person, token)
	u.mutex.Lock()
	defer u.mutex.Unlock()
	if x == nil || u.kept[token] != x {
		return nil
	}
	delete(u.kept, token)
	return x
}

// putBack keeps what was taken and could not be stored.
func (u *uploads) putBack(token string, x *upload) {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	u.kept[token] = x
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
