package store

import "slices"

// index finds what the ids in a file's rows stand for. It asks the database for those of a
// chunk, until it was asked for so many that it rather holds all of them in memory.
type index[V any] struct {
	table, id, columns string // as SQL; columns come after the id
	scan               func(scan func(...any) error) (id string, v V, err error)
	asked              int64
	all                map[string]V
}

// wholeFrom is which part of a table's ids has to be asked for before all are loaded.
const wholeFrom = 50

// of returns at least what the ids stand for that there are.
func (x *index[V]) of(t *tx, ids []string) (map[string]V, error) {
	if x.all != nil {
		return x.all, nil
	}
	x.asked += int64(len(ids))
	var most int64
	if _, err := t.one([]any{&most}, "SELECT count(*) FROM "+x.table); err != nil {
		return nil, err
	}
	whole := x.asked > max(rowsAtOnce, most/wholeFrom)
	if !whole {
		most = int64(len(ids))
	}
	at := make(map[string]V, most)
	row := func(scan func(...any) error) error {
		id, v, err := x.scan(scan)
		at[id] = v
		return err
	}
	query := "SELECT " + x.id + ", " + x.columns + " FROM " + x.table
	if whole {
		x.all = at
		return at, t.each(row, query)
	}
	return at, t.lookUp(ids, query+" WHERE "+x.id+" IN ", row)
}

// found is a subscription that an id stands for.
type found struct {
	key, customer int64
	product       int
}

// indexes are those that an import needs. They hold what was there before: no kind of file
// names rows of its own kind but the partners', which ask once all are in.
type indexes struct {
	partners, customers *index[int64]
	subscriptions       *index[found]
}

func indexesOf(t *tx) indexes {
	var id, product string // out here, so that they are not made anew for each row
	var key int64
	var f found
	keyed := func(scan func(...any) error) (string, int64, error) {
		err := scan(&id, &key)
		return id, key, err
	}
	return indexes{
		partners:  &index[int64]{table: "partners", id: "partner_id", columns: "id", scan: keyed},
		customers: &index[int64]{table: "customers", id: "tenant_id", columns: "id", scan: keyed},
		subscriptions: &index[found]{table: "subscriptions", id: "subscription_id", columns: "id, customer_id, product",
			scan: func(scan func(...any) error) (string, found, error) {
				err := scan(&id, &f.key, &f.customer, &product)
				f.product, _ = t.p.Product(product)
				return id, f, err
			}},
	}
}

func (im *importer) partnerKeys(ids []string) (map[string]int64, error) {
	return im.at.partners.of(im.tx, ids)
}

func (im *importer) customerKeysOf(ids []string) (map[string]int64, error) {
	return im.at.customers.of(im.tx, ids)
}

func (im *importer) subscriptionsOf(ids []string) (map[string]found, error) {
	return im.at.subscriptions.of(im.tx, ids)
}

// lookUp finds the rows of ids by statements of up to 50. query ends before its IN list.
func (t *tx) lookUp(ids []string, query string, scan func(scan func(...any) error) error) error {
	slices.Sort(ids)
	for batch := range slices.Chunk(slices.Compact(ids), 50) {
		args := make([]any, len(batch))
		for k, id := range batch {
			args[k] = id
		}
		if err := t.each(scan, query+"("+t.store.engine.placeholders(0, len(args))+")", args...); err != nil {
			return err
		}
	}
	return nil
}
