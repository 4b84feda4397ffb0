package main

import (
	"errors"
	"fmt"
	"time"
)

// overviewByUsage is the overview's p99 where there is a year's usage, against that where
// there is little, of the same partners and customers.
func (b *bench) overviewByUsage() (r row, err error) {
	full, err := b.after(monthsAtFirst)
	if err != nil {
		return row{}, err
	}
	few := b.world.few(fewUsageRows, b.Scale)
	little, err := b.withLittleUsage(few)
	if err != nil {
		return row{}, err
	}
	var sites [2]*site
	for k, db := range []string{full, little} {
		if sites[k], err = b.site(fmt.Sprintf("usage-%d", k), db); err != nil {
			return row{}, err
		}
		defer func() { err = errors.Join(err, sites[k].close()) }()
	}
	if err := removeDB(little); err != nil {
		return row{}, err
	}
	v := b.visits(readers)
	defer v.clients.close()
	n := b.times(4000, 3*readers)
	took, err := overviewsInTurn(v, sites, n)
	if err != nil {
		return row{}, err
	}
	ours, against := percentile(took[0], 99).Seconds(), percentile(took[1], 99).Seconds()
	return row{
		work: fmt.Sprintf("overview page, p99, %d usage rows", b.world.subscriptions*monthsAtFirst), ours: inMillis(ours),
		against: fmt.Sprintf("%s, %d usage rows", inMillis(against), few*monthsAtFirst), ratio: ours / against,
		must: atMost(1.5, "1.5"), aim: atMost(1.1, "1.1"),
	}, nil
}

// overviewsInTurn visits the overviews of two sites in turn, n at a time, and returns how long each
// visit took. The first n of each warm it up and are not counted.
func overviewsInTurn(v *visits, sites [2]*site, n int) (took [2][]time.Duration, err error) {
	measure := func(k int) func() (float64, error) {
		return func() (float64, error) {
			a, err := v.overviews(sites[k], n+len(took[k]), n)
			took[k] = append(took[k], a.took...)
			return 0, err
		}
	}
	for _, x := range sites {
		if _, err := v.overviews(x, 0, n); err != nil {
			return took, err
		}
	}
	_, _, err = inTurn(measure(0), measure(1))
	return took, err
}

// withLittleUsage returns a database with the usage of a few subscriptions only.
func (b *bench) withLittleUsage(few int) (string, error) {
	base, err := b.after(0)
	if err != nil {
		return "", err
	}
	db := b.path("little.db")
	if err := copyDB(db, base); err != nil {
		return "", err
	}
	file, err := b.world.writeUsage(b.folder, 1, monthsAtFirst, few)
	if err != nil {
		return "", err
	}
	_, err = b.take(db, file)
	return db, err
}
