package intake

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// customerTable is the customers, known by their tenant ids.
type customerTable struct{}

type customerRow struct {
	Name    string `json:"name"`
	Domain  string `json:"domain"`
	Country string `json:"country"`
	Reading string `json:"reading"`
	writer
}

func (customerTable) stands(im *importer, keys []string) (map[string]state, error) {
	found := make(map[string]state, len(keys))
	asked := speltBy(keys)
	return found, im.tx.EachOf(asked.keys(), `SELECT tenant_key, name, domain, country, reading, coalesce(import_id, 0), coalesce(line, 0)
		FROM customers WHERE tenant_key IN `, func(scan db.Scan) error {
		var id programme.Key
		var r customerRow
		err := scan(&id, &r.Name, &r.Domain, &r.Country, &r.Reading, &r.Import, &r.Line)
		found[asked[id]] = state{encoded(r), r.writer}
		return err
	})
}

func (customerTable) pages(im *importer, of Record, take func([]string) error) error {
	return eachPage(im.tx, take, "SELECT tenant_id FROM customers WHERE import_id = $1 ORDER BY tenant_id", of.Key)
}

func (customerTable) stay(im *importer, steps []step) (map[string]Why, error) {
	return im.needed(steps, "customers", "tenant_key", []need{
		{NeededBySubscriptions, `EXISTS (SELECT 1 FROM subscriptions s WHERE s.customer_id = x.id)
			OR EXISTS (SELECT 1 FROM histories h WHERE h.attribute = 'tenant' AND h.value = x.id)`},
		{NeededByUsage, `EXISTS (SELECT 1 FROM tenant_products t WHERE t.customer_id = x.id
			AND EXISTS (SELECT 1 FROM months m JOIN usage u ON u.month = m.month AND u.subscription_id = -t.id))`},
		{NeededByAssociations, "EXISTS (SELECT 1 FROM associations a WHERE a.customer_id = x.id)"},
		{NeededByAccounts, "EXISTS (SELECT 1 FROM people p WHERE p.customer_id = x.id)"},
		{NeededByStatements, "EXISTS (SELECT 1 FROM statement_lines l WHERE l.credit_month IN (SELECT month FROM statements) AND l.customer_id = x.id)"},
		{NeededByEvents, "EXISTS (SELECT 1 FROM events e WHERE e.customer_id = x.id)"},
	})
}

func (customerTable) apply(im *importer, steps []step) error {
	var put [][]any
	for _, s := range steps {
		if s.then == "" {
			continue
		}
		var r customerRow
		if err := decode(s.then, &r); err != nil {
			return err
		}
		put = append(put, []any{s.key, programme.KeyOf(s.key), r.Name, r.Domain, r.Country, r.Reading, db.SortedAs(r.Name, r.Reading), db.FoundAs(r.Name, r.Reading),
			orNone(r.Import), orNone(r.Line)})
	}
	if err := im.tx.DeleteOf(speltBy(removed(steps)).keys(), "DELETE FROM customers WHERE tenant_key IN "); err != nil {
		return err
	}
	return im.putCustomers(put)
}
