package ledger

import (
	"cmp"
	"strings"

	"shimei/store/programme"
)

// Usage is a row of usage as it is stored.
type Usage struct {
	UsageKey
	UsageAmounts
}

// UsageKey identifies a row of usage.
type UsageKey struct {
	Subscription int64 // key; below 0 that of a tenant and a product (R8)
	Month        programme.Month
	Workload     string // "" for the total of the product
}

// Compare orders rows as they are stored: by month, subscription and workload.
func (k UsageKey) Compare(o UsageKey) int {
	switch {
	case k.Month != o.Month:
		return cmp.Compare(k.Month, o.Month)
	case k.Subscription != o.Subscription:
		return cmp.Compare(k.Subscription, o.Subscription)
	}
	return strings.Compare(k.Workload, o.Workload)
}

// UsageAmounts are the amounts of a row of usage: seats, users, and minor units of money. An amount
// that was not reported is nil.
type UsageAmounts struct{ Available, Assigned, Active, Consumed *int64 }

// SubscriptionRef is the subscription that an id stands for, or a tenant and a product. Key and Customer are
// the database's keys.
type SubscriptionRef struct {
	Key, Customer int64
	Product       int // place in Programme.Products
}

// SubscriptionRefs are subscriptions by the keys of their ids.
type SubscriptionRefs = map[programme.Key]SubscriptionRef
