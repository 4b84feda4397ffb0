package outtake

import (
	"shimei/store/db"
	"shimei/store/programme"
)

func rates(tx *db.Tx, w Writer) error {
	return tx.Each(func(scan db.Scan) error {
		var month int64
		var currency, rate string
		if err := scan(&month, &currency, &rate); err != nil {
			return err
		}
		return w.Write([]any{programme.Month(month).String(), currency, rate})
	}, "SELECT month, currency, rate FROM rates ORDER BY month, currency")
}
