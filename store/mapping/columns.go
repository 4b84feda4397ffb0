package mapping

import (
	"slices"

	"shimei/store/facts"
)

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

// columnsOf returns the columns that a row of a kind may have, in their order: usage is of a subscription,
// or of a tenant and product, and its money may be in another currency.
func columnsOf(k facts.Kind) []string {
	columns := facts.Columns(k)
	if k == facts.Usage {
		for _, more := range []string{"tenant_id", "product", currencyColumn} {
			if !slices.Contains(columns, more) {
				columns = append(columns, more)
			}
		}
	}
	return columns
}
