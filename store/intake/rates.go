package intake

import (
	"maps"
	"slices"

	"shimei/store/facts"
	"shimei/store/ledger"
	"shimei/store/programme"
)

// rates takes in rates. Usage in a currency whose rate changes is converted anew; there is none in one that
// had no rate (R11a).
func (im *importer) rates(rows []facts.RateRow) error {
	months := map[programme.Month]bool{}
	for _, r := range rows {
		months[r.Month] = true
	}
	stored, err := ledger.RatesIn(im.tx, sorted(months)...)
	if err != nil {
		return err
	}
	var put [][]any
	var keys []string
	changed := map[programme.Month][]string{}
	for _, r := range rows {
		old, existed := stored[r.Month][r.Currency]
		same := existed && old.Equal(r.Rate)
		im.count(existed, same)
		if same {
			continue
		}
		keys = append(keys, rateKey{r.Month, r.Currency}.text())
		put = append(put, []any{int64(r.Month), r.Currency, r.Rate.String(), im.key, int64(r.Line)})
		if existed {
			changed[r.Month] = append(changed[r.Month], r.Currency)
		}
	}
	if err := im.remember(keys); err != nil {
		return err
	}
	return im.putRates(put, changed)
}

// putRates writes rates, and has usage follow those that changed, by their months.
func (im *importer) putRates(put [][]any, changed map[programme.Month][]string) error {
	if err := im.tx.Insert("INSERT INTO rates (month, currency, rate, import_id, line) VALUES", put,
		`ON CONFLICT (month, currency) DO UPDATE SET rate = excluded.rate, import_id = excluded.import_id, line = excluded.line`); err != nil {
		return err
	}
	if im.faulty() {
		return nil
	}
	for _, m := range slices.Sorted(maps.Keys(changed)) {
		if err := im.convertAnew(m, changed[m]); err != nil {
			return err
		}
	}
	return nil
}
