package intake

import (
	"fmt"

	"shimei/store/ledger"
	"shimei/store/programme"
)

// usageKey is the key of a row of usage in its parts, by ids: of a subscription, or of a tenant and a
// product.
type usageKey struct {
	subscription    string
	tenant, product string // "" for usage of a subscription
	month           programme.Month
	workload        string
}

// ofWhatUsage joins to the rows u of usage what they are of.
const ofWhatUsage = `LEFT JOIN subscriptions s ON s.id = u.subscription_id
	LEFT JOIN tenant_products t ON t.id = -u.subscription_id LEFT JOIN customers c ON c.id = t.customer_id`

func (k usageKey) text() string {
	if k.product != "" {
		return encoded([]string{k.tenant, k.product, k.month.String(), k.workload})
	}
	return encoded([]string{k.subscription, k.month.String(), k.workload})
}

// keyed returns the key as it is compared.
func (k usageKey) keyed() usageKey {
	k.subscription, k.tenant = keyed(k.subscription), keyed(k.tenant)
	return k
}

func usageKeyOf(key string) (k usageKey, err error) {
	switch parts := keyParts(key); len(parts) {
	case 3:
		k = usageKey{subscription: parts[0], workload: parts[2]}
		k.month, err = programme.ParseMonth(parts[1])
	case 4:
		k = usageKey{tenant: parts[0], product: parts[1], workload: parts[3]}
		k.month, err = programme.ParseMonth(parts[2])
	default:
		err = fmt.Errorf("%q is no key of usage", key)
	}
	return k, err
}

// usageRefs returns the keys of some steps in their parts, and what each is of: nothing where that is there
// no more.
func (im *importer) usageRefs(steps []step) ([]usageKey, []ledger.SubscriptionRef, error) {
	keys := make([]usageKey, len(steps))
	var subscriptions, tenants []programme.Key
	for n, s := range steps {
		var err error
		if keys[n], err = usageKeyOf(s.key); err != nil {
			return nil, nil, err
		}
		if keys[n].product != "" {
			tenants = append(tenants, programme.KeyOf(keys[n].tenant))
		} else {
			subscriptions = append(subscriptions, programme.KeyOf(keys[n].subscription))
		}
	}
	bySubscription, err := im.subscriptionsOf(subscriptions)
	if err != nil {
		return nil, nil, err
	}
	customers, err := im.customerKeysOf(tenants)
	if err != nil {
		return nil, nil, err
	}
	refs := make([]ledger.SubscriptionRef, len(steps))
	wanted := map[tenantProduct]bool{}
	for n, k := range keys {
		if k.product == "" {
			refs[n] = bySubscription[programme.KeyOf(k.subscription)]
		} else if place, known := im.p.Product(k.product); known && customers[programme.KeyOf(k.tenant)] != 0 {
			refs[n] = ledger.SubscriptionRef{Customer: customers[programme.KeyOf(k.tenant)], Product: place}
			wanted[tenantProduct{refs[n].Customer, k.product}] = true
		}
	}
	made, err := im.tenantProductsOf(wanted)
	for n, k := range keys {
		if k.product != "" {
			refs[n].Key = made[tenantProduct{refs[n].Customer, k.product}]
		}
	}
	return keys, refs, err
}
