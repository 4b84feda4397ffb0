package outtake

import "shimei/store/db"

// customers reads the rows of customers by their keys.
func customers(tx *db.Tx, keys []int64, found map[int64][][]any) error {
	return tx.Each(func(scan db.Scan) error {
		var key int64
		var tenant, name, domain, country, reading string
		err := scan(&key, &tenant, &name, &domain, &country, &reading)
		found[key] = [][]any{{tenant, name, domain, country, reading}}
		return err
	}, "SELECT id, tenant_id, name, domain, country, reading FROM customers WHERE id IN "+db.Keys(keys))
}
