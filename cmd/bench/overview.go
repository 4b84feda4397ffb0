package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"

	"shimei/views"
)

// overview is the rate of the partner's overview against that of the same bytes out of memory.
func (b *bench) overview() (r row, err error) {
	db, err := b.after(monthsAtFirst)
	if err != nil {
		return row{}, err
	}
	x, err := b.site("overview", db)
	if err != nil {
		return row{}, err
	}
	defer func() { err = errors.Join(err, x.close()) }()
	v := b.visits(readers)
	defer v.clients.close()
	n := b.times(4000, 3*readers)
	seen, memory, err := b.warmUp(x, v, n)
	if err != nil {
		return row{}, err
	}
	defer func() { err = errors.Join(err, memory.close()) }()
	visited := n
	ours, against, err := inTurn(
		func() (float64, error) {
			a, err := v.overviews(x, visited, n)
			visited += n
			return a.rate(), err
		},
		func() (float64, error) {
			a, err := v.clients.ask(b.ctx, n, func(k int) (*http.Request, error) {
				return v.page(memory, fmt.Sprintf("/%d", seen.length[k]), k)
			}, isPage)
			return a.rate(), err
		})
	return row{
		work: fmt.Sprintf("overview page, %d accounts at random", len(v.ids)), ours: perSecond(ours),
		against: perSecond(against) + ", same bytes from memory", ratio: ours / against,
		must: atLeast(0.25, "0.25"), aim: atLeast(0.5, "0.5"),
	}, err
}

// warmUp makes the first n visits, which tell how long pages are, and serves the longest page from
// memory.
func (b *bench) warmUp(x *site, v *visits, n int) (seen *answers, memory *server, err error) {
	if seen, err = v.overviews(x, 0, n); err != nil {
		return nil, nil, err
	}
	memory, err = b.memoryOf(x, v, slices.Index(seen.length, slices.Max(seen.length)))
	return seen, memory, err
}

// memoryOf serves the bytes of the kth visitor's overview from memory.
func (b *bench) memoryOf(x *site, v *visits, k int) (*server, error) {
	r, err := v.page(x.server, views.OverviewPath, k)
	if err != nil {
		return nil, err
	}
	answer, err := v.clients.http.Do(r)
	if err != nil {
		return nil, err
	}
	page, err := io.ReadAll(answer.Body)
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return nil, err
	}
	for _, name := range []string{"Date", "Content-Length"} { // which the server writes
		answer.Header.Del(name)
	}
	return serve(fromMemory(x.logger(), answer.Header, page))
}
