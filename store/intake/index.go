package intake

import (
	"fmt"

	"shimei/store/db"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// index finds the values, such as keys, that the ids in a file's rows stand for. It asks the database
// for the ids of each chunk. Once it was asked for many of them it loads the whole table.
type index[V any] struct {
	table, id, columns string // as SQL; columns come after the id
	scan               func(scan db.Scan) (id string, v V, err error)
	asked              int64
	all                map[string]V
}

// wholeFrom tells when an index loads its table: once it was asked for one in so many of its ids.
const wholeFrom = 50

// of returns the values of those ids that are known, and perhaps of others.
func (x *index[V]) of(tx *db.Tx, ids []string) (map[string]V, error) {
	if x.all != nil {
		return x.all, nil
	}
	x.asked += int64(len(ids))
	var most int64
	if _, err := tx.One([]any{&most}, "SELECT count(*) FROM "+x.table); err != nil {
		return nil, err
	}
	whole := x.asked > max(rowsAtOnce, most/wholeFrom)
	if !whole {
		most = int64(len(ids))
	}
	found := make(map[string]V, most)
	row := func(scan db.Scan) error {
		id, v, err := x.scan(scan)
		found[id] = v
		return err
	}
	query := "SELECT " + x.id + ", " + x.columns + " FROM " + x.table
	if whole {
		x.all = found
		return found, tx.Each(row, query)
	}
	return found, tx.EachOf(ids, query+" WHERE "+x.id+" IN ", row)
}

// indexes are the indexes of one import. They may be of before its rows: only a partners file names
// rows of its own kind, and asks for them once all are in.
type indexes struct {
	partners, customers *index[int64]
	subscriptions       *index[ledger.SubscriptionRef]
}

func indexesOf(tx *db.Tx, p *programme.Programme) indexes {
	var id, product string // out here, so that they are not made anew for each row
	var key int64
	var f ledger.SubscriptionRef
	keyed := func(scan db.Scan) (string, int64, error) {
		err := scan(&id, &key)
		return id, key, err
	}
	return indexes{
		partners:  &index[int64]{table: "partners", id: "partner_id", columns: "id", scan: keyed},
		customers: &index[int64]{table: "customers", id: "tenant_id", columns: "id", scan: keyed},
		subscriptions: &index[ledger.SubscriptionRef]{table: "subscriptions", id: "subscription_id", columns: "id, customer_id, product",
			scan: func(scan db.Scan) (string, ledger.SubscriptionRef, error) {
				err := scan(&id, &f.Key, &f.Customer, &product)
				f.Product, _ = p.Product(product)
				return id, f, err
			}},
	}
}

func (im *importer) partnerKeys(ids []string) (map[string]int64, error) {
	return im.index.partners.of(im.tx, ids)
}

func (im *importer) customerKeysOf(ids []string) (map[string]int64, error) {
	return im.index.customers.of(im.tx, ids)
}

func (im *importer) subscriptionsOf(ids []string) (map[string]ledger.SubscriptionRef, error) {
	return im.index.subscriptions.of(im.tx, ids)
}

// unknownPartner reports a row whose partner id stands for nobody.
func (im *importer) unknownPartner(line int, id string) {
	im.file.Fault(line, "partner_id", fmt.Sprintf("no partner has the id %q; import it with the partners first", id))
}

// unknownCustomer reports a row whose tenant id stands for nobody.
func (im *importer) unknownCustomer(line int, id string) {
	im.file.Fault(line, "tenant_id", fmt.Sprintf("no customer has the tenant id %q; import it with the customers first", id))
}

// unknownSubscription reports a row whose subscription id stands for nothing.
func (im *importer) unknownSubscription(line int, id string) {
	im.file.Fault(line, "subscription_id", fmt.Sprintf("no subscription has the id %q; import it with the subscriptions first", id))
}
