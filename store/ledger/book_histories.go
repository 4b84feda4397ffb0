package ledger

import (
	"slices"

	"shimei/store/db"
	"shimei/store/history"
	"shimei/store/programme"
)

// subscriptionHistory is what changed of a subscription over time. What is nil did not.
type subscriptionHistory struct {
	kinds   programme.History[programme.Kind]
	tenants programme.History[int64]
}

// loadHistories loads what changed over time of the subscriptions whose keys satisfy a condition.
func (b *Book) loadHistories(subject string) error {
	kinds, moved, err := history.ReadTwo(b.d.tx, history.Kind, history.Tenant, subject)
	if b.moved = moved; err != nil || len(kinds)+len(moved) == 0 {
		return err
	}
	b.histories = []subscriptionHistory{{}} // the place 0 is none
	for k := range b.subscriptions {
		x := &b.subscriptions[k]
		var h subscriptionHistory
		if told := kinds[x.key]; told != nil {
			for _, value := range programme.HistoryOf(b.d.p, told) {
				h.kinds = append(h.kinds, programme.Dated[programme.Kind]{From: value.From, Value: history.ToKind(value.Value)})
			}
		}
		if told := b.moved[x.key]; told != nil {
			h.tenants = programme.HistoryOf(b.d.p, told)
		}
		if h.kinds != nil || h.tenants != nil {
			x.history = int32(len(b.histories))
			b.histories = append(b.histories, h)
		}
	}
	return nil
}

// spread gives each of the wanted tenants its own entry of a subscription that moved, and takes away
// those of others.
func (b *Book) spread(wanted func(customer int64) bool) {
	if len(b.moved) == 0 {
		return
	}
	var spread []bookedSubscription
	for _, x := range b.subscriptions {
		told := b.moved[x.key]
		if told == nil {
			spread = append(spread, x)
			continue
		}
		for _, tenant := range valuesOf(told) {
			if wanted(tenant) {
				x.customer = tenant
				spread = append(spread, x)
			}
		}
	}
	b.subscriptions = spread
}

// valuesOf returns the values that something ever had, such as the tenants of a subscription.
func valuesOf(told []programme.Told[int64]) []int64 {
	values := make([]int64, len(told))
	for k := range told {
		values[k] = told[k].Value
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// spreadAssociations gives each tenant the associations with subscriptions that it ever held.
func (b *Book) spreadAssociations(moved history.Values) {
	if len(moved) == 0 {
		return
	}
	var spread []bookedAssociation
	for _, a := range b.associations {
		told := moved[a.Subscription]
		if told == nil {
			spread = append(spread, a)
			continue
		}
		for _, tenant := range valuesOf(told) {
			a.customer = tenant
			spread = append(spread, a)
		}
	}
	b.associations = spread
	b.sortAssociations()
}

// Standings returns the standings of some partners over time, by their keys: those that satisfy a
// condition on p.id.
func (d Deriver) Standings(where string, args ...any) (map[int64]programme.History[programme.Standing], error) {
	standings := map[int64]programme.History[programme.Standing]{}
	var concerned []int64 // they, and their accounts
	var key, account int64
	var is bool
	if err := d.tx.Each(func(scan db.Scan) error {
		err := scan(&key, &account, &is)
		standings[key] = programme.Always(programme.Standing{Account: account, Suspended: is})
		concerned = append(concerned, key, account)
		return err
	}, `SELECT p.id, coalesce(p.parent_id, p.id), p.suspended OR coalesce(g.suspended, FALSE)
		FROM partners p LEFT JOIN partners g ON g.id = p.parent_id WHERE `+where, args...); err != nil {
		return nil, err
	}
	parents, suspended, err := history.ReadTwo(d.tx, history.Parent, history.Status, keysCondition(concerned))
	if err != nil || len(parents)+len(suspended) == 0 {
		return standings, err
	}
	var changing []int64
	for key, now := range standings {
		if parents[key] != nil || suspended[key] != nil || suspended[now[0].Value.Account] != nil {
			changing = append(changing, key)
		}
	}
	return standings, d.changingStandings(changing, parents, standings)
}

// AccountAt tells the account that a partner had at the end of month e, by their keys (R7): itself where
// it had no parent then.
func (d Deriver) AccountAt(e programme.Month) func(partner int64) (int64, error) {
	return func(partner int64) (int64, error) {
		standings, err := d.Standings("p.id = $1", partner)
		return standings[partner].At(d.p.End(e)).Account, err
	}
}

// changingStandings works out the standings of partners that changed over time.
func (d Deriver) changingStandings(changing []int64, parents history.Values, standings map[int64]programme.History[programme.Standing]) error {
	ever := slices.Clone(changing) // they, and their parents ever
	for _, key := range changing {
		ever = append(ever, valuesOf(parents[key])...)
	}
	ownParent, ownStatus := map[int64]int64{}, map[int64]int64{}
	if err := d.tx.Each(func(scan db.Scan) error {
		var key, parent int64
		var is bool
		err := scan(&key, &parent, &is)
		ownParent[key], ownStatus[key] = parent, history.OfSuspended(is)
		ever = append(ever, parent)
		return err
	}, `SELECT id, coalesce(parent_id, 0), suspended FROM partners WHERE id IN `+db.Keys(ever)+
		" OR id IN (SELECT parent_id FROM partners WHERE id IN "+db.Keys(ever)+")"); err != nil {
		return err
	}
	suspended, err := history.Read(d.tx, history.Status, keysCondition(ever))
	if err != nil {
		return err
	}
	suspensions := func(partner int64) (h programme.History[bool]) {
		for _, value := range programme.HistoryOf(d.p, suspended.Of(partner, ownStatus[partner])) {
			h = append(h, programme.Dated[bool]{From: value.From, Value: value.Value == history.OfSuspended(true)})
		}
		return h
	}
	for _, key := range changing {
		standings[key] = programme.StandingsOf(key, programme.HistoryOf(d.p, parents.Of(key, ownParent[key])), suspensions(key), suspensions)
	}
	return nil
}
