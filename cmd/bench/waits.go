package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// waits is how long people who nominate wait while another process imports a year's usage as one file, against a second;
// and how much longer the import takes than by itself, which is said as it goes on.
func (b *bench) waits() (r row, err error) {
	db, err := b.after(0)
	if err != nil {
		return row{}, err
	}
	file, err := b.world.writeUsage(b.folder, 1, monthsAtFirst, b.world.subscriptions)
	if err != nil {
		return row{}, err
	}
	defer func() { err = errors.Join(err, os.Remove(file)) }()
	alone, err := b.takeInCopy(db, file)
	if err != nil {
		return row{}, err
	}
	x, err := b.site("waits", db)
	if err != nil {
		return row{}, err
	}
	defer func() { err = errors.Join(err, x.close()) }()
	took, beside, err := b.nominateDuring(x, alone, func() (float64, error) { return b.take(x.db, file) })
	if err != nil {
		return row{}, err
	}
	slices.Sort(took)
	worst := took[(len(took)-1)*999/1000]
	b.say("an import of %.1f s took %.1f s beside %d nominations, of which half took %s, and the longest %s", alone, beside, len(took), took[len(took)/2], took[len(took)-1])
	return row{
		work: fmt.Sprintf("nominations while %d rows are imported, p99.9", monthsAtFirst*b.world.subscriptions), ours: inMillis(worst.Seconds()),
		against: "1 s", ratio: worst.Seconds(), must: atMost(1, "1.0"), aim: atMost(0.5, "0.5"),
	}, nil
}

// nominateDuring has people nominate one after the other until a work is done, spread over some more seconds than it is
// thought to take. It returns how long each of them waited after the moment at which it wanted to, and the work.
func (b *bench) nominateDuring(x *site, about float64, work func() (float64, error)) (took []time.Duration, seconds float64, err error) {
	clients, left := newLoad(nominators), b.world.open(b.nominations()*rounds)
	defer clients.close()
	each := time.Duration(about * 1.5 / float64(len(left)) * float64(time.Second))
	var next atomic.Int64
	took = make([]time.Duration, len(left))
	ended, stop := context.WithCancel(b.ctx)
	failed := make(chan error, nominators)
	var people sync.WaitGroup
	begun := time.Now()
	for range nominators {
		people.Go(func() {
			for k := int(next.Add(1)) - 1; k < len(left) && ended.Err() == nil; k = int(next.Add(1)) - 1 {
				due := begun.Add(time.Duration(k) * each)
				select {
				case <-time.After(time.Until(due)):
				case <-ended.Done():
					return
				}
				if err := clients.one(b.ctx, newAnswers(1), 0, func(int) (*http.Request, error) { return left[k].request(x.url) }, isNominated); err != nil {
					failed <- err
					return
				}
				took[k] = time.Since(due)
			}
		})
	}
	seconds, err = work()
	stop()
	people.Wait()
	close(failed)
	for more := range failed {
		err = errors.Join(err, more)
	}
	return slices.DeleteFunc(took, func(d time.Duration) bool { return d == 0 }), seconds, err
}
