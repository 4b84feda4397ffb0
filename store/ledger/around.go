package ledger

import "shimei/store/programme"

// Around runs a change of facts or associations of the customers, which are keys, and changes the
// kept credits by the difference that the change makes in the months from since on. Its errors are
// those of the change, of the database, and of a sum that does not fit (R11).
func (l *Ledger) Around(customers []int64, since programme.Month, change func() error) error {
	months, err := l.Months()
	if err != nil {
		return err
	}
	if !months.Any || months.Through() < since || len(customers) == 0 {
		return change()
	}
	difference := Credits{}
	if err := l.facts.DeriveFor(customers, since, months.Through(), difference, -1); err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	if err := l.facts.DeriveFor(customers, since, months.Through(), difference, +1); err != nil {
		return err
	}
	return l.add(difference)
}

// AroundAssociations is Around for a change by a person, who waits for it: it changes associations of
// the customers and no facts, so that only associations are loaded twice. An import that is being staged is told of it.
func (l *Ledger) AroundAssociations(customers []int64, since programme.Month, change func() error) error {
	if err := tellStaging(l.facts.tx, customers); err != nil {
		return err
	}
	months, err := l.Months()
	if err != nil {
		return err
	}
	if !months.Any || months.Through() < since {
		return change()
	}
	b, difference := Book{d: l.facts}, Credits{}
	if err := b.load(customers, l.facts.p.Needs(since).Usage, months.Through()); err != nil {
		return err
	}
	if err := b.creditMonths(since, months.Through(), difference, -1); err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	if err := b.loadAssociationsOf(customers); err != nil {
		return err
	}
	if err := b.creditMonths(since, months.Through(), difference, +1); err != nil {
		return err
	}
	return l.add(difference)
}
