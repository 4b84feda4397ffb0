package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math"
	"slices"

	"shimei/store/programme"
)

// creditKey names one kept credit: an account's amount of one measure in one month.
type creditKey struct {
	account int64
	month   programme.Month
	measure int
}

// credits are amounts by their key; as a change of the kept ones, what is to be added.
type credits map[creditKey]int64

func compareKeys(a, b creditKey) int {
	return cmp.Or(cmp.Compare(a.account, b.account), cmp.Compare(a.month, b.month), cmp.Compare(a.measure, b.measure))
}

// add puts to c what the tenants are credited in the months from … through, times sign.
// It is the one place where the rules turn facts into kept credits.
func (c credits) add(p *programme.Programme, tenants []programme.Tenant, from, through programme.Month, sign int64) (err error) {
	for k := range tenants {
		t := &tenants[k]
		for m := max(from, firstMonth(p, t)); m <= through; m++ {
			p.Credit(t, m, func(l programme.Line) {
				key := creditKey{l.Account, m, l.Measure}
				sum, over := programme.Add(c[key], sign*l.Amount)
				if over != nil {
					err = over
				}
				if c[key] = sum; sum == 0 {
					delete(c, key)
				}
			})
		}
	}
	return err
}

// firstMonth returns the month in which the tenant's first subscription starts: nothing is
// credited before it.
func firstMonth(p *programme.Programme, t *programme.Tenant) programme.Month {
	first := programme.NoEnd
	for k := range t.Subscriptions {
		first = min(first, t.Subscriptions[k].Start)
	}
	return p.MonthAt(first)
}

// creditsOf derives the credits of some customers in the months from … through.
func (t *tx) creditsOf(customers []int64, from, through programme.Month, into credits, sign int64) error {
	for len(customers) > 0 && from <= through {
		n := min(tenantsAtOnce, len(customers))
		tenants, err := t.tenants(customers[:n], from, through)
		if err != nil {
			return err
		}
		if err := into.add(t.p, tenants, from, through, sign); err != nil {
			return err
		}
		customers = customers[n:]
	}
	return nil
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
	through := kept.through
	difference := credits{}
	if err := t.creditsOf(customers, since, through, difference, -1); err != nil {
		return err
	}
	if err := change(); err != nil {
		return err
	}
	if err := t.creditsOf(customers, since, through, difference, +1); err != nil {
		return err
	}
	return t.addCredits(difference)
}

// addCredits adds a difference to the kept credits.
func (t *tx) addCredits(difference credits) error {
	changed := slices.SortedFunc(maps.Keys(difference), compareKeys)
	for batch := range slices.Chunk(changed, 500) {
		kept, err := t.creditsAt(batch)
		if err != nil {
			return err
		}
		var put [][]any
		for _, k := range batch {
			sum, err := programme.Add(kept[k], difference[k])
			if err == nil {
				err = t.fitsFigure(k.measure, sum)
			}
			if err != nil {
				return fmt.Errorf("credit of %s: %w", k.month, err)
			}
			if sum != 0 {
				put = append(put, []any{k.account, k.month, k.measure, sum})
			} else if err := t.exec("DELETE FROM credits WHERE account_id = $1 AND month = $2 AND measure = $3", k.account, k.month, k.measure); err != nil {
				return err
			}
		}
		if err := t.insert("INSERT INTO credits (account_id, month, measure, amount) VALUES", put,
			"ON CONFLICT (account_id, month, measure) DO UPDATE SET amount = excluded.amount"); err != nil {
			return err
		}
	}
	return nil
}

// fitsFigure errs where a figure that adds up as many such credits as its window has months
// could pass 2^63 (R11): what is kept can always be shown.
func (t *tx) fitsFigure(measure int, amount int64) error {
	first, last := t.p.Window(measure, 0)
	if most := math.MaxInt64 / int64(last-first+1); amount > most || amount < -most {
		return fmt.Errorf("%d is beyond what a figure can hold", amount)
	}
	return nil
}

func (t *tx) creditsAt(batch []creditKey) (credits, error) {
	var accounts []int64
	first, last := batch[0].month, batch[0].month
	for _, k := range batch {
		accounts = append(accounts, k.account)
		first, last = min(first, k.month), max(last, k.month)
	}
	return t.credits("account_id IN "+keys(slices.Compact(accounts))+" AND month BETWEEN $1 AND $2", first, last)
}

// credits reads the kept credits that satisfy a condition.
func (t *tx) credits(where string, args ...any) (credits, error) {
	c := credits{}
	err := t.each(func(scan func(...any) error) error {
		var k creditKey
		var amount int64
		if err := scan(&k.account, &k.month, &k.measure, &amount); err != nil {
			return err
		}
		c[k] = amount
		return nil
	}, "SELECT account_id, month, measure, amount FROM credits WHERE "+where, args...)
	return c, err
}

// extend keeps the credits of the months that usage was added for, where it is later than
// all that was there before. The months ahead were kept without it, and are kept anew.
func (t *tx) extend() error {
	before, err := t.keptThrough()
	if err != nil {
		return err
	}
	latest, err := t.latestUsage()
	if err != nil || !latest.any || before.any && latest.latest <= before.latest {
		return err
	}
	from := earliest
	if before.any {
		from = before.latest + 1
		if err := t.exec("DELETE FROM credits WHERE month >= $1", from); err != nil {
			return err
		}
	}
	added, err := t.derive(from, latest.through)
	if err != nil {
		return err
	}
	t.kept = &latest
	return t.addCredits(added)
}

// derive works out all credits of the months from … through from the facts.
func (t *tx) derive(from, through programme.Month) (credits, error) {
	customers, err := t.customerKeys("SELECT DISTINCT customer_id FROM associations ORDER BY customer_id")
	if err != nil {
		return nil, err
	}
	all := credits{}
	return all, t.creditsOf(customers, from, through, all, +1)
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
	before, err := t.credits("TRUE")
	if err != nil {
		return nil, 0, err
	}
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
	for k, amount := range right {
		if before[k] != amount {
			differed++
		}
	}
	for k := range before {
		if _, is := right[k]; !is {
			differed++
		}
	}
	return right, differed, nil
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
