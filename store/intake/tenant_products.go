package intake

import (
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// tenantProduct is a tenant and a product that usage is reported of in place of subscriptions (R8): the
// customer by its key, the product by its id.
type tenantProduct struct {
	customer int64
	product  string
}

// tenantProductsOf returns some tenants' products with their keys, which are below 0. It makes those that
// are new.
func (im *importer) tenantProductsOf(wanted map[tenantProduct]bool) (map[tenantProduct]int64, error) {
	if im.tenantProducts == nil {
		im.tenantProducts = map[tenantProduct]int64{}
	}
	unknown := func() (customers []int64, rows [][]any) {
		for x := range wanted {
			if im.tenantProducts[x] == 0 {
				customers, rows = append(customers, x.customer), append(rows, []any{x.customer, x.product})
			}
		}
		return customers, rows
	}
	customers, rows := unknown()
	if err := im.readTenantProducts(customers); err != nil || len(rows) == 0 {
		return im.tenantProducts, err
	}
	if customers, rows = unknown(); len(rows) == 0 {
		return im.tenantProducts, nil
	}
	if err := im.tx.Insert("INSERT INTO tenant_products (customer_id, product) VALUES", rows, ""); err != nil {
		return nil, err
	}
	return im.tenantProducts, im.readTenantProducts(customers)
}

func (im *importer) readTenantProducts(customers []int64) error {
	if len(customers) == 0 {
		return nil
	}
	return im.tx.Each(func(scan db.Scan) error {
		var x tenantProduct
		var key int64
		err := scan(&key, &x.customer, &x.product)
		im.tenantProducts[x] = -key
		return err
	}, "SELECT id, customer_id, product FROM tenant_products WHERE customer_id IN "+db.Keys(slices.Compact(slices.Sorted(slices.Values(customers)))))
}

// refsOfTenants returns, for the rows that are of a tenant and a product, what usage knows them by. It
// reports those of unknown tenants.
func (im *usageImport) refsOfTenants(rows []facts.UsageRow) (func(*facts.UsageRow) (ledger.SubscriptionRef, bool), error) {
	tenants := idsOf(rows, func(r *facts.UsageRow) string { return r.TenantID })
	if len(tenants) == 0 {
		return nil, nil
	}
	customers, err := im.customerKeysOf(tenants)
	if err != nil {
		return nil, err
	}
	wanted := map[tenantProduct]bool{}
	of := func(r *facts.UsageRow) tenantProduct {
		return tenantProduct{customers[programme.KeyOf(r.TenantID)], im.p.Products[r.Product].ID}
	}
	for k := range rows {
		if x := of(&rows[k]); rows[k].TenantID != "" && x.customer != 0 {
			wanted[x] = true
		}
	}
	keys, err := im.tenantProductsOf(maps.Clone(wanted))
	return func(r *facts.UsageRow) (ledger.SubscriptionRef, bool) {
		x := of(r)
		if x.customer == 0 {
			im.unknownCustomer(r.Line, r.TenantID)
			return ledger.SubscriptionRef{}, false
		}
		return ledger.SubscriptionRef{Key: keys[x], Customer: x.customer, Product: r.Product}, true
	}, err
}
