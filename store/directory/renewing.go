package directory

import "shimei/store/programme"

// Renewing is a customer's subscriptions that are renewed soon, and not by themselves.
type Renewing struct {
	Count   int64
	Product int               // of the first, as a place in Programme.Products
	First   programme.Instant // when the first is renewed
}

// Renewing returns those of a customer within the days that the programme calls soon.
func (d Directory) Renewing(customer int64) (x Renewing, err error) {
	var product string
	_, err = d.tx.One([]any{&x.Count, &product, &x.First}, `SELECT count(*) OVER (), product, renewal_at FROM subscriptions
		WHERE customer_id = $1 AND (end_at IS NULL OR end_at > $2) AND auto_renew = FALSE AND renewal_at >= $3 AND renewal_at < $4
		ORDER BY renewal_at, id LIMIT 1`, customer, d.tx.Now, d.p.RenewalsFrom(d.tx.Now), d.p.RenewalsUntil(d.tx.Now))
	x.Product, _ = d.p.Product(product)
	return x, err
}
