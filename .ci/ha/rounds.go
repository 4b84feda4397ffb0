package main

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// crowd is everybody who nominates.
type crowd []*customer

// failures are the ways in which a primary fails, in turn, and how each is undone.
var failures = []struct {
	name       string
	does, undo func(context.Context, *machine) error
}{
	{"killed", func(_ context.Context, m *machine) error { return m.killDatabase() }, func(_ context.Context, m *machine) error { return m.startPatroni() }},
	{"cut off", func(ctx context.Context, m *machine) error { return m.connected(ctx, false) }, func(ctx context.Context, m *machine) error { return m.connected(ctx, true) }},
}

// round is what came of one failure.
type round struct {
	what, from, to string
	gap            time.Duration // in which nobody's nomination was acknowledged
	slowest        time.Duration // that anybody waited for one
	away           int           // tries that were answered by 503
	found          int           // nominations whose answer was lost and that were found made as they were tried again
	whole          time.Duration // until all three machines were well again
}

// fail has the primary fail in one way, waits until everybody's nominations are acknowledged again, by another server,
// and undoes it.
func (l *lab) fail(ctx context.Context, n int, p *portal, all crowd) (r round, err error) {
	way := failures[n%len(failures)]
	old, err := l.primary(ctx, nil)
	if err != nil {
		return r, err
	}
	before, begun := all.count(), time.Now()
	if err := way.does(ctx, old); err != nil {
		return r, err
	}
	now, err := l.recovers(ctx, old, p, all, begun)
	if err != nil {
		return r, err
	}
	r = all.round(begun, before)
	r.what, r.from, r.to = way.name, old.name, now.name
	undone := time.Now()
	if err := way.undo(ctx, old); err != nil {
		return r, err
	}
	err = l.whole(ctx)
	r.whole = time.Since(undone)
	return r, err
}

// recovers waits until everybody's nominations are acknowledged again that were begun after an instant, by another machine
// than the one that failed, and the portal is healthy. It returns that machine.
func (l *lab) recovers(ctx context.Context, failed *machine, p *portal, all crowd, begun time.Time) (now *machine, err error) {
	if err := eventually(ctx, "nominations to be acknowledged again", func() (bool, string) {
		return all.since(begun), "not everybody's are"
	}); err != nil {
		return nil, err
	}
	if err := eventually(ctx, "another primary", func() (bool, string) {
		now, err = l.primary(ctx, failed)
		return err == nil && now != failed, fmt.Sprint(err)
	}); err != nil {
		return nil, err
	}
	return now, eventually(ctx, "the portal to be healthy", func() (bool, string) { return p.healthy(ctx) })
}

// since reports whether everybody had a nomination acknowledged that was begun after an instant.
func (c crowd) since(t time.Time) bool {
	return !slices.ContainsFunc(c, func(one *customer) bool { return !one.since(t) })
}

// count is what was counted of everybody by now.
func (c crowd) count() (counted struct{ away, found int }) {
	for _, one := range c {
		made, away := one.known()
		counted.away += away
		for _, n := range made {
			if n.reference == "" {
				counted.found++
			}
		}
	}
	return counted
}

// round is what everybody met with since an instant.
func (c crowd) round(begun time.Time, before struct{ away, found int }) (r round) {
	now := c.count()
	r.away, r.found = now.away-before.away, now.found-before.found
	settled := []time.Time{begun}
	for _, one := range c {
		made, _ := one.known()
		for _, n := range made {
			if n.settled.After(begun) {
				settled = append(settled, n.settled)
				r.slowest = max(r.slowest, n.settled.Sub(n.begun))
			}
		}
	}
	slices.SortFunc(settled, time.Time.Compare)
	for k := range settled[1:] {
		r.gap = max(r.gap, settled[k+1].Sub(settled[k]))
	}
	return r
}

// line is the round in a table.
func (r round) line(n int) string {
	return fmt.Sprintf("| %d | %s | %s | %s | %.1f s | %.1f s | %d | %d | %.1f s |", n, r.what, r.from, r.to,
		r.gap.Seconds(), r.slowest.Seconds(), r.away, r.found, r.whole.Seconds())
}

const heading = `| round | the primary was | it was | then | no nomination for | longest for one | answers 503 | found made | whole again after |
|---|---|---|---|---|---|---|---|---|`
