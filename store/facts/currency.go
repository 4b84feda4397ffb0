package facts

import "shimei/store/programme"

// RateRow is a row of a rates file. The key is Month and Currency.
type RateRow struct {
	Line     int // at which the row starts, from 1
	Month    programme.Month
	Currency string            // never the programme's own
	Rate     programme.Decimal // units of the programme's currency for one; above zero
}

// Rate reads the current record of a rates file, and false where it has a fault.
func (f *File) Rate() (RateRow, bool) {
	f.begin(Rates)
	r := RateRow{Line: f.line, Month: f.month(rateMonth), Currency: f.currency(rateCurrency)}
	if r.Currency == f.programme.Currency {
		f.bad(rateCurrency, "%s is the programme's own currency, in which nothing is converted; leave the row out", r.Currency)
	}
	if s := f.cell(rateRate, mostText); s != "" {
		var err error
		if r.Rate, err = programme.ParseRate(s); err != nil {
			f.bad(rateRate, "%v", err)
		}
	}
	return r, f.sound
}

// currency reads the code of a currency, or "" where the cell is empty.
func (f *File) currency(column int) string {
	s := f.cell(column, mostText)
	if s == "" {
		return ""
	}
	code, err := programme.ParseCurrency(s)
	if err != nil {
		f.bad(column, "%v", err)
	}
	return code
}

// consumed reads what was consumed: in minor units of the programme's currency, or as it came in another.
func (f *File) consumed() (*int64, *programme.Money) {
	code := f.currency(usageCurrency)
	if code == "" {
		code = f.programme.Currency
	}
	if code == f.programme.Currency && !f.Sums() {
		return f.amount(usageConsumed), nil
	}
	s := f.cell(usageConsumed, mostText)
	if s == "" {
		return nil, nil
	}
	if n, err := programme.ParseDecimal(s, f.programme.Digits); code == f.programme.Currency && err == nil {
		return &n, nil
	}
	// A sum of a mapping has all its decimals: it is rounded once, with what is converted.
	amount, err := programme.ParseExact(s)
	if err != nil {
		f.bad(usageConsumed, "%v", err)
	}
	return nil, &programme.Money{Amount: amount, Currency: code}
}

// checkCurrency refuses a usage file that names currencies of no amounts: what is stored of them would be
// said to be in another currency.
func (f *File) checkCurrency() error {
	if f.kind == Usage && f.has(usageCurrency) && !f.has(usageConsumed) {
		return f.unfit("the column currency says in what consumed is, and there is no column consumed; add it, or leave out the column currency")
	}
	return nil
}
