package statement

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// keyed are the tables whose rows files know by an id, with the columns of the id and of its key.
var keyed = []struct{ noun, from string }{
	{"partner", "partner_id, partner_key FROM partners"}, {"customer", "tenant_id, tenant_key FROM customers"},
	{"subscription", "subscription_id, subscription_key FROM subscriptions"}, {"sale", "order_id, order_key FROM sales"},
}

// keys reports ids whose keys, by which they are found, are not those that are kept.
func (v *verifier) keys() error {
	for _, k := range keyed {
		if err := v.s.tx.Each(func(scan db.Scan) error {
			var id, key string
			err := scan(&id, &key)
			if want := programme.KeyOf(id); err == nil && programme.Key(key) != want {
				v.report(0, "the %s %q is kept under the key %q, not %q, and is not found by its id; correct the database by hand", k.noun, id, key, want)
			}
			return err
		}, "SELECT "+k.from+" ORDER BY 1"); err != nil {
			return err
		}
	}
	return nil
}
