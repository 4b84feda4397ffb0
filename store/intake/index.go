package intake

import (
	"fmt"

	"shimei/store/db"
	"shimei/store/facts"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// index finds the values that the ids in a file's rows stand for, by the keys of the ids. It asks the
// database for those of each chunk. Once it was asked for many of them it loads the whole table.
type index[V any] struct {
	table, key, columns string // as SQL; columns come after the key
	scan                func(scan db.Scan) (key string, v V, err error)
	asked               int64
	all                 map[programme.Key]V
}

// wholeFrom tells when an index loads its table: once it was asked for one in so many of its rows.
const wholeFrom = 50

// of returns the values of those keys that are known, and perhaps of others.
func (x *index[V]) of(tx *db.Tx, keys []programme.Key) (map[programme.Key]V, error) {
	if x.all != nil {
		return x.all, nil
	}
	x.asked += int64(len(keys))
	var most int64
	if _, err := tx.One([]any{&most}, "SELECT count(*) FROM "+x.table); err != nil {
		return nil, err
	}
	whole := x.asked > max(rowsAtOnce, most/wholeFrom)
	if !whole {
		most = int64(len(keys))
	}
	found := make(map[programme.Key]V, most)
	row := func(scan db.Scan) error {
		key, v, err := x.scan(scan)
		found[programme.Key(key)] = v
		return err
	}
	query := "SELECT " + x.key + ", " + x.columns + " FROM " + x.table
	if whole {
		x.all = found
		return found, tx.Each(row, query)
	}
	return found, tx.EachOf(texts(keys), query+" WHERE "+x.key+" IN ", row)
}

// indexes are the indexes of one import. They may be of before its rows: only a partners file names
// rows of its own kind, and asks for them once all are in.
type indexes struct {
	partners      *index[partnerRef]
	customers     *index[int64]
	subscriptions *index[ledger.SubscriptionRef]
}

// partnerRef is the partner that an id stands for: its key in the database, and its id as it was first
// written.
type partnerRef struct {
	key int64
	id  string
}

func indexesOf(tx *db.Tx, p *programme.Programme) indexes {
	var id, product string // out here, so that they are not made anew for each row
	var key int64
	var f ledger.SubscriptionRef
	return indexes{
		partners: &index[partnerRef]{table: "partners", key: "partner_key", columns: "id, partner_id",
			scan: func(scan db.Scan) (string, partnerRef, error) {
				var p partnerRef
				err := scan(&id, &p.key, &p.id)
				return id, p, err
			}},
		customers: &index[int64]{table: "customers", key: "tenant_key", columns: "id",
			scan: func(scan db.Scan) (string, int64, error) {
				err := scan(&id, &key)
				return id, key, err
			}},
		subscriptions: &index[ledger.SubscriptionRef]{table: "subscriptions", key: "subscription_key", columns: "id, customer_id, product",
			scan: func(scan db.Scan) (string, ledger.SubscriptionRef, error) {
				err := scan(&id, &f.Key, &f.Customer, &product)
				f.Product, _ = p.Product(product)
				return id, f, err
			}},
	}
}

func (im *importer) partnersOf(keys []programme.Key) (map[programme.Key]partnerRef, error) {
	return im.index.partners.of(im.tx, keys)
}

func (im *importer) customerKeysOf(keys []programme.Key) (map[programme.Key]int64, error) {
	return im.index.customers.of(im.tx, keys)
}

func (im *importer) subscriptionsOf(keys []programme.Key) (ledger.SubscriptionRefs, error) {
	return im.index.subscriptions.of(im.tx, keys)
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

// unknownUsage reports a row of usage whose subscription id stands for nothing. One that a mapping made may be
// of a subscription that nobody wants here: what it would leave out is told with the remedy.
func (im *usageImport) unknownUsage(r *facts.UsageRow) {
	if im.file.Mapping() == nil {
		im.unknownSubscription(r.Line, r.SubscriptionID)
		return
	}
	im.file.Fault(r.Line, "subscription_id", fmt.Sprintf("no subscription has the id %q, of which there is usage of %s%s; import it with the subscriptions first, or use a mapping of your own with a leave_out rule for it",
		r.SubscriptionID, r.Month, im.consumedBy(r)))
}

// consumedBy says how much a row consumed, as it came; "" for a row of seats and users.
func (im *usageImport) consumedBy(r *facts.UsageRow) string {
	switch {
	case r.Original != nil:
		return fmt.Sprintf(" (%s %s)", r.Original.Amount, r.Original.Currency)
	case r.Consumed != nil:
		return fmt.Sprintf(" (%s %s)", programme.FormatDecimal(*r.Consumed, im.p.Digits), im.p.Currency)
	}
	return ""
}
