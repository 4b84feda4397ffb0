package outtake

import (
	"database/sql"

	"shimei/store/db"
)

func sales(tx *db.Tx, w Writer) error {
	return tx.Each(func(scan db.Scan) error {
		var order, subscription, partner string
		var sold, soldDay sql.NullInt64
		var seats int64
		if err := scan(&order, &subscription, &partner, &sold, &soldDay, &seats); err != nil {
			return err
		}
		return w.Write([]any{order, subscription, partner, moment(db.Moment(sold, soldDay)), seats})
	}, `SELECT x.order_id, s.subscription_id, p.partner_id, x.sold_at, x.sold_day, x.seats FROM sales x
		JOIN subscriptions s ON s.id = x.subscription_id JOIN partners p ON p.id = x.partner_id ORDER BY x.order_id`)
}
