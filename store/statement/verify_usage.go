package statement

import (
	"maps"
	"slices"

	"shimei/store/db"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// usage reports usage of no subscription, and of no tenant and product, which the database itself does not
// refuse; months that have both of one tenant (R8); and amounts that are not what the rates make (R11a).
func (v *verifier) usage() error {
	if err := v.s.tx.Each(func(scan db.Scan) error {
		var m programme.Month
		var rows int64
		err := scan(&m, &rows)
		v.report(m, "%d rows of usage are of no subscription, and of no tenant and product; correct the database by hand", rows)
		return err
	}, `SELECT month, count(*) FROM usage WHERE NOT EXISTS (SELECT 1 FROM subscriptions s WHERE s.id = usage.subscription_id)
		AND NOT EXISTS (SELECT 1 FROM tenant_products t WHERE t.id = -usage.subscription_id) GROUP BY month ORDER BY month`); err != nil {
		return err
	}
	months, err := ledger.MonthsOfTenants(v.s.tx)
	if err != nil {
		return err
	}
	mixed, err := ledger.MixedIn(v.s.tx, v.s.p, months, "TRUE")
	if err != nil {
		return err
	}
	for _, x := range mixed {
		v.report(0, "%s; import all usage of that month as a whole", x)
	}
	return v.converted()
}

// converted reports the months in which amounts of other currencies are not what the rates make of them.
func (v *verifier) converted() error {
	rates, err := ledger.RatesIn(v.s.tx)
	if err != nil {
		return err
	}
	wrong := map[programme.Month]int{}
	if err := v.s.tx.Each(func(scan db.Scan) error {
		var m programme.Month
		var text string
		var consumed int64
		if err := scan(&m, &text, &consumed); err != nil {
			return err
		}
		amounts, err := programme.ParseAmounts(text)
		if err != nil {
			return err
		}
		if n, err := v.s.p.Convert(amounts, rates[m]); err != nil || n != consumed {
			wrong[m]++
		}
		return nil
	}, "SELECT month, original, coalesce(consumed, 0) FROM usage WHERE original IS NOT NULL"); err != nil {
		return err
	}
	for _, m := range slices.Sorted(maps.Keys(wrong)) {
		v.report(0, "%s: %d amounts of usage are not what the rates of the month make of them; correct the database by hand", m, wrong[m])
	}
	return nil
}
