package facts_test

import (
	"testing"
)

func TestWhatIsWrongWithCurrenciesAndRatesIsSaid(t *testing.T) {
	for _, c := range []bad{
		{"no currency", "month,currency,rate\n2016-04,EURO,1.1\n",
			`file.csv:2: currency: "EURO" is no currency; write the three letters of ISO 4217, such as EUR`},
		{"the programme's own", "month,currency,rate\n2016-04,usd,1\n",
			`file.csv:2: currency: USD is the programme's own currency, in which nothing is converted; leave the row out`},
		{"a rate of nothing", "month,currency,rate\n2016-04,EUR,0.00\n", `file.csv:2: rate: "0.00" is no rate; it must be above zero`},
		{"a rate with a comma", "month,currency,rate\n2016-04,EUR,\"1,1\"\n",
			`file.csv:2: rate: "1,1" is no rate; write a decimal of at most 30 digits, such as 1.0837`},
		{"no rate", "month,currency,rate\n2016-04,EUR,\n", `file.csv:2: rate: the cell is empty; every row needs a value here`},
		{"a currency of nothing", "subscription_id,month,active_users,currency\nS,2016-04,5,EUR\n",
			`file.csv:1: the column currency says in what consumed is, and there is no column consumed; add it, or leave out the column currency`},
		{"too fine for the programme's own", "subscription_id,month,consumed,currency\nS,2016-04,1.234,USD\n",
			`file.csv:2: consumed: "1.234" has more than 2 decimals, the most that the currency has`},
		{"no amount", "subscription_id,month,consumed,currency\nS,2016-04,\"1,5\",EUR\n",
			`file.csv:2: consumed: "1,5" is not an amount; write it as 1000.50, without separators`},
		{"a currency without an amount", "subscription_id,month,active_users,consumed,currency\nS,2016-04,5,,EUR\n", ""},
	} {
		c.check(t, "")
	}
}
