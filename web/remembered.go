package web

import (
	"sync"
	"time"
)

// memory keeps what a portal's busiest page is made of, as long as nothing is changed: it is read again once the
// store is in another state, by whichever portal or command, and so follows every change at once. What only time
// changes, such as a renewal that comes near, it follows within a minute.
type memory struct {
	mutex sync.Mutex
	state string
	until time.Time
	kept  map[any]any
}

const (
	memoryFor  = time.Minute
	memoryMost = 2000 // accounts: about 20 kB each
)

// remembered returns what is kept under a key, which is of a type of its own, or else what read returns.
// Nothing of it may be written to.
func remembered[T any](r *request, key any, read func() (T, error)) (T, error) {
	// Before anything is read: what changes meanwhile makes it another state.
	if r.state == "" {
		var err error
		if r.state, err = r.Store.State(r.ctx()); err != nil {
			var none T
			return none, err
		}
	}
	if kept, is := r.memory.at(r.state, r.Store.Now(), key).(T); is {
		return kept, nil
	}
	found, err := read()
	if err == nil {
		r.memory.keep(r.state, key, found)
	}
	return found, err
}

// at returns what is kept of a state, nil for nothing. What is of another state, or too old, is let go.
func (m *memory) at(state string, now time.Time, key any) any {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.state != state || !now.Before(m.until) {
		m.state, m.until, m.kept = state, now.Add(memoryFor), map[any]any{}
	}
	return m.kept[key]
}

// keep keeps what was read at a state, unless another one is known by now.
func (m *memory) keep(state string, key, found any) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.state != state {
		return
	}
	if len(m.kept) >= memoryMost {
		clear(m.kept)
	}
	m.kept[key] = found
}
