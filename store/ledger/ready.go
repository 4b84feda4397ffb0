package ledger

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"shimei/store/db"
	"shimei/store/programme"
)

// customerRange is the customers with the keys first … last.
type customerRange struct{ first, last int64 }

func (r customerRange) condition() string {
	return fmt.Sprintf("customer_id + 0 BETWEEN %d AND %d", r.first, r.last)
}

// held is the condition on a subscription's key that one of them held it before it moved.
func (r customerRange) held() string {
	return fmt.Sprintf("IN (SELECT subject FROM histories WHERE attribute = 'tenant' AND value BETWEEN %d AND %d)", r.first, r.last)
}

func (r customerRange) has(customer int64) bool { return r.first <= customer && customer <= r.last }

// tenantsInRange is the number of tenants that a range has about: with all that is known of them
// they take some 100 MB of memory.
const tenantsInRange = 250_000

// ranges cuts the customers into ranges of about as many as are held in memory at a time.
func (d Deriver) ranges() (ranges []customerRange, err error) {
	var count, first, last int64
	_, err = d.tx.One([]any{&count, &first, &last}, "SELECT count(*), coalesce(min(id), 0), coalesce(max(id), 0) FROM customers")
	n := (count + d.inRange - 1) / d.inRange
	for k := range n {
		ranges = append(ranges, customerRange{first + (last-first+1)*k/n, first + (last-first+1)*(k+1)/n - 1})
	}
	return ranges, err
}

// readyBook is the book of all tenants, where they make one range, loaded on two other
// connections while an import of usage writes on its own. All three connections see the same of what
// is in it, though they are three transactions: while the import's turn lasts nobody else can change it, but for
// associations that people change while an import is staged, which then are outdated;
// and the import changes usage alone, which is not in it and is loaded later, by the import's own.
type readyBook struct {
	covers customerRange
	since  programme.Month // the first month that the book can credit
	book   Book            // of the subscriptions
	rest   Book            // of the associations and sales
	added  addedUsage
	cancel context.CancelFunc
	// Given when the refs of subscriptions are there, when the subscriptions are, and when the
	// rest is; or when they could not be loaded.
	named, placed, associated *signal
	errPlaced, errAssociated  error
}

// signal is given once.
type signal struct {
	give func()
	wait chan struct{}
}

func newSignal() *signal {
	wait := make(chan struct{})
	return &signal{sync.OnceFunc(func() { close(wait) }), wait}
}

// ready begins to load the book, for credits from month since on.
func (d Deriver) ready(database *db.DB, since programme.Month) *readyBook {
	ctx, cancel := context.WithCancel(d.tx.Context())
	r := &readyBook{since: since, cancel: cancel, added: addedUsage{reported: -1}, named: newSignal(), placed: newSignal(), associated: newSignal()}
	go func() {
		defer r.named.give()
		defer r.placed.give()
		r.errPlaced = database.ViewOnce(ctx, func(tx *db.Tx) error { return r.loadSubscriptions(d.on(tx)) })
	}()
	go func() {
		defer r.associated.give()
		r.errAssociated = database.ViewOnce(ctx, func(tx *db.Tx) error { return r.loadAssociations(d.on(tx)) })
	}()
	return r
}

// on derives on another connection, which sees the facts that the transaction does not change.
func (d Deriver) on(tx *db.Tx) Deriver {
	d.tx = tx
	return d
}

// errSeveralRanges ends the loading of a book that would not hold all tenants.
var errSeveralRanges = errors.New("the tenants make several ranges")

// onlyRange returns the range of all customers, or errSeveralRanges.
func (d Deriver) onlyRange() (customerRange, error) {
	ranges, err := d.ranges()
	if err == nil && len(ranges) != 1 {
		err = errSeveralRanges
	}
	if err != nil {
		return customerRange{}, err
	}
	return ranges[0], nil
}

func (r *readyBook) loadSubscriptions(d Deriver) (err error) {
	if r.covers, err = d.onlyRange(); err != nil {
		return err
	}
	b := Book{d: d, refs: SubscriptionRefs{}}
	b.named = func() {
		r.book.refs = b.refs
		r.named.give()
	}
	err = b.loadSubscriptionsOf(r.covers)
	b.refs = nil
	r.book.subscriptions, r.book.place, r.book.kinds, r.book.always = b.subscriptions, b.place, b.kinds, b.always
	r.book.histories, r.book.moved = b.histories, b.moved
	return err
}

func (r *readyBook) loadAssociations(d Deriver) error {
	customers, err := d.onlyRange()
	if err != nil {
		return err
	}
	r.rest.d = d
	if err := r.rest.loadAssociationsSince(customers, r.since); err != nil {
		return err
	}
	<-r.placed.wait
	r.rest.place = r.book.place
	r.rest.spreadAssociations(r.book.moved)
	return r.rest.loadSalesSince(r.since)
}

// refs waits for all subscriptions by their keys, nil where they are not loaded.
func (r *readyBook) refs() SubscriptionRefs {
	<-r.named.wait
	refs := r.book.refs
	r.book.refs = nil
	return refs
}

// take returns the book of a range of customers: the one that is ready, or one that is loaded now.
func (r *readyBook) take(d Deriver, customers customerRange, since programme.Month) (*Book, error) {
	if r != nil {
		<-r.placed.wait
		if r.errPlaced == nil && r.covers == customers && r.since <= since {
			r.book.d, r.book.rest, r.book.added = d, r.complete, &r.added
			return &r.book, nil
		}
	}
	b := &Book{d: d}
	return b, b.loadRange(customers, since)
}

// complete waits for the associations and sales, and loads them where that failed.
func (r *readyBook) complete() error {
	<-r.associated.wait
	b := &r.book
	b.associations, b.sales = r.rest.associations, r.rest.sales
	if r.errAssociated == nil {
		return nil
	}
	b.sales = nil
	if err := b.loadAssociationsSince(r.covers, r.since); err != nil {
		return err
	}
	b.spreadAssociations(b.moved)
	return b.loadSalesSince(r.since)
}

// outdated has the associations loaded anew, since somebody changed them meanwhile.
func (r *readyBook) outdated() {
	if r != nil {
		<-r.associated.wait
		r.errAssociated = errOutdated
	}
}

// errOutdated is of associations that somebody changed after they were loaded.
var errOutdated = errors.New("the associations were changed meanwhile")

// end waits until nothing is loaded any more.
func (r *readyBook) end() {
	if r != nil {
		r.cancel()
		<-r.placed.wait
		<-r.associated.wait
	}
}
