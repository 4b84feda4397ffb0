package report

import (
	"database/sql"

	"shimei/store/ledger"
	"shimei/store/programme"
)

// Original is an amount as it came, and the rate that it was converted at: of one in the programme's currency
// that came with others, 1 (R11a).
type Original struct {
	programme.Money
	Rate programme.Decimal
}

// addAmounts adds to an origin what a row of usage consumed, as it came.
func (f *figureReader) addAmounts(o *origin, consumed sql.NullInt64, original *string) error {
	if original == nil {
		if consumed.Valid {
			o.amounts = o.amounts.With(f.r.p.Own(consumed.Int64))
		}
		return nil
	}
	amounts, err := programme.ParseAmounts(*original)
	for _, m := range amounts {
		o.amounts = o.amounts.With(m)
	}
	return err
}

// addOriginals tells of lines and misses of consumption how the amounts came, where any was converted.
func (f *figureReader) addOriginals(rows []Explained, found map[factKey]origin) error {
	var months []programme.Month
	for key, o := range found {
		if f.r.p.Foreign(o.amounts) {
			months = append(months, key.month)
		}
	}
	if len(months) == 0 {
		return nil
	}
	rates, err := ledger.RatesIn(f.r.tx, months...)
	if err != nil {
		return err
	}
	for k := range rows {
		r := &rows[k]
		amounts := found[factKey{r.Key, r.Month}].amounts
		if r.Amount == 0 && r.Reason != "" || !f.r.p.Foreign(amounts) { // what is another tenant's by now is not told
			continue
		}
		for _, m := range amounts {
			rate := programme.MinorUnits(1, 0)
			if m.Currency != f.r.p.Currency {
				rate = rates[r.Month][m.Currency]
			}
			r.Originals = append(r.Originals, Original{m, rate})
		}
	}
	return nil
}
