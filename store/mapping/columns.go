package mapping

// amount tells what a column counts: its sum is told, and it may be summed.
type amount int

const (
	notAmount amount = iota
	count            // of seats or users
	money            // in the currency that the column currency names, or else the programme's
)

// amountOf tells whether one of our columns holds an amount.
func amountOf(column string) amount {
	switch column {
	case "seats", "available_seats", "assigned_seats", "active_users":
		return count
	case "consumed":
		return money
	}
	return notAmount
}

// currencyColumn names the currency of the money in a row.
const currencyColumn = "currency"
