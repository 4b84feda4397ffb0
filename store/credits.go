package store

import (
	"database/sql"
	"slices"

	"shimei/store/programme"
)

// credits are amounts by the month that they are credited in; as a change of the kept ones,
// what is to be added. What is not there is zero.
type credits map[programme.Month]monthCredits

// monthCredits are amounts by account, each a row with a place for every measure.
type monthCredits map[int64][]int64

func (c credits) of(account int64, m programme.Month, measure int) int64 {
	if row := c[m][account]; measure < len(row) {
		return row[measure]
	}
	return 0
}

func (c credits) in(m programme.Month) monthCredits {
	if c[m] == nil {
		c[m] = monthCredits{}
	}
	return c[m]
}

// at returns the place of an amount, made where it is not there yet.
func (c monthCredits) at(account int64, measure, measures int) *int64 {
	row := c[account]
	if measure >= len(row) {
		row = append(row, make([]int64, max(measure+1, measures)-len(row))...)
		c[account] = row
	}
	return &row[measure]
}

// creditRule is Programme.Credit, or a part of it.
type creditRule func(*programme.Tenant, programme.Month, func(programme.Line))

// add puts to c what a rule credits a tenant in month m, times sign. It is the one place
// where the rules turn facts into kept credits.
func (c monthCredits) add(p *programme.Programme, t *programme.Tenant, m programme.Month, sign int64, credit creditRule) (err error) {
	credit(t, m, func(l programme.Line) {
		at := c.at(l.Account, l.Measure, len(p.Measures))
		sum, over := programme.Add(*at, sign*l.Amount)
		if over != nil {
			err = over
		}
		*at = sum
	})
	return err
}

// ahead is for how many months after the latest with usage facts credits are kept: what
// the facts of today give then tells what leaves the windows in the meantime.
const ahead = 3

// keptMonths tells through which month credits are kept.
type keptMonths struct {
	latest  programme.Month // with usage facts (R10)
	through programme.Month // kept: those that come after it included
	any     bool
}

// isNew reports whether a month is later than all with usage facts.
func (k keptMonths) isNew(m programme.Month) bool { return !k.any || m > k.latest }

// next returns the first month that may get its first usage facts.
func (k keptMonths) next() programme.Month {
	if !k.any {
		return earliest
	}
	return k.latest + 1
}

// keptThrough returns through which month credits are kept. Usage that the transaction
// itself adds does not move it: extend does, once all of a file is there.
func (t *tx) keptThrough() (keptMonths, error) {
	if t.kept != nil {
		return *t.kept, nil
	}
	latest, err := t.latestUsage()
	t.kept = &latest
	return latest, err
}

func (t *tx) latestUsage() (keptMonths, error) {
	var month sql.NullInt64
	_, err := t.one([]any{&month}, "SELECT max(month) FROM usage")
	latest := programme.Month(month.Int64)
	return keptMonths{latest, latest + ahead, month.Valid}, err
}

// earliest is a month before all facts.
const earliest programme.Month = 0

// crediting runs a change of what the customers' credits hang on, and changes the kept
// credits by the difference that it made in the months since … the latest kept.
func (t *tx) crediting(customers []int64, since programme.Month, change func() error) error {
	kept, err := t.keptThrough()
	if err != nil {
		return err
	}
	if !kept.any || kept.through < since || len(customers) == 0 {
		return change()
	}
	difference := credits{}
	if err := t.creditsOf(customers, since, kept.through, difference, -1); err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	if err := t.creditsOf(customers, since, kept.through, difference, +1); err != nil {
		return err
	}
	return t.addCredits(difference)
}

// creditsOf derives the credits of some customers in the months from … through.
func (t *tx) creditsOf(customers []int64, from, through programme.Month, into credits, sign int64) error {
	if from > through {
		return nil
	}
	for batch := range slices.Chunk(customers, tenantsAtOnce) {
		b := book{tx: t}
		if err := b.load(batch, from-t.p.UsageReach(), through); err != nil {
			return err
		}
		if err := b.creditMonths(from, through, into, sign); err != nil {
			return err
		}
	}
	return nil
}

// creditingTies is crediting of a change by a person, who waits for it: of the associations
// of one customer and nothing else, so that nothing else is loaded twice.
func (t *tx) creditingTies(customer int64, since programme.Month, change func() error) error {
	kept, err := t.keptThrough()
	if err != nil {
		return err
	}
	if !kept.any || kept.through < since {
		return change()
	}
	b, difference := book{tx: t}, credits{}
	if err := b.load([]int64{customer}, since-t.p.UsageReach(), kept.through); err != nil {
		return err
	}
	if err := b.creditMonths(since, kept.through, difference, -1); err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	if err := b.loadTies([]int64{customer}); err != nil {
		return err
	}
	if err := b.creditMonths(since, kept.through, difference, +1); err != nil {
		return err
	}
	return t.addCredits(difference)
}
