package ledger

import (
	"shimei/store/db"
	"shimei/store/programme"
)

// RatesIn reads the rates of some months, and of all where none is named.
func RatesIn(tx *db.Tx, months ...programme.Month) (map[programme.Month]programme.Rates, error) {
	of := ""
	if len(months) > 0 {
		keys := make([]int64, len(months))
		for k, m := range months {
			keys[k] = int64(m)
		}
		of = " WHERE month IN " + db.Keys(keys)
	}
	found := map[programme.Month]programme.Rates{}
	return found, tx.Each(func(scan db.Scan) error {
		var m programme.Month
		var currency, text string
		if err := scan(&m, &currency, &text); err != nil {
			return err
		}
		rate, err := programme.ParseRate(text)
		if found[m] == nil {
			found[m] = programme.Rates{}
		}
		found[m][currency] = rate
		return err
	}, "SELECT month, currency, rate FROM rates"+of)
}
