package intake

import (
	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/programme"
)

func (im *importer) customers(rows []facts.CustomerRow) error {
	stored := make(map[programme.Key]facts.CustomerRow, len(rows))
	err := im.tx.EachOf(texts(idsOf(rows, func(r *facts.CustomerRow) string { return r.TenantID })),
		"SELECT tenant_key, tenant_id, name, domain, country, reading FROM customers WHERE tenant_key IN ",
		func(scan db.Scan) error {
			var key programme.Key
			var r facts.CustomerRow
			err := scan(&key, &r.TenantID, &r.Name, &r.Domain, &r.Country, &r.Reading)
			stored[key] = r
			return err
		})
	if err != nil {
		return err
	}
	var put [][]any
	var ids []string
	for _, r := range rows {
		key := programme.KeyOf(r.TenantID)
		old, existed := stored[key]
		if !existed && !im.canAdd(r.Line, r.TenantID) {
			continue
		}
		if existed {
			r.TenantID = old.TenantID
		}
		r, old.Line = im.file.OverCustomer(old, r), r.Line
		im.clearsOfCustomer(&old, &r)
		im.count(existed, old == r)
		if old != r {
			ids = append(ids, r.TenantID)
			put = append(put, []any{r.TenantID, key, r.Name, r.Domain, r.Country, r.Reading, db.SortedAs(r.Name, r.Reading), db.FoundAs(r.Name, r.Reading),
				im.key, r.Line})
		}
	}
	if err := im.remember(ids); err != nil {
		return err
	}
	return im.putCustomers(put)
}

// putCustomers writes rows of customers.
func (im *importer) putCustomers(put [][]any) error {
	return im.tx.Insert("INSERT INTO customers (tenant_id, tenant_key, name, domain, country, reading, sorted, found, import_id, line) VALUES", put,
		`ON CONFLICT (tenant_key) DO UPDATE SET name = excluded.name, domain = excluded.domain, country = excluded.country,
			reading = excluded.reading, sorted = excluded.sorted, found = excluded.found,
			import_id = excluded.import_id, line = excluded.line`)
}
