package ledger

import (
	"slices"

	"shimei/store/db"
	"shimei/store/programme"
)

// Deriver derives credits from the facts by one programme, and writes nothing.
type Deriver struct {
	tx      *db.Tx
	p       *programme.Programme
	inForce *programme.Programme // by whose time zone the database holds days
	past    bool                 // p is the programme of a closed month, and may not know later products or routes
	usage   *Months              // with usage facts, where the transaction only reads; else nil
	inRange int64                // tenants in memory at a time where all are gone through
}

// tenantsAtOnce is how many tenants are held in memory at a time where they are named.
const tenantsAtOnce = 500

// months returns the months with usage facts, which the transaction may have changed unless they are known.
func (d Deriver) months() (Months, error) {
	if d.usage != nil {
		return *d.usage, nil
	}
	return MonthsIn(d.tx)
}

// Derive returns all credits of the months from … through, as the facts give them now. The error is
// of the database, of a fact that the programme does not know, or of a sum beyond 2^63 (R11).
func (d Deriver) Derive(from, through programme.Month) (Credits, error) {
	return d.deriveBy(d.whole, from, through, nil)
}

// whole is the rule of every month, where all credits are derived.
func (d Deriver) whole(programme.Month) rule { return d.p.Credit }

// deriveBy derives the credits of each month by its rule, and none where that is nil. It goes through
// the tenants range by range, for the sake of memory, and through each range month by month. ready is
// the book of the first range, or nil.
func (d Deriver) deriveBy(ruleOf func(programme.Month) rule, from, through programme.Month, ready *readyBook) (Credits, error) {
	ranges, err := d.ranges()
	if err != nil {
		return nil, err
	}
	all := Credits{}
	for _, customers := range ranges {
		b, err := ready.take(d, customers, from)
		if err != nil {
			return nil, err
		}
		first := max(from, b.firstMonth())
		for m := d.p.Needs(first).Usage; m <= through; m++ {
			if err := b.nextMonth(m); err != nil {
				return nil, err
			}
			if credit := ruleOf(m); m >= first && credit != nil {
				if err := b.creditAtOnce(all.in(m), m, credit); err != nil {
					return nil, err
				}
			}
		}
	}
	return all, nil
}

// DeriveFor adds the credits for some customers, by their keys, in the months from … through to into,
// times sign. Its errors are those of Derive.
func (d Deriver) DeriveFor(customers []int64, from, through programme.Month, into Credits, sign int64) error {
	return d.deriveForBy(d.whole, customers, from, through, into, sign)
}

// deriveForBy is DeriveFor by a rule of each month.
func (d Deriver) deriveForBy(ruleOf func(programme.Month) rule, customers []int64, from, through programme.Month, into Credits, sign int64) error {
	if from > through {
		return nil
	}
	for batch := range slices.Chunk(customers, tenantsAtOnce) {
		b := Book{d: d}
		if err := b.load(batch, d.p.Needs(from).Usage, through); err != nil {
			return err
		}
		if err := b.creditMonthsBy(ruleOf, from, through, into, sign); err != nil {
			return err
		}
	}
	return nil
}

// Tenants returns customers, by their keys, as the rules see them, with the usage that the credits of
// the months from … through need. It leaves out tenants without subscriptions.
func (d Deriver) Tenants(customers []int64, from, through programme.Month) (all []programme.Tenant, err error) {
	for batch := range slices.Chunk(customers, tenantsAtOnce) {
		b := Book{d: d}
		if err := b.load(batch, d.p.Needs(from).Usage, through); err != nil {
			return nil, err
		}
		b.Each(func(x *programme.Tenant) { all = append(all, clone(x)) })
	}
	return all, nil
}

// clone copies a tenant that the book will fill anew.
func clone(x *programme.Tenant) programme.Tenant {
	c := programme.Tenant{Key: x.Key, Subscriptions: slices.Clone(x.Subscriptions), Associations: slices.Clone(x.Associations),
		Usage: slices.Clone(x.Usage)}
	for k := range c.Subscriptions {
		s := &c.Subscriptions[k]
		s.Usage, s.Sales = slices.Clone(s.Usage), slices.Clone(s.Sales)
	}
	return c
}
