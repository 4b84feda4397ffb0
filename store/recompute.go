package store

import (
	"context"

	"shimei/store/programme"
)

// extend keeps the credits of the months that usage was added for, where it is later than
// all that was there before. What the months ahead were kept with stays, but for what usage
// of the months before gave them.
func (t *tx) extend(ready *readyBook) error {
	before, err := t.keptThrough()
	if err != nil {
		return err
	}
	latest, err := t.latestUsage()
	if err != nil || !latest.any || before.any && latest.latest <= before.latest {
		return err
	}
	from, rule := before.next(), t.whole
	if before.any {
		if err := t.forgetUsage(from, before.through); err != nil {
			return err
		}
		rule = func(m programme.Month) creditRule {
			switch {
			case m > before.through:
				return t.p.Credit
			case m <= latest.latest+t.p.UsageReach():
				return t.p.CreditUsage
			}
			return nil
		}
	}
	added, err := t.deriveBy(rule, from, latest.through, ready)
	if err != nil {
		return err
	}
	t.kept = &latest
	return t.addCredits(added)
}

// forgetUsage drops what usage gave the kept credits of the months from … through. With the
// accounts named, it does not look at the months of all the years before.
func (t *tx) forgetUsage(from, through programme.Month) error {
	var measures []int64
	for measure := range t.p.Measures {
		if t.p.CountsUsage(measure) {
			measures = append(measures, int64(measure))
		}
	}
	return t.exec(`DELETE FROM credits WHERE account_id IN (SELECT id FROM partners) AND month BETWEEN $1 AND $2
		AND measure IN `+keys(measures), from, through)
}

// derive works out all credits of the months from … through from the facts.
func (t *tx) derive(from, through programme.Month) (credits, error) {
	return t.deriveBy(t.whole, from, through, nil)
}

// whole is the rule of every month, where all credits are derived.
func (t *tx) whole(programme.Month) creditRule { return t.p.Credit }

// deriveBy derives by the rule of each month, nil where nothing is to be derived. It goes
// through the tenants in parts, for the sake of memory, and through a part month by month.
// ready is the book of the first part, or nil.
func (t *tx) deriveBy(rule func(programme.Month) creditRule, from, through programme.Month, ready *readyBook) (credits, error) {
	parts, err := t.parts()
	if err != nil {
		return nil, err
	}
	all := credits{}
	for _, p := range parts {
		b, err := ready.take(t, p, from)
		if err != nil {
			return nil, err
		}
		first := max(from, b.firstMonth())
		for m := first - t.p.UsageReach(); m <= through; m++ {
			if err := b.nextMonth(m); err != nil {
				return nil, err
			}
			if credit := rule(m); m >= first && credit != nil {
				if err := b.creditAtOnce(all.in(m), m, credit); err != nil {
					return nil, err
				}
			}
		}
	}
	return all, nil
}

func (t *tx) customerKeys(query string, args ...any) ([]int64, error) {
	var customers []int64
	err := t.each(func(scan func(...any) error) error {
		var id int64
		err := scan(&id)
		customers = append(customers, id)
		return err
	}, query, args...)
	return customers, err
}

// compared derives the credits from the facts and returns how many kept ones differ.
func (t *tx) compared() (right credits, differed int, err error) {
	kept, err := t.keptThrough()
	if err != nil {
		return nil, 0, err
	}
	right = credits{}
	if kept.any {
		if right, err = t.derive(earliest, kept.through); err != nil {
			return nil, 0, err
		}
	}
	missing := right.count()
	err = t.eachCredit(func(k keptCredit) {
		amount := right.of(k.account, k.month, k.measure)
		if amount != k.amount {
			differed++
		}
		if amount != 0 {
			missing--
		}
	}, "TRUE")
	return right, differed + missing, err
}

// count returns how many amounts there are.
func (c credits) count() (n int) {
	for _, month := range c {
		for _, row := range month {
			for _, amount := range row {
				if amount != 0 {
					n++
				}
			}
		}
	}
	return n
}

// recompute rebuilds the credits from the facts and returns how many kept ones differed.
func (t *tx) recompute() (differed int, err error) {
	right, differed, err := t.compared()
	if err != nil || differed == 0 {
		return 0, err
	}
	if err := t.exec("DELETE FROM credits"); err != nil {
		return 0, err
	}
	return differed, t.addCredits(right)
}

// Recompute rebuilds all credits from the facts and associations and returns how many of
// the kept ones differed: none, unless the database was changed by other hands.
func (s *Store) Recompute(ctx context.Context) (differed int, err error) {
	err = s.bulk(ctx, func(t *tx) error {
		differed, err = t.recompute()
		return err
	})
	return differed, err
}
