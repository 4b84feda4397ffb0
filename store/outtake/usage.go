package outtake

import (
	"database/sql"

	"shimei/store/db"
	"shimei/store/programme"
)

// usage writes all usage, month by month, but for what an import is just staging. What came in several currencies is a row for each of them, which
// add up (import --sum); the first of them has the counts.
func usage(tx *db.Tx, p *programme.Programme, w Writer) error {
	var month int64
	for after := int64(-1); ; after = month {
		more, err := tx.One([]any{&month}, `SELECT month FROM usage WHERE month > $1
			AND month < coalesce((SELECT min(since) FROM staging), 1000000) ORDER BY month LIMIT 1`, after)
		if err != nil || !more {
			return err
		}
		if err := usageOf(tx, p, month, w); err != nil {
			return err
		}
	}
}

func usageOf(tx *db.Tx, p *programme.Programme, month int64, w Writer) error {
	name := programme.Month(month).String()
	return tx.Each(func(scan db.Scan) error {
		var subscription, tenant, product, workload string
		var available, assigned, active, consumed sql.NullInt64
		var original sql.NullString
		if err := scan(&subscription, &tenant, &product, &workload, &available, &assigned, &active, &consumed, &original); err != nil {
			return err
		}
		row := func(cells ...any) []any {
			return append([]any{subscription, tenant, product, name, workload}, cells...)
		}
		counts := []any{count(available), count(assigned), count(active)}
		switch {
		case !consumed.Valid:
			return w.Write(row(append(counts, nil, nil)...))
		case !original.Valid:
			return w.Write(row(append(counts, programme.FormatDecimal(consumed.Int64, p.Digits), nil)...))
		}
		amounts, err := programme.ParseAmounts(original.String)
		if err != nil {
			return err
		}
		rows := make([][]any, len(amounts))
		for k, m := range amounts {
			rows[k] = row(append(counts, m.Amount.String(), m.Currency)...)
			counts = []any{nil, nil, nil}
		}
		return w.Write(rows...)
	}, `SELECT coalesce(s.subscription_id, ''), coalesce(c.tenant_id, ''), coalesce(t.product, ''), u.workload,
		u.available, u.assigned, u.active, u.consumed, u.original
		FROM usage u LEFT JOIN subscriptions s ON s.id = u.subscription_id
		LEFT JOIN tenant_products t ON t.id = -u.subscription_id LEFT JOIN customers c ON c.id = t.customer_id
		WHERE u.month = $1 ORDER BY 1, 2, 3, 4`, month)
}
