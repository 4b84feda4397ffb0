package store

import (
	"context"
	"sync"
)

// part is a range of customers, with its bounds.
type part struct{ first, last int64 }

// tenantsInPart is how many tenants are held in memory at a time where all are gone through.
const tenantsInPart = 250_000

// parts cuts the customers into parts of about tenantsInPart.
func (t *tx) parts() (parts []part, err error) {
	var count, first, last int64
	_, err = t.one([]any{&count, &first, &last}, "SELECT count(*), coalesce(min(id), 0), coalesce(max(id), 0) FROM customers")
	n := (count + tenantsInPart - 1) / tenantsInPart
	for k := range n {
		parts = append(parts, part{first + (last-first+1)*k/n, first + (last-first+1)*(k+1)/n - 1})
	}
	return parts, err
}

// readyBook is the book of all tenants, where they make one part, loaded on another
// connection while an import of usage writes on its own. It is the same to both: who imports
// keeps all others from changing what is in it, and usage is loaded later.
type readyBook struct {
	part          part
	book          *book // nil where there are several parts, or none could be loaded
	err           error
	cancel        context.CancelFunc
	named, loaded chan struct{} // closed when the ids of subscriptions, and when all is there
}

// ready begins to load the book.
func (t *tx) ready() *readyBook {
	ctx, cancel := context.WithCancel(t.ctx)
	r := &readyBook{cancel: cancel, named: make(chan struct{}), loaded: make(chan struct{})}
	named := sync.OnceFunc(func() { close(r.named) })
	go func() {
		defer close(r.loaded)
		defer named()
		r.err = t.store.view(ctx, func(other *tx) error {
			parts, err := other.parts()
			if err != nil || len(parts) != 1 {
				return err
			}
			b := &book{tx: other, ids: map[string]found{}}
			b.named = func() {
				r.part, r.book = parts[0], b
				named()
			}
			return b.loadPart(parts[0])
		})
	}()
	return r
}

// ids waits for the ids of all subscriptions, nil where they are not loaded.
func (r *readyBook) ids() map[string]found {
	<-r.named
	if r.book == nil {
		return nil
	}
	ids := r.book.ids
	r.book.ids = nil
	return ids
}

// take returns the book of a part: the one that is ready, or one that is loaded now.
func (r *readyBook) take(t *tx, p part) (*book, error) {
	if r != nil {
		<-r.loaded
		if r.err == nil && r.book != nil && r.part == p {
			r.book.tx = t
			return r.book, nil
		}
	}
	b := &book{tx: t}
	return b, b.loadPart(p)
}

// end waits until nothing is loaded any more.
func (r *readyBook) end() {
	if r != nil {
		r.cancel()
		<-r.loaded
	}
}
