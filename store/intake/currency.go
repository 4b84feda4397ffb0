package intake

import (
	"fmt"
	"strconv"
	"strings"

	"shimei/store/db"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// rated reports whether there is a rate for what was consumed in a month. Where there is none it says how to
// give it.
func (im *usageImport) rated(line int, m programme.Month, consumed programme.Money) bool {
	if _, is := im.rates[m][consumed.Currency]; is || consumed.Currency == im.p.Currency {
		return true
	}
	im.file.Fault(line, "currency", fmt.Sprintf("there is no rate of %s for %s; import a rates file with month %[2]s, currency %[1]s and, as rate, what one %[1]s is in %[3]s",
		consumed.Currency, m, im.p.Currency))
	return false
}

// convert gives a row what it consumed, from the amounts as they came, and reports whether that could be.
func (im *usageImport) convert(r *usageRow, as programme.Amounts) bool {
	consumed, err := im.p.Convert(as, im.rates[r.Month])
	if err != nil {
		im.file.Fault(r.line, "consumed", err.Error())
		return false
	}
	r.Consumed = &consumed
	if im.p.Foreign(as) {
		text := as.String()
		r.original = &text
	}
	return true
}

// converted is a row of usage that is converted anew.
type converted struct {
	subscription, customer, consumed int64
	workload                         string
	original                         string
}

// convertAnew converts the usage of a month anew in which any of some currencies is, whose rates changed, and
// has the credits follow.
func (im *importer) convertAnew(m programme.Month, currencies []string) error {
	all, err := ledger.RatesIn(im.tx, m)
	if err != nil {
		return err
	}
	last := converted{subscription: -1 << 63}
	for {
		rows, err := im.convertible(m, currencies, last)
		if err != nil || len(rows) == 0 {
			return err
		}
		last = rows[len(rows)-1]
		c := change{since: m}
		for k := range rows {
			r := &rows[k]
			amounts, err := programme.ParseAmounts(r.original)
			if err != nil {
				return err
			}
			if r.consumed, err = im.p.Convert(amounts, all[m]); err != nil {
				return fmt.Errorf("usage of %s: %w", m, err)
			}
			c.customers = append(c.customers, r.customer)
		}
		c.apply = func() error { return im.putConverted(m, rows) }
		if err := im.around(c); err != nil {
			return err
		}
	}
}

// inCurrency is a condition on a row u of usage that any of it came in a currency, as SQL.
func inCurrency(currency string) string {
	return "u.original LIKE '% " + currency + "' OR u.original LIKE '% " + currency + ",%'"
}

// convertible returns the next rows of usage of a month in which any of some currencies is.
func (im *importer) convertible(m programme.Month, currencies []string, after converted) (rows []converted, err error) {
	conditions := make([]string, len(currencies))
	for k, currency := range currencies {
		conditions[k] = inCurrency(currency)
	}
	err = im.tx.Each(func(scan db.Scan) error {
		var r converted
		err := scan(&r.subscription, &r.workload, &r.original, &r.customer)
		rows = append(rows, r)
		return err
	}, `SELECT u.subscription_id, u.workload, u.original, coalesce(s.customer_id, t.customer_id) FROM usage u `+ofWhatUsage+`
		WHERE u.month = $1 AND (u.subscription_id, u.workload) > ($2, $3) AND (`+strings.Join(conditions, " OR ")+`)
		ORDER BY u.subscription_id, u.workload LIMIT $4`, m, after.subscription, after.workload, rowsAtOnce)
	return rows, err
}

// putConverted writes what rows of usage of a month make anew. Who wrote them stays.
func (im *importer) putConverted(m programme.Month, rows []converted) error {
	lists := map[string][]string{}
	for _, r := range rows {
		lists[r.workload] = append(lists[r.workload], "("+strconv.FormatInt(r.subscription, 10)+", "+strconv.FormatInt(r.consumed, 10)+")")
	}
	for workload, list := range lists {
		if err := im.tx.Exec(`WITH converted (subscription_id, consumed) AS (VALUES `+strings.Join(list, ", ")+`)
			UPDATE usage SET consumed = converted.consumed FROM converted
			WHERE usage.month = $1 AND usage.workload = $2 AND usage.subscription_id = converted.subscription_id`, int64(m), workload); err != nil {
			return err
		}
	}
	return nil
}
