package facts

// usageOf reads what a row of usage is of: a subscription, or a tenant and a product (R8).
func (f *File) usageOf(r *UsageRow) {
	tenant, product := f.given(usageTenant), f.given(usageProduct)
	switch subscription := r.SubscriptionID != "" || f.given(usageSubscription); {
	case subscription && !tenant && !product:
	case subscription && tenant:
		f.bad(usageTenant, "usage is of a subscription or of a tenant and a product, and the row names both; leave one of them empty")
	case subscription:
		f.bad(usageProduct, "subscription_id tells the product; leave this empty, or give tenant_id and product alone")
	case tenant && product:
		r.TenantID, r.Product = f.id(usageTenant), f.product(usageProduct)
	case !tenant && !product && f.has(usageSubscription):
		f.bad(usageSubscription, "the cell is empty; every row needs a value here%s", orTenant(f))
	case tenant:
		f.bad(usageProduct, "the cell is empty; usage of a tenant needs the product too")
	default:
		f.bad(usageTenant, "the cell is empty; usage of a product needs the tenant too")
	}
}

// orTenant names the other way in which a row can be known, where the file has the columns for it.
func orTenant(f *File) string {
	if f.has(usageTenant) && f.has(usageProduct) {
		return ", or else tenant_id and product"
	}
	return ""
}
