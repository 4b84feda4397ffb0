package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// within makes the machines and the portal, and has the primary fail so often while everybody nominates.
func within(ctx context.Context, folder string, rounds int) (err error) {
	l, err := newLab(ctx, folder)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil && ctx.Err() == nil {
			l.tails()
		}
	}()
	if err := l.start(ctx); err != nil {
		return err
	}
	each := int(time.Duration(rounds+1) * time.Minute / pace) // more than anybody can come to
	p, err := newPortal(ctx, l, folder, each)
	if err != nil {
		return err
	}
	if err := p.serve(); err != nil {
		return err
	}
	all, err := everybody(ctx, p)
	if err != nil {
		return err
	}
	if err := nominating(ctx, all, each, func(ctx context.Context) error { return l.rounds(ctx, rounds, p, all) }); err != nil {
		return err
	}
	return prove(ctx, p, all)
}

// everybody signs the customers in.
func everybody(ctx context.Context, p *portal) (all crowd, err error) {
	for k := range customers {
		c, err := newCustomer(ctx, p.address, k)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

// nominating does a work while everybody nominates, and ends with the first of them who meets with what is wrong.
func nominating(ctx context.Context, all crowd, each int, work func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stop := make(chan struct{})
	var nominate sync.WaitGroup
	for _, one := range all {
		nominate.Go(func() {
			if err := one.nominates(ctx, each, stop); err != nil {
				cancel(fmt.Errorf("%s: %w", tenant(one.number), err))
			}
		})
	}
	err := work(ctx)
	close(stop)
	nominate.Wait()
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return err
}

// rounds has the primary fail so often, and prints what came of it.
func (l *lab) rounds(ctx context.Context, rounds int, p *portal, all crowd) error {
	var worst round
	fmt.Println(heading)
	for n := range rounds {
		r, err := l.fail(ctx, n, p, all)
		if err != nil {
			return fmt.Errorf("round %d: %w", n+1, err)
		}
		fmt.Println(r.line(n + 1))
		worst.gap, worst.slowest = max(worst.gap, r.gap), max(worst.slowest, r.slowest)
	}
	fmt.Printf("\nWorst: no nomination for %.1f s; longest for one %.1f s.\n", worst.gap.Seconds(), worst.slowest.Seconds())
	return nil
}
