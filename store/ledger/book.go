package ledger

import (
	"fmt"
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/history"
	"shimei/store/programme"
)

// Book holds many tenants in little memory: plain rows without pointers, in the order of
// customers. It fills one programme.Tenant after the other from them.
type Book struct {
	d             Deriver                       // whose facts it holds
	subscriptions []bookedSubscription          // by customer, then key
	place         map[int64]int32               // of a subscription, by key
	associations  []bookedAssociation           // by customer, then key
	unsettled     []*programme.DatedAssociation // those of another zone than the database's; else none
	sales         []bookedSale                  // by the place of their subscription
	usage         []monthUsage                  // by month
	ids           map[int64]string              // of subscriptions; nil where nobody asks for them
	refs          SubscriptionRefs              // of subscriptions; nil where nobody asks for them
	named         func()                        // the book calls it once the refs are there; or nil
	added         *addedUsage                   // of the import that goes on; or nil
	rest          func() error                  // waits for the associations and sales; nil where they are there
	histories     []subscriptionHistory         // of those that changed, from place 1 on
	moved         history.Values                // the tenants of the subscriptions that moved
	kinds         words
	always        []programme.History[programme.Kind] // of each of the kinds
	workloads     words
}

// bookedSubscription is a subscription or, with a key below 0, the product of a tenant's usage.
type bookedSubscription struct {
	customer, key int64
	start, end    programme.Instant
	product       int32
	kind          int32 // in Book.kinds
	history       int32 // in Book.histories, 0 for none
}

type bookedAssociation struct {
	customer int64
	programme.Association
}

type bookedSale struct {
	place int32
	programme.Sale
}

// words gives each of a few texts a number.
type words []string

func (w *words) number(text string) int32 {
	place := slices.Index(*w, text)
	if place < 0 {
		place = len(*w)
		*w = append(*w, text)
	}
	return int32(place)
}

// load loads the tenants with these keys, with their usage of the months from … through.
func (b *Book) load(customers []int64, from, through programme.Month) error {
	held, err := history.Having(b.d.tx, history.Tenant, customers)
	if err != nil {
		return err
	}
	var args []any
	if err := b.loadSubscriptions(among(customers), orAmong("customer_id IN "+db.Among(customers, &args), "id", held), args...); err != nil {
		return err
	}
	if err := b.loadTenantProducts("customer_id IN " + db.Keys(customers)); err != nil {
		return err
	}
	if err := b.loadAssociationsOf(customers); err != nil {
		return err
	}
	args = nil
	if err := b.loadSales("subscription_id IN "+db.Among(b.keys(), &args), args...); err != nil {
		return err
	}
	return b.loadUsageOf(from, through)
}

// loadAssociationsOf loads the associations of the tenants with these keys. It replaces the ones
// that were loaded before.
func (b *Book) loadAssociationsOf(customers []int64) error {
	b.associations = b.associations[:0]
	var args []any
	where := orAmong("customer_id IN "+db.Among(customers, &args), "subscription_id", slices.Sorted(maps.Keys(b.moved)))
	if err := b.loadAssociations(where, args...); err != nil {
		return err
	}
	b.settle()
	b.spreadAssociations(b.moved)
	return b.loadStandingsOfPartners()
}

// orAmong is a condition, or that a column is one of some keys. Without keys it stays as it is.
func orAmong(condition, column string, keys []int64) string {
	if len(keys) == 0 {
		return condition
	}
	return "(" + condition + " OR " + column + " IN " + db.Keys(keys) + ")"
}

// among returns the condition that a customer is one of some.
func among(customers []int64) func(int64) bool {
	return func(customer int64) bool { return slices.Contains(customers, customer) }
}

// loadUsageOf loads the usage of the subscriptions in the months from … through.
func (b *Book) loadUsageOf(from, through programme.Month) error {
	months, err := b.monthsWithUsage(from, through)
	if err != nil || len(months) == 0 {
		return err
	}
	var args []any
	where := "month IN " + db.Among(months, &args)
	where += " AND subscription_id IN " + db.Among(b.keys(), &args)
	return b.loadUsage(where, args...)
}

// keys returns the keys of the subscriptions.
func (b *Book) keys() []int64 {
	all := make([]int64, len(b.subscriptions))
	for k := range b.subscriptions {
		all[k] = b.subscriptions[k].key
	}
	return all
}

// loadRange loads the tenants of a range, without usage, for credits from month since on. It reads
// each table through, which is much faster than seeking most of its rows: the + 0 keeps the engines
// from the index.
func (b *Book) loadRange(customers customerRange, since programme.Month) error {
	if err := b.loadSubscriptionsOf(customers); err != nil {
		return err
	}
	if err := b.loadAssociationsSince(customers, since); err != nil {
		return err
	}
	b.spreadAssociations(b.moved)
	return b.loadSalesSince(since)
}

func (b *Book) loadSubscriptionsOf(customers customerRange) error {
	var count int
	if _, err := b.d.tx.One([]any{&count}, "SELECT count(*) FROM subscriptions"); err != nil {
		return err
	}
	b.subscriptions = make([]bookedSubscription, 0, count)
	if b.refs != nil {
		b.refs = make(SubscriptionRefs, count)
	}
	if err := b.loadSubscriptions(customers.has, "("+customers.condition()+" OR id "+customers.held()+")"); err != nil {
		return err
	}
	return b.loadTenantProducts(customers.condition())
}

func (b *Book) loadAssociationsSince(customers customerRange, since programme.Month) error {
	var count int
	if _, err := b.d.tx.One([]any{&count}, "SELECT count(*) FROM associations"); err != nil {
		return err
	}
	b.associations = make([]bookedAssociation, 0, count)
	where := "(" + customers.condition() + " OR subscription_id IN (SELECT subject FROM histories WHERE attribute = 'tenant'))"
	if err := b.loadAssociations(where+" AND (to_at IS NULL OR to_at > $1"+b.d.orSettledElsewhere()+")", b.d.earliest(b.d.p.Needs(since).Ended)); err != nil {
		return err
	}
	b.settle()
	return b.loadStandings("TRUE")
}

func (b *Book) loadSalesSince(since programme.Month) error {
	return b.loadSales("sold_at >= $1", b.d.earliest(b.d.p.Needs(since).Sold))
}

// nextMonth loads the usage of month m, where it has any that is not just being staged, and drops the months that the
// credits of m do not need.
func (b *Book) nextMonth(m programme.Month) error {
	needed := b.d.p.Needs(m).Usage
	b.usage = slices.DeleteFunc(b.usage, func(u monthUsage) bool { return u.month < needed })
	if b.added != nil && b.added.month == m && b.added.into(b) {
		return nil
	}
	known, err := b.d.months()
	if err != nil || !known.Any || m > known.Latest {
		return err
	}
	return b.loadUsage(fmt.Sprintf("month = %d", m))
}

// firstMonth returns the month in which the first subscription starts: nothing is credited
// before it.
func (b *Book) firstMonth() programme.Month {
	first := programme.NoEnd
	for k := range b.subscriptions {
		first = min(first, b.subscriptions[k].start)
	}
	return b.d.p.MonthAt(first)
}

// partners returns the partners of the associations.
func (b *Book) partners() []int64 {
	all := make([]int64, len(b.associations))
	for k := range b.associations {
		all[k] = b.associations[k].Partner
	}
	slices.Sort(all)
	return slices.Compact(all)
}
